import type { Parsed } from './format.ts'
import type { Span } from './text.ts'
import type { Node, Scalar } from './tree.ts'

/** A value that holds no others, with the places of the keys above it. */
export interface Leaf {
  readonly span: Span
  readonly value: Scalar | undefined
  readonly keys: readonly Span[]
}

/** All values of a text, words of commands too; what has no characters is left out. */
export function leavesOf(parsed: Parsed): Leaf[] {
  const leaves: Leaf[] = []
  const visit = (node: Node, keys: readonly Span[]): void => {
    if (node.type === 'scalar') leaves.push({ span: node.span, value: node.value, keys })
    else if (node.type === 'alias')
      leaves.push({ span: node.span, value: node.target === undefined ? 'broken alias' : 'alias', keys })
    else if (node.type === 'list') for (const item of node.members) visit(item.value, keys)
    else for (const entry of node.members) visit(entry.value, [...keys, entry.keySpan])
  }
  for (const root of parsed.roots) visit(root, [])
  for (const command of parsed.commands) {
    for (const word of command.words) leaves.push({ span: word.span, value: word.source, keys: [] })
  }
  return leaves.filter((leaf) => leaf.span.end > leaf.span.start)
}
