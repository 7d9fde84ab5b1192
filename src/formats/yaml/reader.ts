import {
  type Alias,
  type Document,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  type ParsedNode,
  type YAMLMap,
  type YAMLSeq,
  type Scalar as YamlScalar,
} from 'yaml'
import type { Span } from '../../text.ts'
import type { Entry, Item, Node, ScalarNode, Syntax } from '../../tree.ts'
import type { Masked } from '../template/mask.ts'
import { hasHole } from '../template/tokens.ts'
import { Gaps, missing, unknown } from './gaps.ts'
import { embedBlock, embedFlow, embedTemplate, writeScalar } from './scalar.ts'
import { Indents, yamlSyntax } from './syntax.ts'
import {
  blockSpan,
  emptySpan,
  fixed,
  headEnd,
  isEmpty,
  layoutOf,
  plainValue,
  propsStart,
  quoteOf,
  reach,
  spanOf,
} from './tokens.ts'

/** Reads one document's nodes. Positions come from source tokens: a node's own range runs past comments. */
export class Reader {
  private readonly anchors = new Map<string, Node>()
  private readonly indents: Indents
  private readonly syntax: Syntax
  private readonly text: string
  private readonly masked: string
  private readonly holes: readonly Span[]
  private readonly gaps: Gaps
  /** How many brackets are open around what is being read. */
  private brackets = 0
  /** It stands in brackets behind a name in double quotes, as in JSON. */
  private json = false
  /** Where the gap before what is being read starts, and where what stands behind it does. */
  private around: Span

  constructor(text: string, masked: Masked, document: Document.Parsed) {
    this.text = text
    this.masked = masked.text
    this.holes = masked.tokens
    this.gaps = new Gaps(text, masked)
    this.around = { start: document.range[0], end: document.range[2] }
    this.indents = new Indents(text)
    this.syntax = yamlSyntax(text, this.indents)
  }

  root(node: ParsedNode): Node {
    return this.node(node, undefined)
  }

  private node(node: ParsedNode, because: string | undefined): Node {
    if (isAlias(node)) return this.alias(node)
    const tag = node.tag?.startsWith('!') === true ? node.tag : undefined
    const read = isScalar(node)
      ? this.scalar(node, tag)
      : this.collection(node, tag === undefined ? because : `it is an argument of ${tag}`)
    if (node.anchor === undefined) return read
    const anchored = { ...read, anchor: this.anchorBefore(read.span.start, node.anchor) }
    this.anchors.set(node.anchor, anchored)
    return anchored
  }

  private anchorBefore(offset: number, name: string): Span {
    const start = this.text.lastIndexOf(`&${name}`, offset)
    const end = start + name.length + 1
    return { start, end: this.text[end] === ' ' ? end + 1 : end }
  }

  private alias(node: Alias.Parsed): Node {
    return { type: 'alias', span: { start: node.range[0], end: node.range[1] }, target: this.anchors.get(node.source) }
  }

  private scalar(node: YamlScalar.Parsed, tag: string | undefined): ScalarNode {
    const { text } = this
    const token = node.srcToken
    const start = token?.offset ?? node.range[0]
    const block = token?.type === 'block-scalar'
    const span = block ? blockSpan(text, token, node.range[1]) : { start, end: node.range[1] }
    const quote = quoteOf(token?.type)
    const bracketed = this.brackets > 0
    const written = this.json && quote === 'plain' ? 'double' : quote
    const unreadable = tag !== undefined || hasHole(this.holes, span)
    // The parser's own nodes are large: what is made here must not keep them.
    const said = node.value
    return {
      type: 'scalar',
      span,
      value: unreadable ? undefined : plainValue(said),
      write: (wanted) => (unreadable ? undefined : writeScalar(wanted, written)),
      embedded: () => {
        if (typeof said !== 'string') return undefined
        if (block) return embedBlock(text, this.masked, span, said)
        if (hasHole(this.holes, span)) return embedTemplate(text, span, quote)
        return embedFlow(text, span, quote, said, bracketed)
      },
    }
  }

  private collection(node: YAMLMap.Parsed | YAMLSeq.Parsed, because: string | undefined): Node {
    const opens = node.srcToken?.type === 'flow-collection' ? 1 : 0
    this.brackets += opens
    const read = isMap(node) ? this.mapping(node, because) : this.sequence(node, because)
    this.brackets -= opens
    return read
  }

  private sequence(node: YAMLSeq.Parsed, because: string | undefined): Node {
    const seen = this.items(node)
    const span = spanOf(node, seen)
    const layout = because === undefined ? layoutOf(this.text, node, seen, span) : fixed(because)
    const members = this.gaps.fill(seen, this.around, layout, (writer) => ({ span: writer, value: unknown(writer) }))
    return { type: 'list', span: reach(span, members), members, layout, syntax: this.syntax }
  }

  private mapping(node: YAMLMap.Parsed, because: string | undefined): Node {
    const gap = this.around
    const seen = this.entries(node, because)
    const span = spanOf(node, seen)
    const layout = because === undefined ? layoutOf(this.text, node, seen, span) : fixed(because)
    const written = (writer: Span): Entry => ({ key: undefined, keySpan: writer, span: writer, value: unknown(writer) })
    const members = this.gaps.fill(seen, gap, layout, written)
    return { type: 'map', span: reach(span, members), members, layout, syntax: this.syntax }
  }

  private entries(map: YAMLMap.Parsed, because: string | undefined): Entry[] {
    const { around, json } = this
    const entries: Entry[] = []
    for (const [index, pair] of map.items.entries()) {
      const key = pair.key
      const token = pair.srcToken
      if (token === undefined) continue
      const keySpan = isScalar(key)
        ? { start: token.key?.offset ?? key.range[0], end: key.range[1] }
        : { start: key.range[0], end: key.range[1] }
      this.indents.notice(keySpan.start, pair.value)
      const name = isScalar(key) && !hasHole(this.holes, keySpan) ? String(key.value) : undefined
      const inside = name?.startsWith('Fn::') ? `it is an argument of ${name}` : because
      const head = headEnd(token.sep ?? []) ?? keySpan.end
      this.json = this.brackets > 0 && this.text[keySpan.start] === '"'
      this.around = { start: head, end: map.items[index + 1]?.srcToken?.key?.offset ?? around.end }
      const value =
        pair.value === null || isEmpty(pair.value)
          ? this.gaps.unwritten(this.around, keySpan.start)
          : this.node(pair.value, inside)
      const start = Math.min(propsStart(token.start) ?? keySpan.start, keySpan.start)
      const span = { start, end: this.gaps.closed({ start, end: Math.max(value.span.end, head) }, this.around.end) }
      entries.push({ key: name, keySpan, span, value, ...(name === '<<' ? { merge: true } : {}) })
    }
    this.around = around
    this.json = json
    return entries
  }

  private items(list: YAMLSeq.Parsed): Item[] {
    const { around } = this
    const token = list.srcToken
    const sources = token !== undefined && 'items' in token ? token.items : []
    const items = list.items.map((node, index) => {
      const lead = sources[index]?.start ?? []
      if (isPair(node) || !(isScalar(node) || isAlias(node) || isCollection(node)))
        return { span: emptySpan(0), value: missing(0) }
      const next = sources[index + 1]?.start.find(({ type }) => type === 'seq-item-ind')
      this.around = { start: node.range[0], end: next?.offset ?? around.end }
      const value = this.node(node, undefined)
      const start = propsStart(lead) ?? value.span.start
      return { value, span: { start, end: this.gaps.closed({ start, end: value.span.end }, this.around.end) } }
    })
    this.around = around
    return items
  }
}
