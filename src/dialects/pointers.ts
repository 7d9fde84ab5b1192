import { KINDS } from '../facts/kinds.ts'
import type { Span } from '../text.ts'
import { type Entry, entryOf, type Layout, type MapNode, type Node, resolve, type Syntax, stringAt } from '../tree.ts'

/** A step of a path that a text spells out, and where it stands in its file. */
interface Step {
  readonly name: string
  readonly span: Span
}

/** What a patch or a replacement is made on, as a tree that has nothing else in it. */
export interface Pointed {
  readonly root: MapNode
  /** What it is made on, where that is said. */
  readonly kind: string | undefined
}

/** `{ op: add, path: /spec/to/0/default/http, value: … }` of a JSON patch; undefined: the map is none. */
export function pointedBy(map: MapNode, kind: string | undefined): Pointed | undefined {
  const path = entryOf(map, 'path')?.value
  if (stringAt(map, 'op') === undefined || path?.type !== 'scalar') return undefined
  const steps = stepsOf(path, /\/([^/]+)/g, (name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
  const encode = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1')
  const value = entryOf(map, 'value')?.value ?? NOTHING
  return steps.length === 0 ? undefined : treeOf(steps, value, kind, encode, 'it is an operation of a patch')
}

/** The `fieldPaths` of a target of a replacement. */
export function replacedBy(map: MapNode): Pointed[] {
  const kind = kindOf(entryOf(map, 'select')?.value)
  const paths = resolve(entryOf(map, 'fieldPaths')?.value)
  if (paths?.type !== 'list') return []
  return paths.members.flatMap(({ value }) => {
    const steps = stepsOf(value, /\[([^\]]+)\]|([^.[\]]+)/g, (name) => name)
    const encode = (name: string): string | undefined => (/[.[\]]/.test(name) ? undefined : name)
    return steps.length === 0 ? [] : [treeOf(steps, NOTHING, kind, encode, 'it is a path of a replacement')]
  })
}

/** The kind that `target` or `select` names; none where that is another product's. */
export function kindOf(target: Node | undefined): string | undefined {
  const kind = stringAt(target, 'kind')
  const group = stringAt(target, 'group')
  const foreign = kind !== undefined && KINDS.has(kind) && group !== undefined && !/(?:^|\.)kuma\.io$/.test(group)
  return foreign ? undefined : kind
}

const NOTHING: Node = {
  type: 'scalar',
  span: { start: 0, end: 0 },
  value: undefined,
  write: () => undefined,
  embedded: () => undefined,
}

function stepsOf(node: Node, pattern: RegExp, decode: (name: string) => string): Step[] {
  const embedded = node.type === 'scalar' ? node.embedded() : undefined
  if (embedded === undefined) return []
  return [...embedded.text.matchAll(pattern)].map((match) => {
    const written = match[1] ?? match[2] ?? ''
    const start = match.index + match[0].indexOf(written)
    const span = { start: embedded.outerOffset(start), end: embedded.outerOffset(start + written.length) }
    return { name: decode(written), span }
  })
}

function treeOf(
  steps: readonly Step[],
  value: Node,
  kind: string | undefined,
  encode: (name: string) => string | undefined,
  because: string,
): Pointed {
  const layout: Layout = { kind: 'fixed', because }
  const syntax: Syntax = { key: encode, member: () => undefined }
  let node = value
  for (const { name, span } of steps.toReversed()) {
    const isItem = /^(?:\d+|-|\*|.*=.*)$/.test(name)
    const entry: Entry = { key: name, keySpan: span, span, value: node }
    node = isItem
      ? { type: 'list', span, members: [{ span, value: node }], layout, syntax }
      : { type: 'map', span, members: [entry], layout, syntax }
  }
  const root: MapNode = node.type === 'map' ? node : { type: 'map', span: node.span, members: [], layout, syntax }
  return { root, kind }
}
