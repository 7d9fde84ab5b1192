import type { Path } from '../path.ts'
import type { Link } from '../removal.ts'
import { indentAt, lineStart, type Span } from '../text.ts'
import { type Container, type Entry, entryOf, type MapNode, type Member, type Node, resolve } from '../tree.ts'

/** A member of the tree, with its container and those around it, innermost first. */
export interface Place {
  readonly member: Member | Entry
  readonly container: Container
  readonly index: number
  readonly chain: readonly Link[]
}

export interface Tree {
  readonly text: string
  readonly root: MapNode
  readonly chain: readonly Link[]
  /** Keys are matched as Kuma's configuration loader does. */
  readonly ignoreCase: boolean
}

/** @returns undefined when the path leads nowhere, or through a merge key to a member that stands elsewhere. */
export function placeAt(tree: Tree, path: Path): Place | undefined {
  let node: Node | undefined = tree.root
  let chain: readonly Link[] = tree.chain
  let place: Place | undefined
  for (const step of path) {
    const container = resolve(node)
    if (container === undefined || container.type === 'scalar') return undefined
    const member: Member | undefined =
      typeof step === 'number' ? container.members[step] : entryOf(container, step, tree.ignoreCase)
    const members: readonly Member[] = container.members
    const index = member === undefined ? -1 : members.indexOf(member)
    if (member === undefined || index === -1) return undefined
    place = { member, container, index, chain }
    chain = [{ list: container, index }, ...chain]
    node = member.value
  }
  return place
}

/** The indentation of what is written in a container beside a member: for a list, what stands under an item's first line. */
export function indentBeside(text: string, container: Container, span: Span): string {
  const { layout } = container
  return layout.kind === 'lines' ? layout.indent + ' '.repeat(layout.bullet.length) : indentAt(text, span.start)
}

/** The indentation of what is written in a member's own place. */
export function indentWithin(text: string, container: Container, span: Span): string {
  if (container.layout.kind !== 'lines' || container.layout.bullet === '') return indentBeside(text, container, span)
  return ' '.repeat(span.start - lineStart(text, span.start))
}
