import type { Span } from '../../text.ts'
import type { Entry, Item, Layout, MapNode, Node } from '../../tree.ts'
import {
  expect,
  fail,
  isBreak,
  isName,
  loosen,
  readInside,
  readLoop,
  type Source,
  skipBlanks,
  take,
  takeWord,
} from './source.ts'

/** Expressions up to a closing bracket, parted by commas. `spread`: the last of them stands for many. */
export function readItems(source: Source, close: string): { items: Item[]; spread: boolean } {
  const items: Item[] = []
  let spread = false
  for (;;) {
    skipBlanks(source, true)
    if (take(source, close)) return { items, spread }
    const { at: start } = source
    const value = source.read(true)
    items.push({ span: { start, end: source.at }, value })
    skipBlanks(source, true)
    if (close === ')' && take(source, '...')) spread = true
    skipBlanks(source, true)
    if (take(source, ',')) continue
    expect(source, close)
    return { items, spread }
  }
}

export function readTuple(source: Source, start: number): Node {
  const { items } = readItems(source, ']')
  const span = { start, end: source.at }
  return { type: 'list', span, members: items, layout: inlineLayout(source, span, items), syntax: source.syntax.object }
}

function inlineLayout({ text }: Source, { start, end }: Span, members: readonly Item[], pad = ''): Layout {
  const [open, close] = [start + 1, end - 1]
  if (members.length === 0 && text.slice(open, close).trim() !== '') {
    return { kind: 'fixed', because: 'only a comment is inside' }
  }
  return { kind: 'inline', open, close, separator: ',', pad }
}

export function readObject(source: Source, start: number): MapNode {
  const members: Entry[] = []
  let commas = false
  for (skipBlanks(source, true); !take(source, '}'); skipBlanks(source, true)) {
    members.push(readElement(source))
    skipBlanks(source, false)
    if (take(source, ',')) commas = true
    else if (!isBreak(source) && source.text[source.at] !== '}') fail(source, 'a comma or a line break is missing')
  }
  const span = { start, end: source.at }
  const layout =
    (commas ? undefined : linesLayout(source.text, span, members)) ?? inlineLayout(source, span, members, ' ')
  return { type: 'map', span, members, layout, syntax: source.syntax.object }
}

/** Elements without commas, each on a line of its own. */
function linesLayout(text: string, span: Span, members: readonly Entry[]): Layout | undefined {
  const leadAt = (offset: number) => {
    const lead = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset)
    return lead.trim() === '' ? lead : undefined
  }
  const [first] = members
  const indent = first === undefined ? undefined : leadAt(first.span.start)
  const apart = members.every((member) => leadAt(member.span.start) !== undefined) && leadAt(span.end - 1) !== undefined
  return apart && indent !== undefined ? { kind: 'lines', indent, bullet: '' } : undefined
}

function readElement(source: Source): Entry {
  const { text, at: start } = source
  const name = source.read(false)
  const keySpan = { start, end: source.at }
  const key = keyOf(text, keySpan, name)
  skipBlanks(source, false)
  if (!take(source, '=') && !take(source, ':')) fail(source, '= is missing')
  skipBlanks(source, false)
  const value = source.read(false)
  return { key, keySpan, span: { start, end: source.at }, value }
}

function keyOf(text: string, span: Span, name: Node): string | undefined {
  if (name.type !== 'scalar' || text[span.start] === '(') return undefined
  const written = text.slice(span.start, span.end)
  if (isName(written)) return written
  return name.value === undefined || text.startsWith('<<', span.start) ? undefined : String(name.value)
}

/** `for k, v in all : k => v if v` and its closing bracket. */
export function takeFor(source: Source, start: number, close: string): Node | undefined {
  const { at: open } = source
  skipBlanks(source, true)
  if (!takeWord(source, 'for')) {
    source.at = open
    return undefined
  }
  readLoop(source)
  skipBlanks(source, true)
  expect(source, ':')
  const parts = [readInside(source)]
  if (take(source, '=>')) parts.push(readInside(source))
  take(source, '...')
  skipBlanks(source, true)
  if (takeWord(source, 'if')) parts.push(readInside(source))
  expect(source, close)
  return loosen(source, start, parts)
}
