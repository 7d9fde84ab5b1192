import { type Edits, insertAfter, isRefusal, type Link, remove } from '../layout.ts'
import type { Path } from '../path.ts'
import { type Edit, indentAt, type Span } from '../text.ts'
import {
  type Container,
  type Data,
  dataOf,
  type Entry,
  entryOf,
  type MapNode,
  type Member,
  type Node,
  resolve,
  sameData,
} from '../tree.ts'

/** What to do in a tree; paths start at its root. All of a list is done together or not at all. */
export type Op =
  | { readonly op: 'key'; readonly path: Path; readonly name: string }
  | { readonly op: 'set'; readonly path: Path; readonly value: Data }
  | { readonly op: 'remove'; readonly path: Path }
  /** A value that is not there yet, and the maps it needs around it; after the sibling that is, or holds, `near`. */
  | { readonly op: 'put'; readonly path: Path; readonly value: Data | Copied; readonly near: Path }

/** A value as it is written at its old place. */
export interface Copied {
  readonly copied: Node
}

function isCopied(value: Data | Copied): value is Copied {
  return typeof value === 'object' && value !== null && 'copied' in value
}

/** A member of the tree, with its container and those around it, innermost first. */
export interface Place {
  readonly member: Member | Entry
  readonly container: Container
  readonly index: number
  readonly chain: readonly Link[]
}

export interface Tree {
  readonly text: string
  readonly root: MapNode
  readonly chain: readonly Link[]
  /** Keys are matched as Kuma's configuration loader does. */
  readonly ignoreCase: boolean
}

/** @returns undefined when the path leads nowhere, or through a merge key to a member that stands elsewhere. */
export function placeAt(tree: Tree, path: Path): Place | undefined {
  let node: Node | undefined = tree.root
  let chain: readonly Link[] = tree.chain
  let place: Place | undefined
  for (const step of path) {
    const container = resolve(node)
    if (container === undefined || container.type === 'scalar') return undefined
    const member: Member | undefined =
      typeof step === 'number' ? container.members[step] : entryOf(container, step, tree.ignoreCase)
    const members: readonly Member[] = container.members
    const index = member === undefined ? -1 : members.indexOf(member)
    if (member === undefined || index === -1) return undefined
    place = { member, container, index, chain }
    chain = [{ list: container, index }, ...chain]
    node = member.value
  }
  return place
}

/** The edits that do all of it, or why one of them cannot be done. */
export function editTree(tree: Tree, ops: readonly Op[]): Edits {
  const edits: Edit[] = []
  const removals = ops.filter((op) => op.op === 'remove').map((op) => op.path)
  const puts = groupPuts(tree, ops)
  if (isRefusal(puts)) return puts
  const receiving = new Set(puts.map((put) => put.container))
  const removed = removedMembers(tree, removals, receiving)
  for (const op of ops) {
    const result =
      op.op === 'key' ? renameKey(tree, op.path, op.name) : op.op === 'set' ? setValue(tree, op.path, op.value) : []
    if (isRefusal(result)) return result
    edits.push(...result)
  }
  for (const put of puts) {
    const gone = removed.get(put.container)
    const result = gone?.has(put.after)
      ? replaceMember(put, gone)
      : insertAfter(tree.text, put.container, put.after, put.text)
    if (isRefusal(result)) return result
    edits.push(...result)
  }
  for (const [container, indexes] of removed) {
    const result = indexes.size === 0 ? [] : remove(tree.text, container, [...indexes])
    if (isRefusal(result)) return result
    edits.push(...result)
  }
  return edits
}

/** A new member takes the place of one that goes. */
function replaceMember(put: Put, gone: Set<number>): Edits {
  const span = put.container.members[put.after]?.span
  gone.delete(put.after)
  if (put.container.layout.kind === 'fixed') return { because: put.container.layout.because }
  return span === undefined ? [] : [{ ...span, text: put.text }]
}

/** Members to take out by container; a container that would be left empty goes itself, unless something is put into it. */
function removedMembers(
  tree: Tree,
  paths: readonly Path[],
  receiving: ReadonlySet<Container>,
): Map<Container, Set<number>> {
  const removed = new Map<Container, Set<number>>()
  const take = (container: Container, index: number, chain: readonly Link[]): void => {
    const indexes = removed.get(container) ?? new Set<number>()
    removed.set(container, indexes.add(index))
    const parent = chain[0]
    if (parent === undefined || indexes.size < container.members.length || receiving.has(container)) return
    if (!isContainer(parent.list)) return
    removed.delete(container)
    take(parent.list, parent.index, chain.slice(1))
  }
  for (const path of paths) {
    const place = placeAt(tree, path)
    if (place !== undefined) take(place.container, place.index, place.chain)
  }
  return removed
}

function isContainer(list: object): list is Container {
  return 'type' in list
}

function renameKey(tree: Tree, path: Path, name: string): Edits {
  const place = placeAt(tree, path)
  if (place === undefined || !('keySpan' in place.member) || place.container.type !== 'map')
    return { because: 'its name cannot be edited' }
  const entry = place.container.members[place.index]
  const text = entry === undefined ? undefined : place.container.syntax.key(name, entry)
  if (entry === undefined || text === undefined) return { because: 'the new name cannot be written here' }
  return [{ ...entry.keySpan, text }]
}

