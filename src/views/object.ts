import { KINDS } from '../facts/kinds.ts'
import { type Edits, isRefusal, type Refusal } from '../layout.ts'
import { EVERY, formatPath, type Path, type Pattern, parsePath } from '../path.ts'
import type { Span } from '../text.ts'
import { type Change, COPY } from '../transform.ts'
import { dataOf, entryOf, type Node, resolve, sameData } from '../tree.ts'
import type { Located, ObjectHome } from './home.ts'
import { copyObject } from './object-copy.ts'
import { editTree, type Op } from './tree-edit.ts'
import { placeAt, type Tree } from './tree-place.ts'

/** Every place of a field in an object. The path starts in the body: `spec`, or the root of a Universal resource without one. */
export function locateField(home: ObjectHome, path: string): Located[] {
  const found = isMeant(home) ? expand(home, [...bodyOf(home), ...parsePath(path)]) : []
  return found.flatMap((each) => located(home, each))
}

/** The object itself; of a part of one nothing can be said as a whole. */
export function locateObject(home: ObjectHome): Located[] {
  return isMeant(home) && home.isPart !== true ? located(home, []) : []
}

/** Other products have kinds of the same names: Consul a `MeshService`, Kubernetes a `Config`. */
function isMeant({ kind, apiVersion }: ObjectHome): boolean {
  return apiVersion === undefined || kind === 'Secret' || !KINDS.has(kind) || KUMAS.test(apiVersion)
}

const KUMAS = /^(?:config\.)?(?:kuma|kong-mesh)\.io\//

function bodyOf(home: ObjectHome): Path {
  return entryOf(home.node, 'spec') === undefined ? [] : ['spec']
}

function expand(home: ObjectHome, pattern: Pattern): Path[] {
  let paths: Path[] = [[]]
  for (const step of pattern) {
    if (step !== EVERY) {
      paths = paths.map((path) => [...path, step])
      continue
    }
    paths = paths.flatMap((path) => {
      const list = nodeAt(home, path)
      return list?.type === 'list' ? list.members.map((_, index) => [...path, index]) : []
    })
  }
  return paths.filter((path) => path.length === 0 || placeAt(treeOf(home), path) !== undefined)
}

function nodeAt(home: ObjectHome, path: Path): ReturnType<typeof resolve> {
  return path.length === 0 ? home.node : resolve(placeAt(treeOf(home), path)?.member.value)
}

function treeOf(home: ObjectHome): Tree {
  return { text: home.source.text, root: home.node, chain: home.chain, ignoreCase: false }
}

function located(home: ObjectHome, path: Path): Located[] {
  const place = path.length === 0 ? undefined : placeAt(treeOf(home), path)
  const node: Node | undefined = path.length === 0 ? home.node : place?.member.value
  if (node === undefined) return []
  const span: Span =
    place === undefined ? headOf(home) : 'keySpan' in place.member ? place.member.keySpan : place.member.span
  const all = (name: string): Located[] =>
    expand(home, relative(home, path, name)).flatMap((found) => located(home, found))
  const site: Located = {
    source: home.source,
    doubt: home.doubt,
    span,
    claims: [span],
    path: formatPath(path),
    form: home.form,
    platform: home.form,
    value: dataOf(node),
    written: node.type === 'scalar' ? node.embedded()?.text : undefined,
    get: (name) => all(name)[0],
    all,
    edit: (changes) => editObject(home, path, changes),
  }
  return [site]
}

/** A finding about the whole object points to its kind. */
function headOf(home: ObjectHome): Span {
  const entry = entryOf(home.node, 'kind') ?? entryOf(home.node, 'type')
  return entry?.span ?? entryOf(home.node, 'metadata')?.keySpan ?? home.node.span
}

/**
 * `x` is inside the site, `^x` beside it (one `^` for each level up), `/x` in the body, `//x` at the object's root.
 */
function relative(home: ObjectHome, path: Path, name: string): Pattern {
  if (name.startsWith('//')) return parsePath(name.slice(2))
  if (name.startsWith('/')) return [...bodyOf(home), ...parsePath(name.slice(1))]
  const up = name.length - name.replace(/^\^+/, '').length
  return [...path.slice(0, path.length - up), ...parsePath(name.slice(up))]
}

/** Changes that come to what is not there. */
const BRINGS: ReadonlySet<string> = new Set(['add', 'copy', 'lead', 'put'])

function editObject(home: ObjectHome, own: Path, changes: readonly Change[]): Edits {
  if (home.isPart === true && changes.some((change) => BRINGS.has(change.do)))
    return { because: 'it is a patch, and what it leaves out may be said elsewhere' }
  const edits = editFields(home, own, changes)
  if (isRefusal(edits)) return edits
  const all = [...edits]
  for (const change of changes) {
    if (change.do !== 'copy') continue
    const changed = editFields(home, own, change.changes)
    const copied = isRefusal(changed) ? changed : copyObject(home, changed)
    if (isRefusal(copied)) return copied
    all.push(...copied)
  }
  return all
}

function editFields(home: ObjectHome, own: Path, changes: readonly Change[]): Edits {
  const ops: Op[] = []
  for (const change of changes) {
    if (change.do === 'flag' || change.do === 'copy') continue
    const path = change.at === undefined ? own : exact(relative(home, own, change.at))
    const op = opOf(home, path, change)
    if (isRefusal(op)) return op
    ops.push(...op)
  }
  return editTree(treeOf(home), ops)
}

function exact(pattern: Pattern): Path {
  return pattern.filter((step) => step !== EVERY)
}

function opOf(home: ObjectHome, path: Path, change: Exclude<Change, { do: 'flag' | 'copy' }>): Op[] | Refusal {
  const parent = path.slice(0, -1)
  switch (change.do) {
    case 'rename':
      return rename(home, path, change.to)
    case 'set':
      return [{ op: 'set', path, value: change.value }]
    case 'remove':
      return [{ op: 'remove', path }]
    case 'add': {
      const value = change.value === COPY ? copyOf(home, path) : change.value
      return value === undefined ? UNREACHED : [{ op: 'put', path: [...parent, change.name], value, near: path }]
    }
    case 'put': {
      const node = nodeAt(home, path)
      const step = change.name ?? (node?.type === 'list' ? node.members.length : 0)
      return [{ op: 'put', path: [...path, step], value: change.value, near: path }]
    }
    case 'lead':
      return [{ op: 'lead', path: [...path, change.name], value: change.value }]
    case 'move': {
      const value = copyOf(home, path)
      if (value === undefined) return UNREACHED
      const put: Op = { op: 'put', path: exact(relative(home, path, change.to)), value, near: path }
      return [put, { op: 'remove', path }]
    }
  }
}

const UNREACHED: Refusal = { because: 'it cannot be reached' }

/** Old and new are both there: the new one stays, and the old one may go only when they say the same. */
function rename(home: ObjectHome, path: Path, name: string): Op[] | Refusal {
  const present = placeAt(treeOf(home), [...path.slice(0, -1), name])
  if (present === undefined) return [{ op: 'key', path, name }]
  const same = sameData(dataOf(present.member.value), dataOf(nodeAt(home, path)))
  return same ? [{ op: 'remove', path }] : { because: `\`${name}\` is set beside it, to another value` }
}

function copyOf(home: ObjectHome, path: Path): { copied: Node } | undefined {
  const node = placeAt(treeOf(home), path)?.member.value
  return node === undefined ? undefined : { copied: node }
}
