import type { Pattern } from '../path.ts'
import { EVERY, parsePath } from '../path.ts'
import type { Role } from '../result.ts'
import { type Container, entryOf, type MapNode, type Member, type Node, resolve, stringAt, valueAt } from '../tree.ts'

/** Where Kuma's configuration sits in one kind of file: mostly a table of paths. */
export interface Dialect {
  readonly id: string
  /** The object is of this dialect. */
  matches(node: MapNode): boolean
  readonly homes: readonly {
    /** Paths from the object. */
    readonly at: readonly string[]
    readonly role: Role
    /** Undefined: sure to be Kuma's. Else why it only may be. */
    doubt?(node: MapNode): string | undefined
  }[]
}

export function isKind(node: MapNode, apiVersion: RegExp, ...kinds: readonly string[]): boolean {
  const kind = stringAt(node, 'kind')
  return kind !== undefined && kinds.includes(kind) && apiVersion.test(stringAt(node, 'apiVersion') ?? '')
}

/** Kinds whose `template` makes pods; a patch of one may leave the containers out. */
const WORKLOADS = new Set([
  'CronJob',
  'DaemonSet',
  'Deployment',
  'DeploymentConfig',
  'Job',
  'ReplicaSet',
  'ReplicationController',
  'Rollout',
  'StatefulSet',
])

/** @param key the one the map stands under; `kind` is that of the object around. */
export function isPodTemplate(map: MapNode, key: string | undefined, kind: string | undefined): boolean {
  // Terraform has a block `container` for each.
  if (['containers', 'initContainers', 'container'].some((list) => valueAt(map, 'spec', list) !== undefined))
    return true
  return key === 'template' && kind !== undefined && WORKLOADS.has(kind)
}

/** All nodes a path leads to. `*` stands for every key. */
export function nodesAt(root: Node, path: string): Node[] {
  const pattern: Pattern = path === '' ? [] : parsePath(path)
  let nodes: Node[] = [root]
  for (const step of pattern) {
    nodes = nodes.flatMap((node) => {
      const container = resolve(node)
      if (container === undefined || container.type === 'scalar') return []
      if (step === EVERY || step === '$') return container.members.map((member) => member.value)
      return membersAt(container, step).map((member) => member.value)
    })
  }
  return nodes
}

/** An element, or every entry of a name: blocks are repeated. */
function membersAt(container: Container, step: string | number): readonly Member[] {
  if (typeof step === 'number') return container.members.slice(step, step + 1)
  if (container.type === 'list') return []
  const own = container.members.filter((entry) => entry.key === step)
  const merged = own.length > 0 ? undefined : entryOf(container, step)
  return merged === undefined ? own : [merged]
}

/**
 * The kind of the object that stands below a key: where Argo CD says what a namespace gets, and resources of Terraform's own. One that
 * gives annotations to an object made elsewhere has none but its own name, since labels cannot stand in it.
 */
export function kindOfKey(key: string | undefined): string | undefined {
  if (key === 'managedNamespaceMetadata') return 'Namespace'
  if (key === 'kubernetes_annotations') return key
  const [, words] =
    /^kubernetes_(namespace|pod|service|deployment|stateful_?set|daemon_?set|(?:cron_)?job)(?:_v\d+)?$/.exec(
      key ?? '',
    ) ?? []
  return words === undefined ? undefined : KIND_OF_WORDS[words.replaceAll('_', '')]
}

const KIND_OF_WORDS: { readonly [words: string]: string } = {
  cronjob: 'CronJob',
  daemonset: 'DaemonSet',
  deployment: 'Deployment',
  job: 'Job',
  namespace: 'Namespace',
  pod: 'Pod',
  service: 'Service',
  statefulset: 'StatefulSet',
}
