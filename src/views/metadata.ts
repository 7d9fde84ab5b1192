import type { Edits } from '../layout.ts'
import { type Change, COPY } from '../transform.ts'
import { dataOf, type Entry, entryOf, sameData } from '../tree.ts'
import type { Located, MetadataHome } from './home.ts'
import { editTree, type Op } from './tree-edit.ts'
import type { Tree } from './tree-place.ts'

/**
 * An annotation or label of this name, in which `*` stands for any characters. Names given to `get`, `at` and `to` may say
 * under which of the maps of the same metadata they stand: `labels:kuma.io/mesh`. `//kind` is the kind of the object around; that
 * of a template of pods is Pod. `//verb` is what kubectl is told to do, where its words say it: `annotate`.
 */
export function locateMetadata(home: MetadataHome, name: string): Located[] {
  return home.map.members.flatMap((entry) =>
    entry.key !== undefined && isNamed(name, entry.key) ? [located(home, entry, entry.key)] : [],
  )
}

/** @param name in which `*` stands for any characters. */
export function isNamed(name: string, key: string): boolean {
  const [start = '', end] = name.split('*')
  return end === undefined ? key === name : key.startsWith(start) && key.slice(start.length).endsWith(end)
}

function located(home: MetadataHome, entry: Entry, name: string): Located {
  const get = (other: string): Located | undefined => {
    if (other === '//kind') return told(other, home.kind)
    if (other === '//verb') return told(other, home.verb)
    const { role, key } = split(home, other)
    const map = role === home.role ? home.map : mapOf(home, role)
    const found = map === undefined ? undefined : entryOf(map, key)
    return found === undefined || map === undefined ? undefined : located({ ...home, map, role }, found, other)
  }
  const site: Located = {
    source: home.source,
    doubt: home.doubt,
    span: entry.keySpan,
    claims: [entry.keySpan],
    path: `${home.role}:${name}`,
    form: 'kubernetes',
    platform: 'kubernetes',
    value: dataOf(entry.value),
    get,
    all: (other) => {
      const found = get(other)
      return found === undefined ? [] : [found]
    },
    edit: (changes) => editMetadata(home, entry, changes),
  }
  const told = (path: string, value: string | undefined): Located | undefined =>
    value === undefined ? undefined : { ...site, path, value, edit: () => ({ because: 'it says what the object is' }) }
  return site
}

function split(home: MetadataHome, name: string): { role: string; key: string } {
  const at = name.indexOf(':')
  return at === -1 ? { role: home.role, key: name } : { role: name.slice(0, at), key: name.slice(at + 1) }
}

function mapOf(home: MetadataHome, role: string): MetadataHome['map'] | undefined {
  const value = home.around === undefined ? undefined : entryOf(home.around, role)?.value
  return value?.type === 'map' ? value : undefined
}

function editMetadata(home: MetadataHome, entry: Entry, changes: readonly Change[]): Edits {
  const { around } = home
  // Without a `metadata` around, the map itself is all there is.
  const root = around ?? home.map
  const base = around === undefined ? [] : [home.role]
  const tree: Tree = {
    text: home.source.text,
    root,
    chain: around === undefined ? home.chain : home.chain.slice(1),
    ignoreCase: false,
  }
  const own = [...base, entry.key ?? '']
  const pathOf = (name: string): string[] => {
    const { role, key } = split(home, name)
    return around === undefined ? [key] : [role, key]
  }
  const ops: Op[] = []
  for (const change of changes) {
    if (change.do === 'flag' || change.do === 'copy') continue
    const path = change.at === undefined ? own : pathOf(change.at)
    if (change.do === 'set') ops.push({ op: 'set', path, value: change.value })
    else if (change.do === 'remove') ops.push({ op: 'remove', path })
    else if (change.do === 'rename' || change.do === 'move') {
      const target = pathOf(change.to)
      if (path.length > 1 && path[0] !== target[0] && !/^(?:annotations|labels)$/.test(home.role))
        return { because: `what \`${home.role}\` stands for has its ${target[0]} elsewhere` }
      if (path.length > 1 && path[0] !== target[0] && (isShared(home, path[0]) || isShared(home, target[0])))
        return { because: 'it is shared with others through an anchor' }
      ops.push(...rename(home, entry, path, target, change.to))
    } else {
      if (change.value === COPY && home.verb !== undefined && !isPlain(home, entry))
        return { because: 'its value needs quotes' }
      const value = change.value === COPY ? { copied: entry.value } : change.value
      ops.push({ op: 'put', path: pathOf(change.name ?? ''), value, near: path })
    }
  }
  const gone = ops.filter(({ op }) => op === 'remove').length
  if (home.verb !== undefined && gone === ops.length && gone === home.map.members.length)
    return { because: 'nothing else stands in this command' }
  return editTree(tree, ops)
}

/** The value of a word may have its quotes around all of the word. */
function isPlain({ source }: MetadataHome, { value: { span } }: Entry): boolean {
  return /^[\w./:,-]+$/.test(source.text.slice(span.start, span.end))
}

/** A map that other objects use as well: what moves from or into it would move for them only by half. */
function isShared(home: MetadataHome, role: string | undefined): boolean {
  const entry = role === undefined ? undefined : entryOf(home.around, role)
  if (entry === undefined) return false
  const between = home.source.text.slice(entry.keySpan.end, entry.value.span.start)
  return entry.value.type === 'alias' || entry.merge === true || /&[^\s,[\]{}]/.test(between)
}

function rename(home: MetadataHome, entry: Entry, path: string[], target: string[], name: string): Op[] {
  const { role, key } = split(home, name)
  const present = entryOf(role === home.role ? home.map : mapOf(home, role), key)
  if (present !== undefined && sameData(dataOf(present.value), dataOf(entry.value))) return [{ op: 'remove', path }]
  if (present === undefined && path.length === target.length && path[0] === target[0])
    return [{ op: 'key', path, name: key }]
  if (present === undefined && path.length === 1) return [{ op: 'key', path, name: key }]
  return [
    { op: 'put', path: target, value: { copied: entry.value }, near: path },
    { op: 'remove', path },
  ]
}
