import { envOf } from '../rules.ts'
import type { Span } from '../text.ts'
import type { Change, Place } from '../transform.ts'
import { entryOf, type Node, scalarAt, stringAt, valueAt } from '../tree.ts'
import { pairsOf } from './command-pairs.ts'
import { CONFIGURATION_KEYS, CONTROL_PLANE_VARIABLE, isDeployed, isStarted, reaches } from './deployed.ts'
import { locateFlat } from './flat.ts'
import type { CommandHome, FlatHome, Home, Located, NestedHome, Variable } from './home.ts'
import { flagFor, KUMACTL_INSTALL, locateInstall } from './install.ts'
import { locateNested } from './nested.ts'
import { respell } from './respell.ts'
import { placeOf } from './same-place.ts'

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
export function locateControlPlane(place: ControlPlane, home: Home, homes: readonly Home[]): Located[] {
  if (!isDeployed(home)) return []
  switch (home.home) {
    case 'environment':
      return inEnvironment(place, home, homes)
    case 'set':
      return inPairs(place, home, homes)
    case 'config':
      return inConfig(home)
    case 'values':
      return inValues(place, home)
    case 'command':
      return inCommand(place, home, homes)
    default:
      return []
  }
}

/** Unless variables on the command line tell. */
function inCommand(place: ControlPlane, home: CommandHome, homes: readonly Home[]): Located[] {
  const environments = pairsOf(homes, KUMACTL_INSTALL).environmentsOf.get(home) ?? []
  if (environments.some((each) => isGivenTo(each) && ownVariables(each).length > 0)) return []
  return locateInstall(home).map((site) => whole(site, site.span, (name) => valuesOf(place, name)))
}

/** It is a part of the command, and not around it. */
function isGivenTo({ home, container }: FlatHome): boolean {
  return home === 'environment' && container.layout.kind === 'inline' && container.layout.separator === ' '
}

/** The command that installs what a home configures, if it stands on a command line. */
function installOf(home: FlatHome, homes: readonly Home[]): Located | undefined {
  return isGivenTo(home) || home.home === 'set' ? pairsOf(homes, KUMACTL_INSTALL).commandsIn.get(home)?.[0] : undefined
}

function inEnvironment(place: ControlPlane, home: FlatHome, homes: readonly Home[]): Located[] {
  // What stands among the chart's values belongs to them, and the data of a Secret is encoded.
  if (home.platform !== undefined || home.kind === 'Secret' || !isStarted(home)) return []
  const install = installOf(home, homes)
  if (install === undefined && !reaches(home)) return []
  const platform = home.kind === undefined && install === undefined ? undefined : 'kubernetes'
  return inFlat(home, ownVariables(home), (name) => [variableOf(place, name)]).map((site) => ({
    ...site,
    said: placeOf(home, homes, firstOwn),
    get: (name) => site.get(name) ?? flagFor(install, VALUES[name] ?? ''),
    edit: (changes) => (install !== undefined && changes.some(hasComma) ? COMMA : site.edit(changes)),
    platform,
  }))
}

/** Kumactl parts variables at it. */
function hasComma(change: Change): boolean {
  return 'value' in change && String(change.value).includes(',')
}

const COMMA = { because: 'kumactl takes a comma for the end of a variable' }

function firstOwn(home: FlatHome): Span | undefined {
  return isStarted(home) ? ownVariables(home)[0]?.nameSpan : undefined
}

function ownVariables({ variables }: FlatHome): readonly Variable[] {
  return variables.filter(({ name, value }) => CONTROL_PLANE_VARIABLE.test(name) && value !== undefined)
}

/** Pairs of a release that takes no values from elsewhere. */
function inPairs(place: ControlPlane, home: FlatHome, homes: readonly Home[]): Located[] {
  const first = home.siblings?.find((sibling) => sibling.variables.some(isOfControlPlane)) ?? home
  if (home.partial || first !== home) return []
  const own = home.variables.filter(isOfControlPlane)
  const install = installOf(home, homes)
  return inFlat(home, own, (name) => valuesOf(place, name)).map((site) => ({
    ...site,
    get: (name) => site.get(name) ?? flagFor(install, VALUES[name] ?? ''),
  }))
}

function isOfControlPlane({ name }: Variable): boolean {
  return name.startsWith('controlPlane.')
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

function variableOf({ names }: ControlPlane, path: string): string {
  return names[path]?.env ?? envOf(path)
}

function valuesOf(place: ControlPlane, path: string): readonly string[] {
  const value = place.names[path]?.value ?? VALUES[path]
  const variable = ENV_VARS + variableOf(place, path)
  return value === undefined ? [variable] : [value, variable]
}
