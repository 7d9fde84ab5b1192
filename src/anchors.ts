import { partitionPoint } from './sorted.ts'
import { contains, type Edit, meets, type Span } from './text.ts'
import type { Node } from './tree.ts'

/** A value that aliases stand for. */
export interface Named {
  /** Its anchor, with the blank behind it. */
  readonly anchor: Span
  readonly value: Node
  /** The key it stands under, or under which a list has it. */
  readonly key: string | undefined
  readonly aliases: readonly Alias[]
  /** The value with a name of its own that it lies in. */
  readonly around: Named | undefined
}

interface Alias {
  readonly span: Span
  readonly key: string | undefined
}

interface Anchored {
  readonly anchor: Span
  readonly value: Node
  readonly key: string | undefined
}

/** The values in these trees that aliases stand for, in the order of the text. */
export function namedIn(roots: readonly Node[]): Named[] {
  const anchored: Anchored[] = []
  const aliases = new Map<Node, Alias[]>()
  const visit = (node: Node, key: string | undefined): void => {
    if (node.type === 'alias') {
      const known = node.target === undefined ? undefined : aliases.get(node.target)
      if (known !== undefined) known.push({ span: node.span, key })
      else if (node.target !== undefined) aliases.set(node.target, [{ span: node.span, key }])
      return
    }
    if (node.anchor !== undefined) anchored.push({ anchor: node.anchor, value: node, key })
    if (node.type === 'list') for (const item of node.members) visit(item.value, key)
    // What is merged into a map is as good as written there.
    if (node.type === 'map')
      for (const entry of node.members) visit(entry.value, entry.merge === true ? key : entry.key)
  }
  for (const root of roots) visit(root, undefined)
  return nest(anchored.flatMap((each) => ({ ...each, aliases: aliases.get(each.value) ?? [] })))
}

function nest(all: readonly Omit<Named, 'around'>[]): Named[] {
  const named: Named[] = []
  const used = all.filter(({ aliases }) => aliases.length > 0)
  for (const each of used.sort((a, b) => a.anchor.start - b.anchor.start)) {
    let around = named.at(-1)
    while (around !== undefined && !contains(around.value.span, each.value.span)) around = around.around
    named.push({ ...each, around })
  }
  return named
}

/** Edits take out an anchor and leave an alias of it behind: the text would not parse any more, or say something else. */
export function strands(named: readonly Named[], edits: readonly Edit[]): boolean {
  const isGone = meets(edits)
  return edits.some((edit) => {
    for (let index = partitionPoint(named, ({ anchor }) => anchor.start < edit.start); index < named.length; index++) {
      const each = named[index]
      if (each === undefined || each.anchor.end > edit.end) return false
      if (!each.aliases.every(({ span }) => isGone(span))) return true
    }
    return false
  })
}

/** The values with names that an edit lies in, innermost first. */
export function namedAround(named: readonly Named[], edit: Edit): Named[] {
  const found: Named[] = []
  let each = named[partitionPoint(named, ({ anchor }) => anchor.start <= edit.start) - 1]
  for (; each !== undefined; each = each.around) if (isInside(each.value, edit)) found.push(each)
  return found
}

/** What is written behind a map stands in it where it is as far in as its entries. */
function isInside(node: Node, edit: Edit): boolean {
  if (!contains(node.span, edit)) return false
  if (edit.start < node.span.end || edit.end > edit.start) return true
  if (!('layout' in node) || node.layout.kind !== 'lines') return false
  return edit.text.search(/[^\s]/) >= node.layout.indent.length + 1
}
