import { applyEdits, type Edit, lineEnd, lineStart, meets, type Span, slice } from '../../text.ts'
import { type Branch, branchesOf } from './blocks.ts'
import { blockScalars, keyColumn, linesOf, type TemplateLine } from './lines.ts'
import { type Token, tokensOf } from './tokens.ts'
import { waysThrough } from './ways.ts'

/** A text with its template expressions painted over, length kept, so that the parser of YAML reads the rest. */
export interface Masked {
  readonly text: string
  /** The expressions, in order; an edit must not touch one. */
  readonly tokens: readonly Token[]
  /** Expressions that write whole members, which the parser does not see. */
  readonly writers: readonly Span[]
}

/**
 * The text as YAML's parser shall read it, once for each way through its conditions: together they show every branch.
 * What is on another way is left out of the text.
 */
export function maskTemplate(text: string, tokens: readonly Token[] = tokensOf(text)): Masked[] {
  if (tokens.length === 0) return [{ text, tokens: [], writers: [] }]
  const branches = branchesOf(text, tokens)
  const inline = new Set(branches.flatMap((branch) => (isLines(text, branch) ? [] : [branch.block])))
  const onLines = branches.filter(({ block }) => !inline.has(block))
  return waysThrough(onLines).map((left) => paint(text, tokens, left))
}

/** Nothing but expressions stands where the lines of a branch start and end. */
function isLines(text: string, { start, end }: Branch): boolean {
  const head = slice(text, { start, end: Math.min(end, lineEnd(text, start)) })
  return head.trim() === '' && text.slice(Math.max(start, lineStart(text, end)), end).trim() === ''
}

function paint(text: string, tokens: readonly Token[], left: readonly Branch[]): Masked {
  const isLeft = meets(left)
  const lines = linesOf(text, tokens, (offset) => isLeft({ start: offset, end: offset + 1 }))
  const scalars = blockScalars(text, lines)
  const writers: Token[] = []
  const edits = lines.flatMap((line, index): Edit[] => {
    const indent = scalars.get(line)
    if (indent !== undefined) return paintInside(line, indent)
    if (line.left) return [comment(line, line.start)]
    if (line.tokens.length === 0) return []
    const own = line.tokens.filter(({ start }) => start >= line.start)
    if (!line.alone) return paintAmong(text, line, lines.slice(index + 1, index + 20), writers)
    writers.push(...own.filter(({ role }) => role === 'writes'))
    return [comment(line, Math.max(line.start, line.tokens[0]?.start ?? 0))]
  })
  return { text: applyEdits(text, edits), tokens, writers }
}

function comment({ end }: TemplateLine, start: number): Edit {
  return { start, end, text: end > start ? `#${' '.repeat(end - start - 1)}` : '' }
}

/** In a block scalar everything is text; what starts too far left would end it. */
function paintInside({ start, end, tokens, alone, indent: own }: TemplateLine, indent: number): Edit[] {
  if (alone && own < indent) {
    const blanks = Math.min(indent, end - start)
    return [{ start, end, text: ' '.repeat(blanks) + 'T'.repeat(end - start - blanks) }]
  }
  return tokens.map((token) => letters(Math.max(start, token.start), Math.min(end, token.end)))
}

function letters(start: number, end: number): Edit {
  return { start, end, text: 'T'.repeat(end - start) }
}

/** Expressions beside other text: at the end of the line they may stand for what is on the next ones. */
function paintAmong(text: string, line: TemplateLine, next: readonly TemplateLine[], writers: Token[]): Edit[] {
  const { start, end, tokens } = line
  const edits: Edit[] = []
  for (const [index, token] of tokens.entries()) {
    const span = { start: Math.max(start, token.start), end: Math.min(end, token.end) }
    const behind = tokens.slice(index).every((each) => each.role !== 'writes')
    const last = trailing(text, line, index)
    const blank = /\s/.test(text[span.start - 1] ?? ' ')
    if (token.start < start) edits.push({ ...span, text: ' '.repeat(span.end - span.start) })
    else if (last && blank && behind) return [...edits, comment(line, span.start)]
    else if (last && token.role === 'writes' && index === tokens.length - 1 && isHead(text, line, token, next)) {
      writers.push(token)
      edits.push({ ...span, text: `${blank ? '#' : ' '}${blank ? '' : '#'}`.padEnd(span.end - span.start) })
    } else edits.push(letters(span.start, span.end))
  }
  return edits
}

/** Nothing but expressions stands behind this one on its line. */
function trailing(text: string, { end, tokens }: TemplateLine, index: number): boolean {
  let from = tokens[index]?.end ?? 0
  for (const token of tokens.slice(index + 1)) {
    if (text.slice(from, token.start).trim() !== '') return false
    from = token.end
  }
  return from >= end || text.slice(from, end).trim() === ''
}

/** `labels: {{ include "labels" . | nindent 4 }}`, with more labels on the lines below. */
function isHead(text: string, line: TemplateLine, token: Token, next: readonly TemplateLine[]): boolean {
  if (!text.slice(line.start, token.start).trimEnd().endsWith(':')) return false
  const below = next.find(
    (each) => !each.left && !each.alone && each.start >= token.end && each.end - each.start > each.indent,
  )
  if (below === undefined || text.startsWith('#', below.start + below.indent)) return false
  const column = keyColumn(text, line)
  return below.indent > column || (below.indent === column && text.startsWith('- ', below.start + below.indent))
}
