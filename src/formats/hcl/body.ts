import { indentAt, type Span } from '../../text.ts'
import type { Entry, Layout, MapNode, Node } from '../../tree.ts'
import { expect, fail, isBreak, nested, type Source, skipBlanks, take, takeName } from './source.ts'
import { readQuoted } from './templates.ts'

/** Reads a whole file. */
export function readFile(source: Source): MapNode {
  const members = readMembers(source)
  if (source.at < source.text.length) fail(source, 'nothing is open that could be closed here')
  return bodyNode(source, { start: 0, end: source.text.length }, members, { kind: 'lines', indent: '', bullet: '' })
}

function bodyNode(source: Source, span: Span, members: readonly Entry[], layout: Layout): MapNode {
  return { type: 'map', span, members, layout, syntax: source.syntax.body }
}

/** Attributes and blocks up to a closing brace or the end. */
function readMembers(source: Source): Entry[] {
  const members: Entry[] = []
  for (;;) {
    skipBlanks(source, true)
    if (source.at >= source.text.length || source.text[source.at] === '}') return members
    members.push(readMember(source))
    skipBlanks(source, false)
    if (source.at < source.text.length && !isBreak(source)) fail(source, 'a line break is missing')
  }
}

function readMember(source: Source): Entry {
  const keySpan = takeName(source)
  if (keySpan === undefined) fail(source, 'a name is missing')
  skipBlanks(source, false)
  const value = take(source, '=') ? readValue(source) : readLabels(source)
  const span = { start: keySpan.start, end: source.at }
  return { key: source.text.slice(keySpan.start, keySpan.end), keySpan, span, value }
}

function readValue(source: Source): Node {
  skipBlanks(source, false)
  return source.read(false)
}

/** What follows a block's type: each label is a map with the rest as its only entry. */
function readLabels(source: Source): MapNode {
  return nested(source, () => {
    const { text, at: start } = source
    if (take(source, '{')) return readBody(source, start)
    const quoted = text[start] === '"' ? readQuoted(source) : undefined
    const keySpan = quoted?.span ?? takeName(source)
    if (keySpan === undefined) fail(source, '= or { is missing')
    const label = quoted === undefined ? text.slice(keySpan.start, keySpan.end) : quoted.value
    const key = typeof label === 'string' ? label : undefined
    skipBlanks(source, false)
    const value = readLabels(source)
    const span = { start, end: source.at }
    const layout: Layout = { kind: 'fixed', because: 'it is the label of a block' }
    return { type: 'map', span, members: [{ key, keySpan, span, value }], layout, syntax: source.syntax.label }
  })
}

function readBody(source: Source, start: number): MapNode {
  skipBlanks(source, false)
  if (isBreak(source)) {
    const members = readMembers(source)
    expect(source, '}')
    const indent = indentAt(source.text, members[0]?.span.start ?? start)
    return bodyNode(source, { start, end: source.at }, members, { kind: 'lines', indent, bullet: '' })
  }
  const members: Entry[] = []
  if (source.text[source.at] !== '}') {
    const member = readMember(source)
    members.push(member)
    skipBlanks(source, false)
  }
  expect(source, '}')
  const layout: Layout = { kind: 'fixed', because: 'the block stands on one line' }
  return bodyNode(source, { start, end: source.at }, members, layout)
}
