import type { Embedded } from '../embedded.ts'
import { entryOf, type ListNode, type MapNode, type Node, type ScalarNode, stringAt } from '../tree.ts'
import type { Home, ObjectHome, Source } from '../views/home.ts'
import { installedBy } from './charts.ts'
import { isPodTemplate, kindOfKey, nodesAt } from './dialect.ts'
import { variablesOfBlocks, variablesOfList } from './environment.ts'
import {
  type Around,
  configOf,
  environmentHomes,
  flatHome,
  type Given,
  lineHome,
  metadataHome,
  nestedHomes,
  objectHome,
} from './homes.ts'
import { isConfigText, isReadVariable } from './kuma.ts'
import { kindOf, type Pointed, pointedBy, replacedBy } from './pointers.ts'
import { DIALECTS } from './tables.ts'
import { withoutPrefix } from './values.ts'
import { commandOfMap, runOfService } from './words.ts'

/** A text inside a value, to be read in its turn. */
export interface InnerText {
  readonly embedded: Embedded
  readonly key: string | undefined
  readonly role: Given | undefined
}

/** Keys by which tools name the file that they write: Ansible, cloud-init, Terraform. */
const FILE_KEYS = ['dest', 'path', 'filename', 'file', 'destination', 'target']
/** Keys under which its text stands. */
const CONTENT = /^(?:contents?|text|data|source|inline|template|block)$/i

/** An object of which only this is there to be read. */
function objectOf(node: MapNode, kind: string, source: Source): ObjectHome {
  const apiVersion = 'kuma.io/v1alpha1'
  return { home: 'object', source, doubt: undefined, node, kind, apiVersion, form: 'kubernetes', chain: [] }
}

/** Finds the homes in one tree: by shape, and by the tables of dialects. */
export class Walk {
  readonly homes: Home[] = []
  readonly inner: InnerText[] = []
  private readonly roles = new Map<Node, Given>()
  private readonly seen = new Set<Node>()
  private readonly top: Around
  private readonly isRelease: boolean
  /** What the operations of a patch are made on. */
  private target: string | undefined

  /** @param isRelease charts that are not named in it are Kuma's */
  constructor(source: Source, format: string, isRelease: boolean) {
    this.isRelease = isRelease
    const top = { chain: [], key: undefined, parent: undefined, kind: undefined, values: false, title: source.name }
    this.top = { source, format, ...top }
  }

  root(node: Node, given: Given | undefined): void {
    if (given?.role === 'resources') this.target = given.target
    else if (given !== undefined && given.role !== 'release') this.roles.set(node, given)
    if (node.type === 'map' && this.target !== undefined) this.part(node, this.target)
    else this.visit(node, this.top)
  }

  /** A patch that is a part of an object, of the kind that is said outside. */
  private part(root: MapNode, target: string): void {
    const isWhole = entryOf(root, 'kind') !== undefined || entryOf(root, 'op') !== undefined
    if (isWhole) return this.visit(root, this.top)
    this.homes.push({ ...objectOf(root, target, this.top.source), isPart: true })
    this.visit(root, { ...this.top, parent: root, kind: target })
  }

  private visit(node: Node, around: Around): void {
    if (node.type === 'alias' || this.seen.has(node)) return
    this.seen.add(node)
    if (node.type === 'scalar') this.scalar(node, around)
    else if (node.type === 'list') this.list(node, around)
    else this.map(node, around)
  }

  private scalar(node: ScalarNode, around: Around): void {
    const { key, title, file } = around
    const embedded = node.embedded()
    if (embedded === undefined) return
    this.homes.push(...lineHome(node, around))
    const isConfig = /kuma|kong-?mesh/i.test(title) && isConfigText(embedded.text)
    const role = this.roles.get(node) ?? (isConfig ? { role: 'config', doubt: undefined } : undefined)
    this.inner.push({ embedded, key: file !== undefined && CONTENT.test(key ?? '') ? file : key, role })
  }

  private list(list: ListNode, around: Around): void {
    const given = this.roles.get(list)
    const isSet = given?.role === 'set'
    const variables = variablesOfList(list, isSet ? () => true : isReadVariable)
    this.homes.push(
      ...flatHome(list, isSet ? variables.map(withoutPrefix) : variables, around, isSet ? given : undefined),
    )
    for (const [index, item] of list.members.entries()) {
      this.visit(item.value, { ...around, chain: [{ list, index }, ...around.chain] })
    }
  }

  private map(map: MapNode, around: Around): void {
    this.giveRoles(map)
    this.setBlocks(map, around)
    if (!this.patch(map, around)) this.homes.push(...environmentHomes(map, around))
    const nested = nestedHomes(map, this.roles.get(map), around)
    const values = nested.filter(({ home }) => home === 'values')
    for (const config of values.flatMap((each) => configOf(each) ?? []))
      this.roles.set(config, { role: 'config', doubt: undefined, platform: 'kubernetes' })
    this.homes.push(...nested, ...metadataHome(map, around))
    const object = objectHome(map, around)
    if (object?.home !== undefined) this.homes.push(object.home)
    for (const command of [commandOfMap(map), runOfService(map, around.chain)])
      if (command !== undefined)
        this.homes.push({
          home: 'command',
          source: around.source,
          doubt: undefined,
          command,
          installs: installedBy(command),
        })
    this.members(map, { ...around, values: values.length > 0 || around.values }, object?.kind)
  }

  private members(map: MapNode, around: Around, own: string | undefined): void {
    const pod = around.parent !== undefined && isPodTemplate(map, around.key, around.kind)
    const kind = pod ? 'Pod' : (own ?? around.kind)
    const name = stringAt(map, 'metadata', 'name') ?? ''
    const file = FILE_KEYS.map((each) => stringAt(map, each)).find((each) => each !== undefined)
    for (const [index, entry] of map.members.entries()) {
      const title = `${around.title}/${name}/${entry.key ?? ''}`.slice(-300)
      const chain = [{ list: map, index }, ...around.chain]
      const told = kindOfKey(entry.key) ?? kind
      this.visit(entry.value, { ...around, chain, key: entry.key, parent: map, kind: told, title, file })
    }
  }

  /**
   * Operations of a JSON patch, paths of a replacement: what they point to is read as if it stood there.
   * @returns whether the map is one.
   */
  private patch(map: MapNode, around: Around): boolean {
    for (const node of nodesAt(map, 'patch'))
      this.roles.set(node, { role: 'resources', doubt: undefined, target: kindOf(nodesAt(map, 'target')[0]) })
    const pointed = pointedBy(map, this.target)
    for (const each of pointed === undefined ? replacedBy(map) : [pointed]) this.pointed(each, around)
    return pointed !== undefined
  }

  private pointed({ root, kind }: Pointed, { source }: Around): void {
    if (kind !== undefined) this.homes.push(objectOf(root, kind, source))
    this.visit(root, { ...this.top, parent: root, kind, key: '' })
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
    this.homes.push(...flatHome(map, variables.map(withoutPrefix), around, given))
  }

  private giveRoles(map: MapNode): void {
    for (const dialect of DIALECTS) {
      if (!dialect.matches(map)) continue
      for (const home of dialect.homes) {
        const doubt = this.isRelease ? undefined : home.doubt?.(map)
        for (const node of home.at.flatMap((path) => nodesAt(map, path)))
          this.roles.set(node, { role: home.role, doubt })
      }
    }
  }
}
