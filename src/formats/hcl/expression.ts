import type { Span } from '../../text.ts'
import type { Node } from '../../tree.ts'
import { readItems, readObject, readTuple, takeFor } from './collections.ts'
import { expect, fail, loosen, nested, type Source, skipBlanks, take, takeName, unknown } from './source.ts'
import { writeScalar } from './strings.ts'
import { readHeredoc, readQuoted } from './templates.ts'

const OPERATORS = ['==', '!=', '<=', '>=', '&&', '||', '+', '-', '*', '/', '%', '<', '>'] as const

/** Functions whose result says what their argument says. */
const TRANSPARENT = new Set([
  'jsonencode',
  'yamlencode',
  'base64encode',
  'base64gzip',
  'tomap',
  'toset',
  'tolist',
  'sensitive',
  'nonsensitive',
])

/**
 * Reads an expression. What is more than one literal becomes a scalar without a value, and the literals in it loose nodes.
 * @param breaks line breaks mean nothing here: inside of brackets
 */
export function readExpression(source: Source, breaks: boolean): Node {
  return nested(source, () => {
    const { at: start } = source
    const parts = [readUnary(source, breaks)]
    while (readOperator(source, breaks)) {
      skipBlanks(source, breaks)
      parts.push(readUnary(source, breaks))
    }
    const { at: end } = source
    skipBlanks(source, breaks)
    if (take(source, '?')) parts.push(...readBranches(source, breaks))
    else source.at = end
    const [only] = parts
    return only !== undefined && parts.length === 1 ? only : loosen(source, start, parts)
  })
}

/** `a : b` */
function readBranches(source: Source, breaks: boolean): Node[] {
  skipBlanks(source, breaks)
  const yes = readExpression(source, breaks)
  skipBlanks(source, breaks)
  expect(source, ':')
  skipBlanks(source, breaks)
  return [yes, readExpression(source, breaks)]
}

function readOperator(source: Source, breaks: boolean): boolean {
  const { at } = source
  skipBlanks(source, breaks)
  if (!source.text.startsWith('=>', source.at) && OPERATORS.some((operator) => take(source, operator))) return true
  source.at = at
  return false
}

function readUnary(source: Source, breaks: boolean): Node {
  const { at: start } = source
  if (!take(source, '-') && !take(source, '!')) return readTerm(source, breaks)
  skipBlanks(source, breaks)
  const node = nested(source, () => readUnary(source, breaks))
  if (source.text[start] === '-' && node.type === 'scalar' && typeof node.value === 'number') {
    return literal({ start, end: source.at }, -node.value)
  }
  return loosen(source, start, [node])
}

/** A term with the attributes and indexes behind it. */
function readTerm(source: Source, breaks: boolean): Node {
  const { at: start } = source
  let node = readPrimary(source, breaks)
  for (;;) {
    const { at } = source
    skipBlanks(source, breaks)
    if (take(source, '[')) {
      skipBlanks(source, true)
      if (!take(source, '*')) source.loose.push(readExpression(source, true))
      skipBlanks(source, true)
      expect(source, ']')
    } else if (!source.text.startsWith('..', source.at) && take(source, '.')) {
      skipBlanks(source, breaks)
      if (!take(source, '*') && takeName(source) === undefined && takeNumber(source) === undefined) {
        fail(source, 'a name is missing')
      }
    } else {
      source.at = at
      return node
    }
    node = loosen(source, start, [node])
  }
}

function readPrimary(source: Source, breaks: boolean): Node {
  const { text, at: start } = source
  if (text[start] === '"') return readQuoted(source)
  if (text.startsWith('<<', start)) return readHeredoc(source)
  if (take(source, '[')) return takeFor(source, start, ']') ?? readTuple(source, start)
  if (take(source, '{')) return takeFor(source, start, '}') ?? readObject(source, start)
  if (take(source, '(')) {
    skipBlanks(source, true)
    const node = readExpression(source, true)
    skipBlanks(source, true)
    expect(source, ')')
    return node
  }
  const number = takeNumber(source)
  if (number !== undefined) return literal(number, Number(text.slice(number.start, number.end)))
  return readNamed(source, breaks)
}

function takeNumber(source: Source): Span | undefined {
  const number = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y
  number.lastIndex = source.at
  const match = number.exec(source.text)
  if (match === null) return undefined
  const start = source.at
  source.at += match[0].length
  return { start, end: source.at }
}

function literal(span: Span, value: number | boolean | null): Node {
  return { type: 'scalar', span, value, write: writeScalar, embedded: () => undefined }
}

/** A variable, a keyword or a call. */
function readNamed(source: Source, breaks: boolean): Node {
  const { at: start } = source
  const name = takeName(source)
  if (name === undefined) fail(source, 'an expression is missing')
  while (take(source, '::')) if (takeName(source) === undefined) fail(source, 'a name is missing')
  const { at: end } = source
  const word = source.text.slice(start, end)
  skipBlanks(source, breaks)
  if (take(source, '(')) return readCall(source, start, word)
  source.at = end
  if (word === 'null') return literal({ start, end }, null)
  return word === 'true' || word === 'false' ? literal({ start, end }, word === 'true') : unknown({ start, end })
}

function readCall(source: Source, start: number, name: string): Node {
  const { items, spread } = readItems(source, ')')
  const [only] = items
  if (only !== undefined && items.length === 1 && !spread && TRANSPARENT.has(name)) return only.value
  return loosen(
    source,
    start,
    items.map((item) => item.value),
  )
}
