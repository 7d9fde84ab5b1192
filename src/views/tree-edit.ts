import { leaveApart } from '../comments.ts'
import { taking, writing } from '../effects.ts'
import { type Edits, insertAfter, insertBefore, isRefusal } from '../layout.ts'
import type { Path } from '../path.ts'
import { type Link, remove } from '../removal.ts'
import { type Edit, lineEnd, lineStart } from '../text.ts'
import { type Container, type Data, type Entry, type Member, type Node, resolve } from '../tree.ts'
import { indentWithin, placeAt, type Tree } from './tree-place.ts'
import { groupPuts, type Put, type PutOp } from './tree-put.ts'

/** What to do in a tree; paths start at its root. All of a list is done together or not at all. */
export type Op =
  | { readonly op: 'key'; readonly path: Path; readonly name: string }
  | { readonly op: 'set'; readonly path: Path; readonly value: Data }
  | { readonly op: 'remove'; readonly path: Path }
  /** A value that is not there yet, before all others of its map. */
  | { readonly op: 'lead'; readonly path: Path; readonly value: Data }
  | PutOp

/** The edits that do all of it, or why one of them cannot be done. */
export function editTree(tree: Tree, ops: readonly Op[]): Edits {
  const edits: Edit[] = []
  const removals = ops.filter((op) => op.op === 'remove').map((op) => op.path)
  const puts = groupPuts(
    tree,
    ops.filter((op) => op.op === 'put'),
  )
  if (isRefusal(puts)) return puts
  const moving = new Set(removals.map((path) => placeAt(tree, path)?.member.value))
  const receiving = new Set(puts.map((put) => put.container))
  const { removed, emptied } = removedMembers(tree, removals, receiving)
  for (const op of ops) {
    const result = editPlace(tree, op)
    if (isRefusal(result)) return result
    edits.push(...result)
  }
  for (const put of puts) {
    const gone = removed.get(put.container)
    const result = gone?.has(put.after)
      ? replaceMember(tree.text, put, gone)
      : insertAfter(tree.text, put.container, put.after, put.text + commentBehind(tree.text, put, moving))
    const marked = writing(result, put.container, put.name)
    if (isRefusal(marked)) return marked
    edits.push(...marked)
  }
  for (const [container, indexes] of removed) {
    const removal = indexes.size === 0 ? [] : remove(tree.text, container, [...indexes])
    const result = taking(leaveApart(tree.text, removal, emptied), container, indexes.size)
    if (isRefusal(result)) return result
    edits.push(...result)
  }
  return outOfRemoved(tree.text, edits)
}

/** A line that is written behind one that goes is written behind the line before it. */
function outOfRemoved(text: string, edits: readonly Edit[]): Edit[] {
  const removals = edits.filter((edit) => edit.text === '' && edit.end > edit.start)
  const shift = (at: number): number => {
    const around = removals.find(({ start, end }) => start < at && at < end)
    const line = around === undefined ? 0 : lineStart(text, around.start)
    if (around === undefined || line === 0 || text.slice(line, around.start).trim() !== '') return at
    return shift(lineEnd(text, lineStart(text, line - 1)))
  }
  return edits.map((edit) => {
    if (edit.start !== edit.end || !/^\r?\n/.test(edit.text)) return edit
    const at = shift(edit.start)
    return { ...edit, start: at, end: at }
  })
}

/** What is done where a member stands; nothing for what comes or goes, which is gathered. */
function editPlace(tree: Tree, op: Op): Edits {
  if (op.op === 'key') return renameKey(tree, op.path, op.name)
  if (op.op === 'set') return setValue(tree, op.path, op.value)
  return op.op === 'lead' ? leadMap(tree, op.path, op.value) : []
}

function leadMap(tree: Tree, path: Path, value: Data): Edits {
  const [name, parent] = [path.at(-1), path.slice(0, -1)]
  const map = parent.length === 0 ? tree.root : resolve(placeAt(tree, parent)?.member.value)
  if (map?.type !== 'map' || typeof name !== 'string') return { because: 'its new place holds something else' }
  if (placeAt(tree, path) !== undefined) return { because: 'the new name is there already' }
  const text = map.syntax.member(name, value, map, map.layout.kind === 'lines' ? map.layout.indent : '')
  if (text === undefined) return { because: 'the new value cannot be written here' }
  return writing(insertBefore(tree.text, map, text), map, name)
}

/** The comment behind a value that moves goes with it. */
function commentBehind(text: string, { container, copied }: Put, moving: ReadonlySet<Node | undefined>): string {
  if (copied === undefined || !moving.has(copied) || container.layout.kind !== 'lines') return ''
  const { end } = copied.span
  return /^[ \t]+#.*/.exec(text.slice(end, lineEnd(text, end)))?.[0] ?? ''
}

/** A new member takes the place of one that goes. */
function replaceMember(text: string, put: Put, gone: Set<number>): Edits {
  const member: Member | Entry | undefined = put.container.members[put.after]
  gone.delete(put.after)
  if (put.container.layout.kind === 'fixed') return { because: put.container.layout.because }
  if (member === undefined) return []
  const [own] = 'keySpan' in member && member.value.type === 'map' ? member.value.members : []
  const { span } = member
  if (own === undefined || own.value !== put.copied || !('keySpan' in member)) return [{ ...span, text: put.text }]
  // Comments above the value that moves stay above it.
  const above = text.slice(member.keySpan.end, lineStart(text, own.span.start))
  const [first = '', ...lines] = above.split('\n')
  const isComments = /^:[ \t]*(?:#.*)?\r?$/.test(first) && lines.every((line) => /^(?:#|$)/.test(line.trim()))
  return [{ ...span, text: isComments ? put.text.replace(/:\r?\n/, () => above) : put.text }]
}

/** What is taken out. */
interface Removed {
  readonly removed: Map<Container, Set<number>>
  /** Containers that go with all that is in them. */
  readonly emptied: readonly Container[]
}

/** Members to take out by container; a container that would be left empty goes itself, unless something is put into it. */
function removedMembers(tree: Tree, paths: readonly Path[], receiving: ReadonlySet<Container>): Removed {
  const removed = new Map<Container, Set<number>>()
  const emptied: Container[] = []
  const take = (container: Container, index: number, chain: readonly Link[]): void => {
    const indexes = removed.get(container) ?? new Set<number>()
    removed.set(container, indexes.add(index))
    const parent = chain[0]
    if (parent === undefined || indexes.size < container.members.length || receiving.has(container)) return
    if (!isContainer(parent.list)) return
    removed.delete(container)
    emptied.push(container)
    take(parent.list, parent.index, chain.slice(1))
  }
  for (const path of paths) {
    const place = placeAt(tree, path)
    if (place !== undefined) take(place.container, place.index, place.chain)
  }
  return { removed, emptied }
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
  return writing([{ ...entry.keySpan, text }], place.container, name)
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
  const text = container.syntax.member(name, value, container, indentWithin(tree.text, container, member.span))
  return text === undefined ? { because: 'the new value cannot be written here' } : [{ ...member.span, text }]
}