function setValue(tree: Tree, path: Path, value: Data): Edits {
  const place = placeAt(tree, path)
  const node = place?.member.value
  if (place === undefined || node === undefined) return { because: 'it cannot be reached' }
  if (node.type === 'scalar' && (value === null || typeof value !== 'object')) {
    const text = node.write(value)
    return text === undefined ? { because: 'its value is an expression' } : [{ ...node.span, text }]
  }
  if (node.type === 'alias') return { because: 'its value stands elsewhere, behind an alias' }
  const { container, member } = place
  const name = 'key' in member && typeof member.key === 'string' ? member.key : undefined
  const text = container.syntax.member(name, value, container, indentOf(tree.text, container, member.span))
  return text === undefined ? { because: 'the new value cannot be written here' } : [{ ...member.span, text }]
}

function indentOf(text: string, container: Container, span: Span): string {
  return container.layout.kind === 'lines' ? container.layout.indent : indentAt(text, span.start)
}

interface Put {
  readonly container: Container
  readonly after: number
  readonly text: string
}

type Branch = Map<string, Branch | Data | Copied>

/** Puts that share the first missing map become one new member. */
function groupPuts(tree: Tree, ops: readonly Op[]): Put[] | { because: string } {
  const branches = new Map<
    string,
    { container: Container; after: number; name: string | undefined; value: Branch | Data | Copied }
  >()
  for (const op of ops) {
    if (op.op !== 'put') continue
    const existing = placeAt(tree, op.path)
    if (existing !== undefined) {
      const data = isCopied(op.value) ? dataOf(op.value.copied) : op.value
      if (sameData(dataOf(existing.member.value), data)) continue
      return { because: 'the new name is there already, with another value' }
    }
    let depth = op.path.length - 1
    while (depth > 0 && placeAt(tree, op.path.slice(0, depth)) === undefined) depth--
    const holder = depth === 0 ? tree.root : resolve(placeAt(tree, op.path.slice(0, depth))?.member.value)
    if (holder === undefined || holder.type === 'scalar') return { because: 'its new place holds something else' }
    const step = op.path[depth]
    const after = nearIn(tree, holder, op.path.slice(0, depth), op.near)
    const id = `${op.path.slice(0, depth).join('\0')}\0\0${String(step)}`
    const group = branches.get(id) ?? {
      container: holder,
      after,
      name: typeof step === 'string' ? step : undefined,
      value: new Map(),
    }
    const rest = op.path.slice(depth + 1).map(String)
    branches.set(id, { ...group, value: rest.length === 0 ? op.value : grow(group.value, rest, op.value) })
  }
  const puts = writePuts(tree, [...branches.values()])
  return isRefusal(puts) ? puts : joinFirst(puts)
}

/** What is put into an empty container is written there at once, with separators. */
function joinFirst(puts: readonly Put[]): Put[] {
  const joined = new Map<Container | Put, Put>()
  for (const put of puts) {
    const key = put.after === -1 ? put.container : put
    const before = joined.get(key)
    joined.set(key, before === undefined ? put : { ...put, text: `${before.text}, ${put.text}` })
  }
  return [...joined.values()]
}

function grow(branch: Branch | Data | Copied, path: readonly string[], value: Data | Copied): Branch {
  const result: Branch = branch instanceof Map ? branch : new Map()
  const [first, ...rest] = path
  if (first !== undefined)
    result.set(first, rest.length === 0 ? value : grow(result.get(first) ?? new Map(), rest, value))
  return result
}

/** The holder's member that is, or holds, what the new one shall stand near; else the last. */
function nearIn(tree: Tree, holder: Container, path: Path, near: Path): number {
  const inside = path.every((step, index) => step === near[index])
  const sibling = inside ? placeAt(tree, near.slice(0, path.length + 1)) : undefined
  return sibling?.container === holder ? sibling.index : holder.members.length - 1
}

function writePuts(
  tree: Tree,
  groups: readonly { container: Container; after: number; name: string | undefined; value: Branch | Data | Copied }[],
): Put[] | { because: string } {
  const puts: Put[] = []
  for (const { container, after, name, value } of groups) {
    const copies: Node[] = []
    const near = container.members[after]
    const indent =
      near === undefined ? indentAt(tree.text, container.span.start) : indentOf(tree.text, container, near.span)
    const printed = container.syntax.member(name, plain(value, copies), container, indent)
    if (printed === undefined) return { because: 'the new value cannot be written here' }
    let text = printed
    for (const [index, node] of copies.entries()) {
      const raw = tree.text.slice(node.span.start, node.span.end)
      if (raw.includes('\n')) return { because: 'its value spans several lines' }
      text = text.replace(new RegExp(`"?${placeholder(index)}"?`), () => raw)
    }
    puts.push({ container, after, text })
  }
  return puts
}

function placeholder(index: number): string {
  return `copied${index}value`
}

/** The branch as data, with a word in the place of each value that is copied as it is written. */
function plain(value: Branch | Data | Copied, copies: Node[]): Data {
  if (value instanceof Map) {
    return Object.fromEntries([...value].map(([key, inner]) => [key, plain(inner, copies)]))
  }
  if (!isCopied(value)) return value
  copies.push(value.copied)
  return placeholder(copies.length - 1)
}
