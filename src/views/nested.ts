import { type Edits, isRefusal } from '../layout.ts'
import { type Change, COPY } from '../transform.ts'
import { dataOf, resolve, sameData } from '../tree.ts'
import type { Located, NestedHome } from './home.ts'
import { editTree, type Op } from './tree-edit.ts'
import { placeAt, type Tree } from './tree-place.ts'

/** A dotted name as keys; a dot in a key is written `\.`, as in Helm's `--set`. */
function keysOf(name: string): string[] {
  return name.split(/(?<!\\)\./).map((key) => key.replaceAll('\\.', '.'))
}

/** The place of a dotted name in a tree of names. Keys match in any case where Kuma's loader does so. */
export function locateNested(home: NestedHome, name: string, prefix: string): Located[] {
  const tree = treeOf(home)
  const keys = keysOf(prefix + name)
  const place = placeAt(tree, keys)
  if (place === undefined || !('keySpan' in place.member)) return []
  const entry = place.container.type === 'map' ? place.container.members[place.index] : undefined
  if (entry === undefined) return []
  return [
    {
      source: home.source,
      doubt: home.doubt,
      span: entry.keySpan,
      claims: [entry.keySpan],
      path: name,
      form: home.home,
      platform: home.platform,
      value: dataOf(entry.value),
      get: (other) => locateNested(home, other, prefix)[0],
      all: (other) => locateNested(home, other, prefix),
      edit: (changes) => editNested(tree, name, changes, prefix),
    },
  ]
}

function treeOf(home: NestedHome): Tree {
  return { text: home.source.text, root: home.root, chain: home.chain, ignoreCase: home.home === 'config' }
}

function editNested(tree: Tree, own: string, changes: readonly Change[], prefix: string): Edits {
  const ops: Op[] = []
  for (const change of changes) {
    if (change.do === 'flag' || change.do === 'copy') continue
    const path = keysOf(prefix + (change.at ?? own))
    if (change.do === 'set') ops.push({ op: 'set', path, value: change.value })
    else if (change.do === 'remove') ops.push({ op: 'remove', path })
    else if (change.do === 'put' && change.name === undefined) {
      const list = resolve(placeAt(tree, path)?.member.value)
      const step = list?.type === 'list' ? list.members.length : 0
      ops.push({ op: 'put', path: [...path, step], value: change.value, near: path })
    } else {
      const named = change.do === 'rename' || change.do === 'move' ? change.to : (change.name ?? '')
      const target = keysOf(prefix + named)
      const result =
        change.do === 'rename' || change.do === 'move'
          ? rename(tree, path, target)
          : put(tree, path, target, change.value)
      if (isRefusal(result)) return result
      ops.push(...result)
    }
  }
  return editTree(tree, ops)
}

function put(
  tree: Tree,
  path: string[],
  target: string[],
  value: (Change & { do: 'add' | 'put' })['value'],
): Op[] | { because: string } {
  const node = placeAt(tree, path)?.member.value
  if (value !== COPY) return [{ op: 'put', path: target, value, near: path }]
  return node === undefined
    ? { because: 'it cannot be reached' }
    : [{ op: 'put', path: target, value: { copied: node }, near: path }]
}

function rename(tree: Tree, path: string[], target: string[]): Op[] | { because: string } {
  const place = placeAt(tree, path)
  if (place === undefined) return { because: 'it cannot be reached' }
  const present = placeAt(tree, target)
  if (present !== undefined) {
    const same = sameData(dataOf(present.member.value), dataOf(place.member.value))
    return same ? [{ op: 'remove', path }] : { because: `\`${target.join('.')}\` is set beside it, to another value` }
  }
  const last = target.at(-1)
  if (last !== undefined && path.slice(0, -1).join('.') === target.slice(0, -1).join('.'))
    return [{ op: 'key', path, name: last }]
  return [
    { op: 'put', path: target, value: { copied: place.member.value }, near: path },
    { op: 'remove', path },
  ]
}
