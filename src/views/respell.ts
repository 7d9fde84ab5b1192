import type { Change } from '../transform.ts'
import type { Data } from '../tree.ts'

/** A change with its names, and the values of variables, as a home writes them. */
export function respell(change: Change, spell: (name: string) => string): Change {
  if (change.do === 'flag' || change.do === 'copy') return change
  const at = change.at === undefined ? {} : { at: spell(change.at) }
  if (change.do === 'remove') return { ...change, ...at }
  if (change.do === 'rename' || change.do === 'move') return { ...change, ...at, to: spell(change.to) }
  if (change.do === 'set') return { ...change, ...at, value: writtenAs(at.at, change.value) }
  const name = change.name === undefined ? undefined : spell(change.name)
  const value = typeof change.value === 'symbol' ? change.value : writtenAs(name, change.value)
  if (change.do === 'add') return { ...change, ...at, name: name ?? change.name, value }
  return typeof value === 'symbol' ? change : { ...change, ...at, ...(name === undefined ? {} : { name }), value }
}

/** A variable is text: lists have commas, maps `key:value` (Kuma's loader reads them so). */
function writtenAs(name: string | undefined, value: Data): Data {
  if (name === undefined || !/(?:^|\.)K(?:UMA|MESH)_\w+$/.test(name) || value === null) return value
  if (typeof value !== 'object') return String(value)
  const parts = Array.isArray(value) ? value : Object.entries(value).map(([key, each]) => `${key}:${String(each)}`)
  return parts.map(String).join(',')
}
