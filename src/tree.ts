import type { Embedded } from './embedded.ts'
import type { Span } from './text.ts'

export type Scalar = string | number | boolean | null

/** Plain data, as JSON has it. */
export type Data = Scalar | readonly Data[] | { readonly [key: string]: Data }

/** A value as it stands in a text. Every format reads into these, so that what is above need not know formats. */
export type Node = ScalarNode | MapNode | ListNode | AliasNode

interface Anchored {
  /** The name that aliases know it by, with the blank behind it: a copy must not repeat it. */
  readonly anchor?: Span
}

export interface ScalarNode extends Anchored {
  readonly type: 'scalar'
  readonly span: Span
  /** Undefined where the text cannot tell: a template expression, a reference, an intrinsic function. */
  readonly value: Scalar | undefined
  /** The text with which to replace the span so that it reads as the value, in the old one's quotes; undefined: cannot be. */
  write(value: Scalar): string | undefined
  /** What a string says, mapped back to this text; undefined where its characters cannot be traced. */
  embedded(): Embedded | undefined
}

export interface MapNode extends Anchored {
  readonly type: 'map'
  readonly span: Span
  readonly members: readonly Entry[]
  readonly layout: Layout
  readonly syntax: Syntax
}

export interface ListNode extends Anchored {
  readonly type: 'list'
  readonly span: Span
  readonly members: readonly Item[]
  readonly layout: Layout
  readonly syntax: Syntax
}

/** A reference to a value that stands elsewhere in the text. Reads go through it, edits are made where the value stands. */
export interface AliasNode {
  readonly type: 'alias'
  readonly span: Span
  readonly target: Node | undefined
}

export type Container = MapNode | ListNode

/** One element of a container. The span holds what would be copied to write it again: no separator, no bullet, no comment. */
export interface Member {
  readonly span: Span
  readonly value: Node
}

export interface Entry extends Member {
  /** Undefined where the key is an expression. */
  readonly key: string | undefined
  readonly keySpan: Span
  /** A merge key (`<<`): the value's entries count as this map's, and stand elsewhere. */
  readonly merge?: boolean
}

export type Item = Member

/** How members lie in their container. */
export type Layout =
  /** Each on lines of its own with nothing between; `bullet` is what comes before one on its first line (`- `). */
  | {
      readonly kind: 'lines'
      readonly indent: string
      readonly bullet: string
      /** Why not all members may go. */
      readonly keeps?: string
    }
  /** Between `open` and `close` (offsets just inside the brackets), parted by a comma, blanks or a line break. */
  | {
      readonly kind: 'inline'
      readonly open: number
      readonly close: number
      readonly separator: ',' | ' '
      /** No blank may stand between members. */
      readonly tight?: boolean
      /** What stands inside the brackets around the only member. */
      readonly pad?: string
    }
  /** Members may be renamed and set, but none added or removed; the reason is shown to the user. */
  | { readonly kind: 'fixed'; readonly because: string }

/** How a format writes new things. `like` is a neighbour whose quotes and spacing to follow. */
export interface Syntax {
  key(name: string, like: Entry | undefined): string | undefined
  /** A whole member: `key: value`, or only a value where `name` is undefined; `indent` is that of its first line. */
  member(name: string | undefined, data: Data, container: Container, indent: string): string | undefined
}

/** The node itself, or what an alias stands for. */
export function resolve(node: Node | undefined): Exclude<Node, AliasNode> | undefined {
  let current = node
  for (let depth = 0; current?.type === 'alias'; depth++) {
    if (depth > 100) return undefined
    current = current.target
  }
  return current
}

/** A map's entry, the last one of that name; through merge keys too. */
export function entryOf(node: Node | undefined, key: string, ignoreCase = false): Entry | undefined {
  const map = resolve(node)
  if (map?.type !== 'map') return undefined
  if (map.members.length > LARGE && !ignoreCase && lacks(map, key)) return undefined
  const wanted = ignoreCase ? key.toLowerCase() : key
  const own = map.members.findLast((entry) => (ignoreCase ? entry.key?.toLowerCase() : entry.key) === wanted)
  if (own !== undefined) return own
  for (const entry of map.members) {
    const merged = entry.merge ? entryOf(entry.value, key, ignoreCase) : undefined
    if (merged !== undefined) return merged
  }
  return undefined
}

/** Maps with more members are asked for dozens of names that they do not have. */
const LARGE = 64

const namesOfLarge = new WeakMap<MapNode, ReadonlySet<string>>()

/** Neither the map nor what is merged into it has the key. */
function lacks(map: MapNode, key: string): boolean {
  const known = namesOfLarge.get(map) ?? new Set(map.members.map((entry) => (entry.merge ? MERGE : (entry.key ?? ''))))
  namesOfLarge.set(map, known)
  return !known.has(key) && !known.has(MERGE)
}

const MERGE = '<<'

/** Keys down from a node; undefined where one is missing. */
export function valueAt(node: Node | undefined, ...keys: string[]): Node | undefined {
  let current = node
  for (const key of keys) current = entryOf(current, key)?.value
  return resolve(current)
}

export function scalarAt(node: Node | undefined, ...keys: string[]): Scalar | undefined {
  const found = valueAt(node, ...keys)
  return found?.type === 'scalar' ? found.value : undefined
}

export function stringAt(node: Node | undefined, ...keys: string[]): string | undefined {
  const value = scalarAt(node, ...keys)
  return typeof value === 'string' ? value : undefined
}

/** The node as plain data; undefined where any part of it cannot be read. */
export function dataOf(node: Node | undefined, depth = 0): Data | undefined {
  const found = resolve(node)
  if (found === undefined || depth > 256) return undefined
  if (found.type === 'scalar') return found.value
  if (found.type === 'list') {
    const items = found.members.map((item) => dataOf(item.value, depth + 1))
    return items.some((item) => item === undefined) ? undefined : items.filter((item) => item !== undefined)
  }
  const result = new Map<string, Data>()
  for (const entry of found.members) {
    const value = dataOf(entry.value, depth + 1)
    if (entry.key === undefined || entry.merge || value === undefined) return undefined
    result.set(entry.key, value)
  }
  return Object.fromEntries(result)
}

export function sameData(a: Data | undefined, b: Data | undefined): boolean {
  return a !== undefined && b !== undefined && JSON.stringify(a) === JSON.stringify(b)
}

/** The anchors in a value, its own included. */
export function anchorsOf(node: Node): Span[] {
  if (node.type === 'alias') return []
  const own = node.anchor === undefined ? [] : [node.anchor]
  return node.type === 'scalar' ? own : [...own, ...node.members.flatMap((member) => anchorsOf(member.value))]
}
