import type { Span } from '../../text.ts'
import type { Entry, Item, Layout, MapNode, Node, Scalar, ScalarNode, Syntax } from '../../tree.ts'
import { embedTraced, type Traced } from '../escapes.ts'
import { type Ast, astsIn, isAst } from './parse.ts'
import { encodeBetween, isQuote, type Quote, quoteString, traceString, traceTemplate, writeScalar } from './strings.ts'

/** A text being read, and the literals that became part of a node. */
export interface Reading {
  readonly text: string
  readonly syntax: Syntax
  /** For strings that have no neighbour to follow. */
  readonly quote: Quote
  readonly claimed: Set<Ast>
}

const MAX_DEPTH = 500

/** `'v' as const` means `'v'`. */
const WRAPPERS = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'AsConstExpression',
])

const VARIABLE = /^K(?:UMA|MESH)_[A-Z0-9_]+$/

function spanOf({ start, end }: Span): Span {
  return { start, end }
}

/** The node for an expression; what is no literal is a scalar without a value. */
export function readNode(reading: Reading, ast: Ast, depth = 0): Node {
  if (WRAPPERS.has(ast.type) && isAst(ast.expression)) return readNode(reading, ast.expression, depth)
  if (depth > MAX_DEPTH) return unknown(ast)
  if (ast.type === 'ObjectExpression') return readObject(reading, ast, depth)
  if (ast.type === 'ArrayExpression') return readArray(reading, ast, depth)
  return readScalar(reading, ast)
}

function unknown(span: Span): ScalarNode {
  return { type: 'scalar', span: spanOf(span), value: undefined, write: () => undefined, embedded: () => undefined }
}

function readObject(reading: Reading, ast: Ast, depth: number): MapNode {
  reading.claimed.add(ast)
  const members = astsIn(ast.properties).map((property) => readProperty(reading, property, depth + 1))
  return {
    type: 'map',
    span: spanOf(ast),
    members,
    layout: layoutOf(reading.text, ast, members),
    syntax: reading.syntax,
  }
}

function readProperty(reading: Reading, property: Ast, depth: number): Entry {
  const { key: name, value } = property
  const span = spanOf(property)
  // A spread has no key, and so cannot be read; it is a member for others to be put beside it, and to be taken away without it.
  if (!isAst(name)) return { key: undefined, keySpan: span, span, value: unknown(property) }
  const key = property.computed === true ? undefined : keyOf(name)
  if (name.type === 'StringLiteral') reading.claimed.add(name)
  const known = property.type === 'ObjectProperty' && property.shorthand !== true && isAst(value)
  const node = known ? readNode(reading, value, depth) : unknown({ start: name.end, end: property.end })
  return { key, keySpan: spanOf(name), span, value: property.shorthand === true ? unknown(property) : node }
}

function keyOf(name: Ast): string | undefined {
  if (name.type === 'Identifier' && typeof name.name === 'string') return name.name
  if (name.type === 'StringLiteral' && typeof name.value === 'string') return name.value
  return name.type === 'NumericLiteral' ? String(name.value) : undefined
}

function readArray(reading: Reading, ast: Ast, depth: number): Node {
  reading.claimed.add(ast)
  const elements = astsIn(ast.elements)
  const members = elements.map((element): Item => {
    const pair = element.type === 'ArrayExpression' ? readPair(reading, element) : undefined
    return { span: spanOf(element), value: pair ?? readNode(reading, element, depth + 1) }
  })
  const holes = Array.isArray(ast.elements) && ast.elements.length > elements.length
  // The tree does not tell where parentheses around an element end.
  const odd =
    holes || elements.some(({ extra }) => typeof extra === 'object' && extra !== null && 'parenthesized' in extra)
  const layout = odd ? fixed('the list has holes or parentheses') : layoutOf(reading.text, ast, members)
  return { type: 'list', span: spanOf(ast), members, layout, syntax: reading.syntax }
}

