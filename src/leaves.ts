import type { Parsed } from './format.ts'
import type { Span } from './text.ts'
import type { Entry, MapNode, Node, Scalar } from './tree.ts'

/** A value that holds no others, with the places of the keys above it. */
export interface Leaf {
  readonly span: Span
  readonly value: Scalar | undefined
  readonly keys: readonly Span[]
  /** What an alias stands for. */
  readonly target: Span | undefined
  /** How many containers are around it, and how many of those are around the leaf before it too. */
  readonly depth: number
  readonly shared: number
}

/** All values of a text in its order, words of commands after them; empty containers count. */
export function leavesOf(parsed: Parsed): Leaf[] {
  const leaves: Leaf[] = []
  let shared = 0
  const push = (span: Span, value: Scalar | undefined, keys: readonly Span[], depth: number, target?: Span): void => {
    leaves.push({
      span,
      value,
      keys,
      target,
      depth,
      shared: Math.min(shared, depth),
    })
    shared = depth
  }
  const visit = (node: Node, keys: readonly Span[], depth: number): void => {
    if (node.type === 'scalar') push(node.span, node.value, keys, depth)
    else if (node.type === 'alias') push(node.span, 'alias', keys, depth, node.target?.span)
    else if (node.members.length === 0) push(node.span, node.type, keys, depth)
    else if (node.type === 'list') for (const item of node.members) visit(item.value, keys, depth + 1)
    else for (const entry of node.members) if (!isPlace(entry)) visit(entry.value, [...keys, entry.keySpan], depth + 1)
    shared = Math.min(shared, depth)
  }
  for (const root of parsed.roots) visit(root, [], 0)
  for (const command of parsed.commands) {
    for (const word of command.words) push(word.span, word.source, [], 1)
    shared = 0
  }
  return leaves
}

/** It only keeps a place among others, and is no value. */
function isPlace({ key, keySpan, value }: Entry): boolean {
  return key === undefined && keySpan.start === keySpan.end && value.span.start === value.span.end
}

/** How often a key stands in a map that has it already. HCL's blocks may be written any number of times. */
export function countRepeatedKeys({ format, roots }: Parsed): number {
  let count = 0
  const visit = (node: Node): void => {
    if (node.type === 'scalar' || node.type === 'alias') return
    if (node.type === 'map') count += repeatedIn(node, format === 'hcl')
    for (const member of node.members) visit(member.value)
  }
  for (const root of roots) visit(root)
  return count
}

function repeatedIn({ members }: MapNode, blocks: boolean): number {
  const once = new Set<string>()
  let count = 0
  for (const { key, merge, value } of members) {
    if (key === undefined || merge === true || (blocks && value.type === 'map')) continue
    if (once.has(key)) count++
    once.add(key)
  }
  return count
}
