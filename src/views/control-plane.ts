import { envOf } from '../rules.ts'
import type { Span } from '../text.ts'
import type { Change, Place } from '../transform.ts'
import { type Data, entryOf, type Node, scalarAt, stringAt, valueAt } from '../tree.ts'
import { CONFIGURATION_KEYS, CONTROL_PLANE_VARIABLE, isDeployed, isStarted, reaches } from './deployed.ts'
import { locateFlat } from './flat.ts'
import type { FlatHome, Home, Located, NestedHome, Variable } from './home.ts'
import { locateNested } from './nested.ts'

type ControlPlane = Place & { view: 'controlPlane' }

/** Keys of the chart's `controlPlane` that tell values which nobody says are Kuma's from other products'. */
const TELLING = [
  'config',
  'defaults',
  'envVars',
  'environment',
  'injectorFailurePolicy',
  'kdsGlobalAddress',
  'mode',
  'zone',
]

/** Settings for which every chart has values of its own. */
const VALUES: { readonly [path: string]: string } = {
  environment: 'controlPlane.environment',
  mode: 'controlPlane.mode',
}

/** Where the chart's values hold variables of the control plane. */
export const ENV_VARS = 'controlPlane.envVars.'

type Found = ReturnType<Located['get']>

/** How a home may write a setting, the way to write a new one first. */
type Spellings = (name: string) => readonly string[]

/**
 * The control plane that a home configures, as one site. The names given to `get`, `all` and changes are settings, whatever the
 * home spells them as; in the chart's values a setting may be a value, a variable in `envVars`, or stand in `config`.
 */
export function locateControlPlane(place: ControlPlane, home: Home): Located[] {
  if (!isDeployed(home)) return []
  switch (home.home) {
    case 'environment':
      return inEnvironment(place, home)
    case 'set':
      return inPairs(place, home)
    case 'config':
      return inConfig(home)
    case 'values':
      return inValues(place, home)
    default:
      return []
  }
}

function inEnvironment(place: ControlPlane, home: FlatHome): Located[] {
  // What stands among the chart's values belongs to them, and the data of a Secret is encoded.
  if (home.platform !== undefined || home.kind === 'Secret' || !isStarted(home) || !reaches(home)) return []
  const own = home.variables.filter(({ name, value }) => CONTROL_PLANE_VARIABLE.test(name) && value !== undefined)
  const platform = home.kind === undefined ? undefined : 'kubernetes'
  return inFlat(home, own, (name) => [variableOf(place, name)]).map((site) => ({ ...site, platform }))
}

/** Pairs of a release that takes no values from elsewhere. */
function inPairs(place: ControlPlane, home: FlatHome): Located[] {
  const isOwn = ({ name }: Variable): boolean => name.startsWith('controlPlane.')
  const first = home.siblings?.find(({ variables }) => variables.some(isOwn))
  if (home.partial || (first !== undefined && first !== home)) return []
  const own = home.variables.filter(isOwn)
  return inFlat(home, own, (name) => valuesOf(place, name))
}

/** New variables are written after one with a literal value, which they are written like. */
function inFlat(home: FlatHome, own: readonly Variable[], spellings: Spellings): Located[] {
  const [first] = own
  const like = own.findLast(({ value }) => typeof value?.value === 'string') ?? own.at(-1)
  if (first === undefined || like === undefined) return []
  return locateFlat(home, like.name, (name) => name)
    .slice(0, 1)
    .map((site) => whole(site, first.nameSpan, spellings))
}

function inConfig(home: NestedHome): Located[] {
  const keys = home.root.members.flatMap(({ key, keySpan }) => (key === undefined ? [] : [{ key, keySpan }]))
  const [first, last] = [keys[0], keys.at(-1)]
  const isTold = keys.some(({ key }) => CONFIGURATION_KEYS.some((each) => each.toLowerCase() === key.toLowerCase()))
  // A part of the chart's values is looked at with them; what only may be a configuration tells of no control plane.
  if (home.platform !== undefined || home.doubt !== undefined || !isTold) return []
  if (first === undefined || last === undefined) return []
  return locateNested(home, last.key, '').map((site) => whole(site, first.keySpan, (name) => [name]))
}

function inValues(place: ControlPlane, home: NestedHome): Located[] {
  const keys = [...home.prefix.split('.').filter(Boolean), 'controlPlane']
  const values = valueAt(home.root, ...keys)
  const isTold = home.doubt === undefined || TELLING.some((key) => entryOf(values, key) !== undefined)
  if (!isTold || home.partial) return []
  return locateNested(home, 'controlPlane', home.prefix).map((site) => {
    const hidden = (name: string): Located | undefined =>
      isHidden(values, variableOf(place, name), name) ? { ...site, value: undefined, path: name } : undefined
    return whole(site, site.span, (name) => valuesOf(place, name), hidden)
  })
}

/** A setting in `envVarEntries`, a list as a container has it, or in the text of `config`. */
function isHidden(values: Node | undefined, variable: string, path: string): boolean {
  const entries = valueAt(values, 'envVarEntries')
  if (entries?.type === 'list' && entries.members.some((item) => stringAt(item.value, 'name') === variable)) return true
  const config = scalarAt(values, 'config')
  const key = path.slice(path.lastIndexOf('.') + 1)
  return typeof config === 'string' && new RegExp(`^[^#\\n]*\\b${key}["']?[ \\t]*:`, 'im').test(config)
}

/**
 * The site of a whole control plane, made of the site that is written beside.
 * @param hidden settings that are there and can be neither read nor edited.
 */
function whole(
  site: Located,
  span: Span,
  spellings: Spellings,
  hidden: (name: string) => Located | undefined = () => undefined,
): Located {
  const present = (name: string): string | undefined =>
    spellings(name).find((spelled) => site.get(spelled) !== undefined)
  const get = (name: string): Found => {
    const spelled = present(name)
    return spelled === undefined ? hidden(name) : site.get(spelled)
  }
  const all = (name: string): NonNullable<Found>[] => [get(name)].flatMap((found) => found ?? [])
  const spell = (name: string): string => present(name) ?? spellings(name)[0] ?? name
  const edit: Located['edit'] = (changes) => site.edit(changes.map((change) => respell(change, spell)))
  return { ...site, span, claims: [], path: '', value: undefined, get, all, edit }
}

function respell(change: Change, spell: (name: string) => string): Change {
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

function variableOf({ names }: ControlPlane, path: string): string {
  return names[path]?.env ?? envOf(path)
}

function valuesOf(place: ControlPlane, path: string): readonly string[] {
  const value = place.names[path]?.value ?? VALUES[path]
  const variable = ENV_VARS + variableOf(place, path)
  return value === undefined ? [variable] : [value, variable]
}
