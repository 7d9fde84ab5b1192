import type { Embedded } from '../embedded.ts'
import { KINDS } from '../facts/kinds.ts'
import type { Link } from '../removal.ts'
import type { Role } from '../result.ts'
import { type ListNode, type MapNode, type Node, type ScalarNode, stringAt, valueAt } from '../tree.ts'
import type { Home, Source, Variable } from '../views/home.ts'
import { isPodTemplate, nodesAt } from './dialect.ts'
import { variablesOfBlocks, variablesOfList, variablesOfMap } from './environment.ts'
import { isKumaVariable, isMeshMetadataKey, isNamesake, isUniversalResource, looksLikeConfig } from './kuma.ts'
import { DIALECTS } from './tables.ts'
import { doubtOfValues, isValues, prefixOf, takesValues, withoutPrefix } from './values.ts'
import { commandOfMap, runOfService } from './words.ts'

/** A text inside a value, to be read in its turn. */
export interface InnerText {
  readonly embedded: Embedded
  readonly key: string | undefined
  readonly role: Given | undefined
}

/** A role, and the doubt it comes with. */
export interface Given {
  readonly role: Role
  readonly doubt: string | undefined
  readonly platform?: 'kubernetes'
}

interface Around {
  readonly chain: readonly Link[]
  /** The key the node stands under. */
  readonly key: string | undefined
  readonly parent: MapNode | undefined
  /** The kind of the object around; a pod template counts as a pod. */
  readonly kind: string | undefined
  /** The node is a part of the chart's values. */
  readonly values: boolean
}

/** Finds the homes in one tree: by shape, and by the tables of dialects. */
export class Walk {
  readonly homes: Home[] = []
  readonly inner: InnerText[] = []
  private readonly roles = new Map<Node, Given>()
  private readonly seen = new Set<Node>()
  private readonly source: Source

  constructor(source: Source) {
    this.source = source
  }

  root(node: Node, given: Given | undefined): void {
    if (given !== undefined) this.roles.set(node, given)
    this.visit(node, { chain: [], key: undefined, parent: undefined, kind: undefined, values: false })
  }

  private visit(node: Node, around: Around): void {
    if (node.type === 'alias' || this.seen.has(node)) return
    this.seen.add(node)
    if (node.type === 'scalar') this.scalar(node, around)
    else if (node.type === 'list') this.list(node, around)
    else this.map(node, around)
  }

  private scalar(node: ScalarNode, around: Around): void {
    const embedded = node.embedded()
    if (embedded !== undefined) this.inner.push({ embedded, key: around.key, role: this.roles.get(node) })
  }

  private list(list: ListNode, around: Around): void {
    const given = this.roles.get(list)
    if (given?.role === 'set') this.flat(list, variablesOfList(list, () => true).map(withoutPrefix), around, given)
    else this.flat(list, variablesOfList(list, isKumaVariable), around, undefined)
    for (const [index, item] of list.members.entries()) {
      this.visit(item.value, { ...around, chain: [{ list, index }, ...around.chain] })
    }
  }

  private flat(
    container: ListNode | MapNode,
    variables: readonly Variable[],
    around: Around,
    given: Given | undefined,
  ): void {
    if (variables.length === 0) return
    const home = given === undefined ? 'environment' : 'set'
    const platform = around.values || home === 'set' ? 'kubernetes' : undefined
    this.homes.push({
      home,
      source: this.source,
      doubt: given?.doubt,
      container,
      variables,
      platform,
      chain: around.chain,
      kind: around.kind,
      partial: home === 'set' && [container, around.parent].some(takesValues),
    })
  }

  private map(map: MapNode, around: Around): void {
    this.flat(map, [...variablesOfMap(map), ...variablesOfBlocks(map, isKumaVariable)], around, undefined)
    this.giveRoles(map)
    this.setBlocks(map, around)
    const values = this.nested(map, around) || around.values
    this.metadata(map, around)
    const kind = this.object(map, around)
    for (const command of [commandOfMap(map), runOfService(map, around.chain)])
      if (command !== undefined) this.homes.push({ home: 'command', source: this.source, doubt: undefined, command })
    const pod = around.parent !== undefined && isPodTemplate(map, around.key, around.kind)
    const inside = pod ? 'Pod' : (kind ?? around.kind)
    for (const [index, entry] of map.members.entries()) {
      this.visit(entry.value, {
        chain: [{ list: map, index }, ...around.chain],
        key: entry.key,
        parent: map,
        kind: inside,
        values,
      })
    }
  }

  /** `set { name, value }` of a release, as often as there are values. */
  private setBlocks(map: MapNode, around: Around): void {
    const given = map.members.map((entry) => this.roles.get(entry.value)).find((role) => role?.role === 'set')
    if (given === undefined) return
    const isSet = (index: number): boolean => {
      const value = map.members[index]?.value
      return value !== undefined && this.roles.get(value)?.role === 'set'
    }
    const variables = variablesOfBlocks(map, () => true).filter(({ index }) => isSet(index))
    this.flat(map, variables.map(withoutPrefix), around, given)
  }

  /** @returns whether the map is the values of a chart. */
  private nested(map: MapNode, around: Around): boolean {
    const given = this.roles.get(map)
    const common = { source: this.source, root: map, chain: around.chain }
    const config = given?.role === 'config' || (given === undefined && looksLikeConfig(map))
    if (config) {
      this.homes.push({ ...common, home: 'config', prefix: '', doubt: given?.doubt, platform: given?.platform })
      return false
    }
    const told = given?.role === 'values'
    if (!told && (around.parent !== undefined || !isValues(map, this.source.name))) return false
    const prefix = prefixOf(map)
    const doubt = prefix !== '' ? undefined : told ? given.doubt : doubtOfValues(map)
    this.homes.push({ ...common, home: 'values', prefix, doubt, platform: 'kubernetes' })
    const text = valueAt(map, ...prefix.split('.').filter(Boolean), 'controlPlane', 'config')
    if (text !== undefined) this.roles.set(text, { role: 'config', doubt: undefined, platform: 'kubernetes' })
    return true
  }

  private metadata(map: MapNode, around: Around): void {
    if (
      around.key === undefined ||
      !map.members.some((entry) => entry.key !== undefined && isMeshMetadataKey(entry.key))
    )
      return
    this.homes.push({
      home: 'metadata',
      source: this.source,
      doubt: undefined,
      map,
      role: around.key,
      around: around.parent,
      kind: around.kind,
      chain: around.chain,
    })
  }

  /** @returns the object's kind, if it is one. */
  private object(map: MapNode, around: Around): string | undefined {
    const apiVersion = stringAt(map, 'apiVersion')
    const kind = stringAt(map, 'kind')
    const common = { home: 'object', source: this.source, doubt: undefined, node: map, chain: around.chain } as const
    if (apiVersion !== undefined && kind !== undefined) {
      if (!isNamesake(kind, apiVersion)) this.homes.push({ ...common, kind, apiVersion, form: 'kubernetes' })
      return kind
    }
    if (isUniversalResource(map, KINDS)) {
      const type = stringAt(map, 'type') ?? ''
      this.homes.push({ ...common, kind: type, apiVersion: undefined, form: 'universal' })
      return type
    }
    return undefined
  }

  private giveRoles(map: MapNode): void {
    for (const dialect of DIALECTS) {
      if (!dialect.matches(map)) continue
      for (const home of dialect.homes) {
        const doubt = home.doubt?.(map)
        for (const node of home.at.flatMap((path) => nodesAt(map, path)))
          this.roles.set(node, { role: home.role, doubt })
      }
    }
  }
}
