import type { Pattern } from '../path.ts'
import { EVERY, parsePath } from '../path.ts'
import { entryOf, type MapNode, type Node, resolve, stringAt } from '../tree.ts'

/** What a node holds, as the text around it tells. */
export type Role =
  /** Values of the Kuma chart (or of Kong Mesh's, which nests it under `kuma`). */
  | 'values'
  /** The control plane's configuration. */
  | 'config'
  /** A shell script. */
  | 'script'
  /** `--set` pairs: `controlPlane.mode=zone`. */
  | 'set'
  /** Kubernetes objects or resources as text. */
  | 'resources'

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

/** All nodes a path leads to. `*` stands for every key. */
export function nodesAt(root: Node, path: string): Node[] {
  const pattern: Pattern = path === '' ? [] : parsePath(path)
  let nodes: Node[] = [root]
  for (const step of pattern) {
    nodes = nodes.flatMap((node) => {
      const container = resolve(node)
      if (container === undefined || container.type === 'scalar') return []
      if (step === EVERY || step === '$') return container.members.map((member) => member.value)
      const value = typeof step === 'number' ? container.members[step]?.value : entryOf(container, step)?.value
      return value === undefined ? [] : [value]
    })
  }
  return nodes
}
