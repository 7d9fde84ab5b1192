import type { Fix } from '../decide.ts'
import { envOf } from '../rules.ts'
import type { Change, Place } from '../transform.ts'
import type { Data } from '../tree.ts'
import type { Home, Located } from '../views/home.ts'
import { locate } from '../views/index.ts'
import type { Moved } from './moved.ts'

/** What must be found in the new text where an edit wrote it. */
interface Wanted {
  readonly place: Place
  /** Where the site stood whose change gives it. */
  readonly start: number
  /** The site itself gets the value: others beside it may be found as well. */
  readonly isSet: boolean
  /** Undefined: not to be compared, since it is not readable. */
  readonly value: Data | undefined
}

/** Views that tell a site by the name alone. */
const NAMED: ReadonlySet<Place['view']> = new Set(['setting', 'value', 'annotation', 'flag', 'field'])

/**
 * Whether what the changes give is found again by those who read the file, and what they take away is taken whole.
 * @param homes of the new text.
 */
export function disproveFound(fixes: readonly Fix[], homes: readonly Home[], moved: Moved): string | undefined {
  const wanted = new Map<string, Wanted[]>()
  for (const fix of fixes) {
    for (const change of fix.changes) {
      if (isLeft(change, fix.site, moved)) return 'something would stay that a change takes away'
      for (const want of wantedOf(change, fix)) {
        const key = JSON.stringify(want.place)
        wanted.set(key, [...(wanted.get(key) ?? []), want])
      }
    }
  }
  const isFound = [...wanted.values()].every((wants) => areFound(wants, homes, moved, fixes.length))
  return isFound ? undefined : 'what a change gives would not be found again'
}

function isLeft(change: Change, site: Located, moved: Moved): boolean {
  if (change.do === 'flag' || change.do === 'copy' || change.at !== undefined) return false
  if (change.do === 'rename') return !moved.touches(site.span)
  return (change.do === 'remove' || change.do === 'move') && !moved.covers(site.span)
}

/** Each is told by the name alone, so only changes that name their place from the site on are looked for. */
function wantedOf(change: Change, { site, rule, changes }: Fix): Wanted[] {
  const own = changes.filter((each) => each.do !== 'flag' && each.do !== 'copy' && each.at === undefined)
  if (!own.includes(change)) return []
  const set = own.find((each) => each.do === 'set')
  const { start } = site.span
  if (change.do === 'set')
    return own.some(isRenaming) || !NAMED.has(rule.at.view)
      ? []
      : [{ place: rule.at, start, isSet: true, value: change.value }]
  if (change.do !== 'add' && !isRenaming(change)) return []
  const name = change.do === 'add' ? change.name : change.to
  // Other changes may be about a part of it; a command has its words, the name among them.
  const isWhole = own.length === changes.length && rule.at.view !== 'command'
  const same = isWhole || typeof site.value !== 'object' ? site.value : undefined
  const given = change.do !== 'add' ? (set?.value ?? same) : typeof change.value === 'symbol' ? same : change.value
  const place = named(rule.at, name, change.do)
  // What is there already is not written again.
  if (place === undefined || isThere(site, rule.at, name)) return []
  return [{ place, start, isSet: false, value: given }]
}

function isRenaming(change: Change): change is Extract<Change, { readonly to: string }> {
  return change.do === 'rename' || change.do === 'move'
}

function isThere(site: Located, { view }: Place, name: string): boolean {
  return site.get(view === 'field' ? `^["${name}"]` : name) !== undefined
}

/** The place of the same view with another name; undefined: it does not follow from the name. */
function named(place: Place, name: string, how: 'add' | 'rename' | 'move'): Place | undefined {
  switch (place.view) {
    case 'setting':
      return { view: 'setting', path: name, env: /^[A-Z]/.test(name) ? name : envOf(name) }
    case 'value':
      return { view: 'value', path: name }
    case 'annotation':
      return /[:*]/.test(name) ? undefined : { view: 'annotation', name }
    case 'flag':
      // `--set` is given many times, for things of many names.
      return name === '--set' ? undefined : { ...place, name }
    case 'command':
      return how === 'rename' ? { view: 'command', name: place.name.replace(/[^ ]+$/, name) } : undefined
    case 'field':
      return how === 'move' ? undefined : sibling(place, name)
    default:
      return undefined
  }
}

/** The field beside it. */
function sibling(place: Extract<Place, { readonly view: 'field' }>, name: string): Place | undefined {
  const last = /(?<![^.])[\w-]+$/.exec(place.path)
  if (last === null || !/^[\w-]+$/.test(name)) return undefined
  return { ...place, path: place.path.slice(0, last.index) + name }
}

function areFound(wants: readonly Wanted[], homes: readonly Home[], moved: Moved, fixes: number): boolean {
  const [first] = wants
  if (first === undefined) return true
  const starts = new Set(wants.map(({ start }) => moved.offset(start)))
  const written = homes
    .flatMap((home) => locate(first.place, home, homes))
    .filter(({ claims, span }) => starts.has(span.start) || [span, ...claims].some((each) => moved.isNew(each)))
  const values = count(written.map(({ value }) => value))
  const unread = values.get('') ?? 0
  const missing = [...count(wants.map(({ value }) => value))].filter(
    ([value, times]) => value !== '' && times > (values.get(value) ?? 0) + unread,
  )
  const places = new Set(written.map(({ source, span }) => `${source.embedded?.span.start} ${span.start}`))
  // Another fix may write the same, as another view names it; a site that gets a value may be found beside others.
  const most = wants.every(({ isSet }) => isSet) ? Infinity : Math.max(fixes, wants.length)
  const isExact = places.size >= wants.length && places.size <= most
  return isExact && missing.length === 0
}

/** How often each value is there; what cannot be read counts under the empty text. */
function count(values: readonly (Data | undefined)[]): Map<string, number> {
  const result = new Map<string, number>()
  for (const value of values) {
    const key = value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : `"${String(value)}"`
    result.set(key, (result.get(key) ?? 0) + 1)
  }
  return result
}