function fixed(because: string): Layout {
  return { kind: 'fixed', because }
}

function layoutOf(text: string, ast: Ast, members: readonly Item[]): Layout {
  const open = ast.start + 1
  const close = ast.end - 1
  if (members.length === 0 && text.slice(open, close).trim() !== '') return fixed('only a comment is inside')
  return { kind: 'inline', open, close, separator: ',' }
}

/** `['KUMA_MODE', 'zone']` in a list, as a Map is made of. */
function readPair(reading: Reading, ast: Ast): MapNode | undefined {
  const elements = astsIn(ast.elements)
  if (elements.length !== 2 || elements[1]?.type !== 'StringLiteral' || VARIABLE.test(String(elements[1].value)))
    return undefined
  const map = readArguments(reading, elements, 'it is written as a pair')
  if (map !== undefined) reading.claimed.add(ast)
  return map === undefined ? undefined : { ...map, span: spanOf(ast) }
}

/** A map for `container.addEnvironment('KUMA_MODE', 'zone')`, where the first argument is the name of a variable. */
export function readCall(reading: Reading, ast: Ast): MapNode | undefined {
  return readArguments(reading, astsIn(ast.arguments), 'it is written as a call')
}

function readArguments(reading: Reading, [name, value]: readonly Ast[], because: string): MapNode | undefined {
  if (name?.type !== 'StringLiteral' || value === undefined || !VARIABLE.test(String(name.value))) return undefined
  const span = { start: name.start, end: value.end }
  reading.claimed.add(name)
  const entry: Entry = { key: String(name.value), keySpan: spanOf(name), span, value: readNode(reading, value) }
  const quote = reading.text[name.start]
  const syntax: Syntax = {
    key: (key) => (isQuote(quote) ? quoteString(key, quote, reading.text, name.start) : undefined),
    member: () => undefined,
  }
  return { type: 'map', span, members: [entry], layout: fixed(because), syntax }
}

function readScalar(reading: Reading, ast: Ast): ScalarNode {
  const { text } = reading
  reading.claimed.add(ast)
  const quote = text[ast.start]
  const inside = { start: ast.start + 1, end: ast.end - 1 }
  if (ast.type === 'StringLiteral' && typeof ast.value === 'string' && isQuote(quote)) {
    return literal(reading, ast, ast.value, () => {
      const traced = traceString(text, inside)
      return traced?.value === ast.value ? traced : undefined
    })
  }
  if (ast.type === 'TemplateLiteral') {
    const trace = () => traceTemplate(text, inside)
    return literal(reading, ast, astsIn(ast.expressions).length === 0 ? trace()?.value : undefined, trace)
  }
  const value = plainValue(ast)
  return value === undefined ? unknown(ast) : literal(reading, ast, value, () => undefined)
}

function literal(
  { text, quote }: Reading,
  ast: Ast,
  value: Scalar | undefined,
  trace: () => Traced | undefined,
): ScalarNode {
  const own = text[ast.start]
  return {
    type: 'scalar',
    span: spanOf(ast),
    value,
    write: (wanted) =>
      value === undefined ? undefined : writeScalar(wanted, isQuote(own) ? own : quote, text, ast.start),
    embedded() {
      const traced = trace()
      if (traced === undefined || !isQuote(own)) return undefined
      return embedTraced(traced, (added) => encodeBetween(added, own, text, ast.start))
    },
  }
}

function plainValue(ast: Ast): Scalar | undefined {
  if (ast.type === 'NullLiteral') return null
  if (ast.type === 'BooleanLiteral') return ast.value === true
  if (ast.type === 'NumericLiteral' && typeof ast.value === 'number') return ast.value
  if (ast.type !== 'UnaryExpression' || ast.operator !== '-' || !isAst(ast.argument)) return undefined
  return ast.argument.type === 'NumericLiteral' && typeof ast.argument.value === 'number'
    ? -ast.argument.value
    : undefined
}
