import { type CST, isScalar, type ParsedNode, type YAMLMap, type YAMLSeq } from 'yaml'
import type { Span } from '../../text.ts'
import type { Item, Layout, ScalarNode } from '../../tree.ts'
import type { Quote } from './scalar.ts'

type Tokens = readonly CST.SourceToken[]

/** A block ends with its last member; brackets belong to what they enclose. */
export function spanOf(node: YAMLMap.Parsed | YAMLSeq.Parsed, members: readonly Item[]): Span {
  if (node.srcToken?.type === 'flow-collection') return { start: node.srcToken.offset, end: node.range[1] }
  const { srcToken } = node
  const bullet = srcToken?.type === 'block-seq' ? bulletOf(srcToken) : undefined
  const start = bullet ?? members[0]?.span.start ?? node.range[0]
  return { start, end: members.at(-1)?.span.end ?? node.range[1] }
}

/** Where a list's first bullet stands. */
export function bulletOf(list: CST.BlockSequence): number | undefined {
  const item = list.items.find((candidate) => candidate.start.some((part) => part.type === 'seq-item-ind'))
  return item?.start.find((part) => part.type === 'seq-item-ind')?.offset
}

export function fixed(because: string): Layout {
  return { kind: 'fixed', because }
}

/** How members lie in a map or a list. */
export function layoutOf(
  text: string,
  node: YAMLMap.Parsed | YAMLSeq.Parsed,
  members: readonly Item[],
  span: Span,
): Layout {
  const token = node.srcToken
  if (token?.type === 'flow-collection') {
    if (text[span.start] !== '{' && text[span.start] !== '[') return fixed('it is a pair without braces')
    return { kind: 'inline', open: span.start + 1, close: span.end - 1, separator: ',' }
  }
  if (token?.type !== 'block-map' && token?.type !== 'block-seq') return fixed('it cannot be traced in the text')
  if (token.items.some((item) => item.start.some((part) => part.type === 'explicit-key-ind'))) {
    return fixed('it is written with explicit keys')
  }
  const indent = ' '.repeat(token.indent)
  if (token.type === 'block-map') return { kind: 'lines', indent, bullet: '' }
  const dash = bulletOf(token)
  const value = members[0]?.span.start
  const bullet = dash === undefined || value === undefined ? '- ' : text.slice(dash, value)
  return { kind: 'lines', indent, bullet: /^-[ \t]+$/.test(bullet) ? bullet : '- ' }
}

export function emptySpan(offset: number): Span {
  return { start: offset, end: offset }
}

/** Where an anchor or tag before a value starts. */
export function propsStart(tokens: Tokens): number | undefined {
  return tokens.find((token) => token.type === 'anchor' || token.type === 'tag')?.offset
}

/** Where the colon, anchor or tag behind a key ends. */
export function headEnd(tokens: Tokens): number | undefined {
  const token = tokens.findLast(
    (part) => part.type === 'map-value-ind' || part.type === 'anchor' || part.type === 'tag',
  )
  return token === undefined ? undefined : token.offset + token.source.length
}

/** From the `|` to the last character that is not a line break: what follows belongs to the lines after it. */
export function blockSpan(text: string, token: CST.BlockScalar, end: number): Span {
  const start = token.props.find((part) => part.type === 'block-scalar-header')?.offset ?? token.offset
  let last = end
  while (last > start && (text[last - 1] === '\n' || text[last - 1] === '\r')) last--
  return { start, end: last }
}

export function quoteOf(type: string | undefined): Quote {
  if (type === 'single-quoted-scalar') return 'single'
  if (type === 'double-quoted-scalar') return 'double'
  return type === 'block-scalar' ? 'block' : 'plain'
}

export function plainValue(value: unknown): ScalarNode['value'] {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value
  return value === undefined ? undefined : String(value)
}

/** What a template writes behind the last member belongs to its container. */
export function reach({ start, end }: Span, members: readonly Item[]): Span {
  return { start, end: Math.max(end, members.at(-1)?.span.end ?? end) }
}

/** Nothing is written there, not even a word for nothing. */
export function isEmpty(node: ParsedNode): boolean {
  return isScalar(node) && node.range[0] === node.range[1] && node.anchor === undefined && node.tag === undefined
}
