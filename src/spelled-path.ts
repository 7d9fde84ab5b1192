import type { Span } from './text.ts'
import type { Entry, Layout, MapNode, Node, Syntax } from './tree.ts'

/** A step of a path that a text spells out, and where it stands. */
export interface SpelledStep {
  readonly name: string
  readonly span: Span
}

/**
 * The value at the end of a path, as a tree that has nothing else in it: what reads trees need not know paths.
 * @param encode how a step is written; undefined: it cannot be.
 * @param because why nothing comes or goes beside the steps.
 */
export function mapTo(
  value: Node,
  steps: readonly SpelledStep[],
  encode: (name: string) => string | undefined,
  because: string,
): MapNode {
  const layout: Layout = { kind: 'fixed', because }
  const syntax: Syntax = { key: encode, member: () => undefined }
  let node = value
  for (const { name, span: own } of steps.toReversed()) {
    const span = { start: own.start, end: Math.max(own.end, node.span.end) }
    const isItem = /^(?:\d+|-|\*|.*=.*)$/.test(name)
    const entry: Entry = { key: name, keySpan: own, span, value: node }
    node = isItem
      ? { type: 'list', span, members: [{ span, value: node }], layout, syntax }
      : { type: 'map', span, members: [entry], layout, syntax }
  }
  return node.type === 'map' ? node : { type: 'map', span: node.span, members: [], layout, syntax }
}
