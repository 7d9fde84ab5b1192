import type { Line } from '../lines.ts'
import { type Container, goOn, isRule, readItem } from './containers.ts'
import { blanksAhead, type Cursor, skip, skipBlanks } from './cursor.ts'

export interface Fence {
  readonly info: string
  /** Where the opening fence starts, and in which column. */
  readonly start: number
  readonly column: number
  readonly lines: readonly Line[]
  /** A tab is cut in two by the indentation: the lines do not stand in the text as they read. */
  readonly torn: boolean
}

interface Open {
  readonly info: string
  readonly marker: string
  readonly indent: number
  readonly start: number
  readonly column: number
  readonly lines: Line[]
  torn: boolean
}

type Leaf = 'none' | 'paragraph' | '-->' | '*/}'

interface State {
  readonly text: string
  readonly containers: Container[]
  readonly fences: Fence[]
  /** What the lines belong to as long as their containers go on; of a comment, how it ends. */
  leaf: Leaf | Open
}

const MAX_DEPTH = 100

/**
 * All fenced code of a Markdown or MDX text, in order. Blocks are found as CommonMark says, except that indentation never makes
 * code, so that fences in the tabs of MkDocs and in JSX count, and that of HTML and JSX only comments are blocks.
 */
export function readFences(text: string): Fence[] {
  const state: State = { text, containers: [], fences: [], leaf: 'none' }
  for (let start = 0; start < text.length;) {
    const lineFeed = text.indexOf('\n', start)
    const next = lineFeed === -1 ? text.length : lineFeed + 1
    const end = lineFeed === -1 ? next : text[lineFeed - 1] === '\r' && lineFeed > start ? lineFeed - 1 : lineFeed
    readLine(state, start, end, next)
    start = next
  }
  closeFence(state)
  return state.fences
}

function readLine(state: State, start: number, end: number, next: number): void {
  const line = state.text.slice(start, end)
  const { depth, cursor } = goOn(state.containers, line)
  const inside = depth === state.containers.length
  if (typeof state.leaf === 'object') {
    if (inside) {
      readInside(state, state.leaf, line, cursor, { start, content: 0, end, next })
      return
    }
    closeFence(state)
  }
  if (state.leaf === '-->' || state.leaf === '*/}') {
    if (inside && !line.includes(state.leaf, cursor.at)) return
    state.leaf = 'none'
    if (inside) return
  }
  readBlocks(state, line, start, depth, cursor)
}

function readInside(state: State, open: Open, line: string, cursor: Cursor, at: Line): void {
  const blanks = blanksAhead(line, cursor)
  const first = skipBlanks(line, cursor, blanks).at
  if (blanks < (open.indent < 4 ? 4 : open.indent + 4) && closes(line.slice(first), open.marker)) {
    closeFence(state)
    return
  }
  const content = skipBlanks(line, cursor, open.indent)
  if (content.spare > 0 && first < line.length) open.torn = true
  open.lines.push({ ...at, content: at.start + content.at })
}

function closes(rest: string, marker: string): boolean {
  return rest.startsWith(marker) && trimStartOf(rest, marker[0] ?? '').trim() === ''
}

function trimStartOf(text: string, character: string): string {
  let at = 0
  while (text[at] === character) at++
  return text.slice(at)
}

function closeFence(state: State): void {
  if (typeof state.leaf !== 'object') return
  const { info, start, column, lines, torn } = state.leaf
  state.fences.push({ info, start, column, lines, torn })
  state.leaf = 'none'
}

/** New containers, then what the rest of the line is. */
function readBlocks(state: State, line: string, start: number, matched: number, from: Cursor): void {
  let depth = matched
  let cursor = from
  const openContainer = (container: Container, after: Cursor) => {
    state.containers.length = depth
    depth = state.containers.push(container)
    state.leaf = 'none'
    cursor = after
  }
  for (;;) {
    const blanks = blanksAhead(line, cursor)
    const at = skipBlanks(line, cursor, blanks)
    const rest = line.slice(at.at)
    const interrupts = state.leaf === 'paragraph' && depth === state.containers.length
    const item = depth < MAX_DEPTH ? readItem(line, blanks, at, interrupts) : undefined
    if (rest.startsWith('>') && depth < MAX_DEPTH) {
      openContainer({ type: 'quote' }, skipBlanks(line, skip(at, 1), 1))
    } else if (item !== undefined) openContainer(item.container, item.after)
    else {
      const lazy = state.leaf === 'paragraph' && depth === matched
      state.leaf = leafOf(rest, interrupts) ?? openFence(rest, blanks, start + at.at, at.column)
      if (state.leaf !== 'paragraph' || !lazy) state.containers.length = depth
      return
    }
  }
}

/** Undefined: a fence. */
function leafOf(rest: string, interrupts: boolean): Leaf | undefined {
  if (rest === '' || isRule(rest) || /^#{1,6}(?:[ \t]|$)/.test(rest)) return 'none'
  if (interrupts && isUnderline(rest.trimEnd())) return 'none'
  if (rest.startsWith('<!--')) return rest.includes('-->', 2) ? 'none' : '-->'
  if (rest.startsWith('{/*')) return rest.includes('*/}', 3) ? 'none' : '*/}'
  return isFence(rest) ? undefined : 'paragraph'
}

/** The line below a heading. */
function isUnderline(rest: string): boolean {
  return rest !== '' && (trimStartOf(rest, '=') === '' || trimStartOf(rest, '-') === '')
}

function markerOf(rest: string): string {
  return rest.slice(0, rest.length - trimStartOf(rest, rest[0] ?? '').length)
}

function isFence(rest: string): boolean {
  const length = markerOf(rest).length
  return length > 2 && (rest[0] === '~' || (rest[0] === '`' && !rest.includes('`', length)))
}

function openFence(rest: string, indent: number, start: number, column: number): Open {
  const marker = markerOf(rest)
  return { info: rest.slice(marker.length).trim(), marker, indent, start, column, lines: [], torn: false }
}
