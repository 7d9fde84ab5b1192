import { isRefusal, type Refusal } from '../layout.ts'
import type { Path } from '../path.ts'
import { indentAt } from '../text.ts'
import { type Container, type Data, dataOf, type Node, resolve, sameData } from '../tree.ts'
import { indentBeside, placeAt, type Tree } from './tree-place.ts'

/** A value that is not there yet, and the maps it needs around it; after the sibling that is, or holds, `near`. */
export interface PutOp {
  readonly op: 'put'
  readonly path: Path
  readonly value: Data | Copied
  readonly near: Path
}

/** A value as it is written at its old place. */
export interface Copied {
  readonly copied: Node
}

function isCopied(value: Data | Copied): value is Copied {
  return typeof value === 'object' && value !== null && 'copied' in value
}

/** A member to write into a container, after one that is there. */
export interface Put {
  readonly container: Container
  /** How deep the container lies in the tree. */
  readonly depth: number
  readonly after: number
  readonly name: string | undefined
  readonly text: string
  /** The value it ends with, if that was copied. */
  readonly copied?: Node | undefined
}

/** A map that is not there yet; a list where its names are numbers. */
type Branch = Map<string | number, Branch | Data | Copied>

/** What is put at one place of a container: a value, or a map that grows with each put. */
interface Group {
  readonly container: Container
  readonly depth: number
  /** Undefined: the last of its members. */
  readonly after: number | undefined
  readonly name: string | undefined
  readonly value: Branch | Data | Copied
}

/** Puts that share the first missing map become one new member. */
export function groupPuts(tree: Tree, ops: readonly PutOp[]): Put[] | Refusal {
  const branches = new Map<string, Group>()
  for (const op of ops) {
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
    const name = typeof step === 'string' ? step : undefined
    const group = branches.get(id) ?? { container: holder, depth, after, name, value: new Map() }
    const rest = op.path.slice(depth + 1)
    const value = rest.length === 0 ? op.value : grow(group.value, rest, op.value)
    branches.set(id, { ...group, after: group.after ?? after, value })
  }
  const puts = writePuts(tree, [...branches.values()])
  // Where an inner container ends with an outer one, what is put into the inner one stands first.
  return isRefusal(puts) ? puts : joinFirst(puts).sort((a, b) => b.depth - a.depth)
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

function grow(branch: Branch | Data | Copied, path: Path, value: Data | Copied): Branch {
  const result: Branch = branch instanceof Map ? branch : new Map()
  const [first, ...rest] = path
  if (first !== undefined)
    result.set(first, rest.length === 0 ? value : grow(result.get(first) ?? new Map(), rest, value))
  return result
}

/** The holder's member that is, or holds, what the new one shall stand near. */
function nearIn(tree: Tree, holder: Container, path: Path, near: Path): number | undefined {
  const inside = path.every((step, index) => step === near[index])
  const sibling = inside ? placeAt(tree, near.slice(0, path.length + 1)) : undefined
  return sibling?.container === holder ? sibling.index : undefined
}

function writePuts(tree: Tree, groups: readonly Group[]): Put[] | Refusal {
  const puts: Put[] = []
  for (const { container, depth, after = container.members.length - 1, name, value } of groups) {
    const copies: Node[] = []
    const near = container.members[after]
    const indent =
      near === undefined ? indentAt(tree.text, container.span.start) : indentBeside(tree.text, container, near.span)
    const printed = container.syntax.member(name, plain(value, copies), container, indent)
    if (printed === undefined) return { because: 'the new value cannot be written here' }
    let text = printed
    for (const [index, node] of copies.entries()) {
      const raw = tree.text.slice(node.span.start, node.span.end)
      if (raw.includes('\n')) return { because: 'its value spans several lines' }
      text = text.replace(new RegExp(`["'\`]?${placeholder(index)}["'\`]?`), () => raw)
    }
    const ends = printed.endsWith(placeholder(0))
    puts.push({ container, depth, after, name, text, copied: ends ? copies[0] : undefined })
  }
  return puts
}

function placeholder(index: number): string {
  return `copied${index}value`
}

/** The branch as data, with a word in the place of each value that is copied as it is written. */
function plain(value: Branch | Data | Copied, copies: Node[]): Data {
  if (value instanceof Map) {
    const entries = [...value].map(([key, inner]) => [key, plain(inner, copies)] as const)
    const isList = entries.length > 0 && entries.every(([key]) => typeof key === 'number')
    return isList ? entries.map(([, inner]) => inner) : Object.fromEntries(entries)
  }
  if (!isCopied(value)) return value
  copies.push(value.copied)
  return placeholder(copies.length - 1)
}
