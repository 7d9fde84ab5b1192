import { type Node, resolve } from '../tree.ts'

/** A value that the text cannot tell, such as a template's expression: it may be anything. */
const UNREAD = Symbol('unread')

/** Maps that have keys which the text cannot tell. */
const open = new WeakSet<object>()

/** A node as a validator takes it. */
export function plain(node: Node | undefined, depth = 0): unknown {
  const found = resolve(node)
  if (found === undefined || depth > 256) return UNREAD
  if (found.type === 'scalar') return found.value === undefined ? UNREAD : found.value
  if (found.type === 'list') return found.members.map((item) => plain(item.value, depth + 1))
  const map: { [key: string]: unknown } = {}
  for (const { key, merge, value } of found.members) {
    if (merge === true) Object.assign(map, plain(value, depth + 1))
    else if (key === undefined) open.add(map)
    else map[key] = plain(value, depth + 1)
  }
  return map
}

/** Whether an error may come from what cannot be read. */
export function isUncertain(value: unknown): boolean {
  if (value === UNREAD) return true
  if (typeof value !== 'object' || value === null) return false
  return open.has(value) || Object.values(value).some(isUncertain)
}

/** A value itself, not what is below it. */
export function isUnread(value: unknown): boolean {
  return value === UNREAD || (typeof value === 'object' && value !== null && open.has(value))
}
