import { type Edits, isRefusal } from './layout.ts'
import type { Edit, Span } from './text.ts'

type Effect = NonNullable<Edit['effect']>

/** A container of members, whatever a view calls it. */
interface Members {
  readonly type?: string
  readonly members: readonly { readonly span: Span }[]
  readonly span?: Span
}

/** The edits, known to write a name into a container. */
export function writing(edits: Edits, container: Members, name: string | undefined): Edits {
  return isRefusal(edits) || name === undefined ? edits : mark(edits, { writes: `${idOf(container)} ${name}` })
}

/** The edits, known to take some members out of a container. */
export function taking(edits: Edits, container: Members, count: number): Edits {
  if (isRefusal(edits)) return edits
  return mark(edits, { takes: idOf(container), by: count, of: container.members.length })
}

function mark([first, ...rest]: readonly Edit[], effect: Effect): readonly Edit[] {
  return first === undefined ? [] : [{ ...first, effect }, ...rest]
}

function idOf({ type = '', members, span }: Members): string {
  return `${type} ${members[0]?.span.start ?? span?.start ?? 0}`
}

/** Tells of one group of edits after the other, all of one text, whether it goes together with those it said yes to. */
export function createFit(): (edits: readonly Edit[]) => boolean {
  const written = new Set<string>()
  const taken = new Map<string, number>()
  return (edits) => {
    const effects = edits.flatMap((edit) => edit.effect ?? [])
    const clashes = effects.some((effect) => {
      if ('writes' in effect) return written.has(effect.writes)
      const before = taken.get(effect.takes) ?? 0
      return before > 0 && before + effect.by >= effect.of
    })
    if (clashes) return false
    for (const effect of effects) {
      if ('writes' in effect) written.add(effect.writes)
      else taken.set(effect.takes, (taken.get(effect.takes) ?? 0) + effect.by)
    }
    return true
  }
}
