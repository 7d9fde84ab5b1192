import { KINDS } from '../facts/kinds.ts'
import type { Link } from '../removal.ts'
import type { Told } from '../result.ts'
import {
  entryOf,
  type Entry,
  type ListNode,
  type MapNode,
  type Node,
  type ScalarNode,
  stringAt,
  valueAt,
} from '../tree.ts'
import type { FlatHome, Home, MetadataHome, NestedHome, ObjectHome, Source, Variable } from '../views/home.ts'
import { variableOfText, variablesOfBlocks, variablesOfMap } from './environment.ts'
import {
  isConfigKey,
  isKumaVariable,
  isMeshMetadataKey,
  isNamesake,
  isReadVariable,
  isUniversalResource,
  looksLikeConfig,
} from './kuma.ts'
import { camelCased, isSnakeCase } from './snake.ts'
import { doubtOfValues, isValues, prefixOf, takesValues } from './values.ts'

/** A role, and the doubt it comes with. */
export interface Given {
  readonly role: Told['role']
  readonly doubt: string | undefined
  /** What the chart's values stand behind; undefined: as they look. */
  readonly prefixes?: readonly string[] | undefined
  readonly platform?: 'kubernetes'
  /** What operations of a patch are made on. */
  readonly target?: string | undefined
  /** Other values of the same release, and whether there are more elsewhere. */
  readonly beside?: readonly Home[]
  readonly partial?: boolean
}

/** Where a node stands in its text. */
export interface Around {
  readonly source: Source
  readonly format: string
  readonly chain: readonly Link[]
  /** The key the node stands under. */
  readonly key: string | undefined
  readonly parent: MapNode | undefined
  /** The kind of the object around; a pod template counts as a pod. */
  readonly kind: string | undefined
  /** The node is a part of the chart's values. */
  readonly values: boolean
  /** The names above it: of objects, files, keys. */
  readonly title: string
  /** The file that a text beside is written to. */
  readonly file?: string | undefined
}

export function flatHome(
  container: ListNode | MapNode | FlatHome['container'],
  variables: readonly Variable[],
  around: Around,
  given: Given | undefined,
): FlatHome[] {
  if (given === undefined ? !variables.some(({ name }) => isKumaVariable(name)) : variables.length === 0) return []
  const home = given === undefined ? 'environment' : 'set'
  const { source, chain, kind, values, parent } = around
  const platform = values || home === 'set' ? 'kubernetes' : undefined
  const partial = home === 'set' && ('type' in container ? [container, parent] : [parent]).some(takesValues)
  return [{ home, source, doubt: given?.doubt, container, variables, platform, chain, kind, partial }]
}

/** The variables of a map: its keys, and the names in its values. */
export function environmentHomes(map: MapNode, around: Around): FlatHome[] {
  const named = variablesOfMap(map)
  const blocks = variablesOfBlocks(map, isReadVariable)
  // Terraform repeats a block for each variable.
  if (around.format === 'hcl') return flatHome(map, [...named, ...blocks], around, undefined)
  const alone = around.key === 'secrets'
  const rest = { members: map.members, layout: { kind: 'fixed', because: 'it is a part of something else' } } as const
  return [
    ...flatHome(map, named, around, undefined),
    ...flatHome(
      alone ? map : rest,
      blocks.map((block) => ({ ...block, alone })),
      around,
      undefined,
    ),
  ]
}

/** A text in a map that is one variable, such as a line for a file. */
export function lineHome(node: ScalarNode, around: Around): FlatHome[] {
  const layout = { kind: 'fixed', because: 'it is a part of something else' } as const
  const [place] = around.chain
  const own = place?.list.members[place.index]
  const isItem = own !== undefined && !('key' in own)
  return isItem ? [] : flatHome({ members: [node], layout }, variableOfText(node), { ...around, chain: [] }, undefined)
}

/** Values of the chart, as often as it stands in them, or the control plane's configuration. */
export function nestedHomes(root: MapNode, given: Given | undefined, around: Around): NestedHome[] {
  const { source, chain, parent } = around
  if (given?.role === 'other') return []
  const common = { source, root, chain }
  if (given?.role === 'config' || (given === undefined && looksLikeConfig(root)))
    return [{ ...common, home: 'config', prefix: '', doubt: given?.doubt, platform: given?.platform }]
  if (given?.role === 'values' || (given === undefined && parent === undefined && isValues(root, source.name))) {
    const { beside, partial } = given ?? {}
    const values = { ...common, home: 'values', platform: 'kubernetes', beside, partial } as const
    if (given?.prefixes !== undefined)
      return given.prefixes.map((prefix) => ({ ...values, prefix, doubt: given.doubt }))
    const prefix = prefixOf(root)
    const doubt = prefix !== '' ? undefined : given === undefined ? doubtOfValues(root) : given.doubt
    return [{ ...values, prefix, doubt }]
  }
  return given === undefined && parent === undefined && mayBeConfig(root)
    ? [{ ...common, home: 'config', prefix: '', doubt: MAYBE_CONFIG, platform: undefined }]
    : []
}

/** By its keys alone, of which other files have some too: compose an `environment`. */
function mayBeConfig({ members }: MapNode): boolean {
  const isOwn = ({ key, value }: Entry): boolean =>
    key !== undefined && isConfigKey(key) && (key !== 'environment' || value.type === 'scalar')
  return members.length > 0 && members.every(isOwn)
}

const MAYBE_CONFIG = "nothing says that this is the control plane's configuration"

/** The text of the control plane's configuration in the chart's values. */
export function configOf({ root, prefix }: NestedHome): Node | undefined {
  return valueAt(root, ...prefix.split('.').filter(Boolean), 'controlPlane', 'config')
}

export function metadataHome(map: MapNode, around: Around): MetadataHome[] {
  const { source, key, parent, kind, chain } = around
  if (key === undefined || !map.members.some((entry) => entry.key !== undefined && isMeshMetadataKey(entry.key)))
    return []
  return [{ home: 'metadata', source, doubt: undefined, map, role: key, around: parent, kind, chain }]
}

/** The object that a map is, with its kind; an object of another product has no home. */
export function objectHome(
  map: MapNode,
  { source, chain, title, kind: told }: Around,
): { kind: string; home: ObjectHome | undefined } | undefined {
  const node = isSnakeCase(title) ? camelCased(map) : map
  const apiVersion = stringAt(node, 'apiVersion')
  const kind = stringAt(node, 'kind')
  const common = { home: 'object', source, doubt: undefined, node, chain } as const
  if (apiVersion !== undefined && kind !== undefined) {
    const home = isNamesake(kind, apiVersion) ? undefined : { ...common, kind, apiVersion, form: 'kubernetes' as const }
    return { kind, home }
  }
  // Terraform's provider has a type of its own for namespaces.
  if (told === 'Namespace' && kind === undefined && entryOf(map, 'metadata') !== undefined)
    return { kind: told, home: { ...common, node: map, kind: told, apiVersion: 'v1', form: 'kubernetes' } }
  if (!isUniversalResource(node, KINDS)) return undefined
  const type = stringAt(node, 'type') ?? ''
  return { kind: type, home: { ...common, kind: type, apiVersion: undefined, form: 'universal' } }
}
