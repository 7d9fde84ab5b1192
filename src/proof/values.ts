import type { Leaf } from '../leaves.ts'
import type { Span } from '../text.ts'
import type { Moved } from './moved.ts'

/** Why an edited text must not be: a sentence, and the place in the new text that shows it. */
export interface Disproof {
  readonly reason: string
  readonly offset: number
}

/** Old values that no edit touches, and the new ones that they are. */
interface Survivors {
  readonly old: readonly Leaf[]
  readonly now: ReadonlyMap<Leaf, Leaf>
}

/**
 * Whether all values outside the edits are the same, under the same keys and side by side as before.
 * @param mayStand whether a value may come to stand under these keys.
 */
export function disproveValues(
  old: readonly Leaf[],
  now: readonly Leaf[],
  moved: Moved,
  mayStand: (keys: readonly Span[]) => boolean,
): Disproof | undefined {
  const left = new Map<number, Leaf[]>()
  for (const leaf of now) {
    const here = left.get(leaf.span.start)
    if (here === undefined) left.set(leaf.span.start, [leaf])
    else here.push(leaf)
  }
  const survivors = new Map<Leaf, Leaf>()
  // A text that loses its last line ends before the edit.
  const cut = new Set<number>()
  for (const leaf of old) {
    if (moved.touches(leaf.span)) {
      cut.add(moved.offset(leaf.span.start))
      continue
    }
    const found = survivorOf(leaf, left, moved)
    if (found === undefined) continue
    if ('reason' in found) return found
    survivors.set(leaf, found)
  }
  for (const leaf of [...left.values()].flat()) {
    const disproof = disproveNew(leaf, moved, cut)
    if (disproof !== undefined) return disproof
    if (!mayStand(leaf.keys))
      return {
        reason: 'a value would be put where no change says',
        offset: leaf.span.start,
      }
  }
  return disproveStructure({ old, now: survivors }, now)
}

/** @returns undefined where an edit beside the value made it another. */
function survivorOf(leaf: Leaf, left: ReadonlyMap<number, Leaf[]>, moved: Moved): Leaf | Disproof | undefined {
  const offset = moved.offset(leaf.span.start)
  const here = left.get(offset) ?? []
  // A word of a command may be a value of its own as well: both start there.
  const same = here.filter((candidate) => sameValue(leaf, candidate) || moved.grew(leaf.span, candidate.span))
  // Text put right beside a word belongs to the word.
  if (same.length === 0 && moved.adjoins(leaf.span)) return undefined
  if (same.length === 0) return { reason: 'a value that no edit touches would change', offset }
  const found = same.find((candidate) => sameKeys(leaf, candidate, moved) && sameTarget(leaf, candidate, moved))
  if (found === undefined)
    return {
      reason: 'a value that no edit touches would stand elsewhere',
      offset,
    }
  here.splice(here.indexOf(found), 1)
  return found
}

function sameValue(old: Leaf, now: Leaf): boolean {
  return old.value === now.value && old.span.end - old.span.start === now.span.end - now.span.start
}

function sameKeys(old: Leaf, now: Leaf, moved: Moved): boolean {
  if (old.keys.length !== now.keys.length) return false
  return old.keys.every((key, index) => {
    const here = now.keys[index]
    if (here === undefined || moved.touches(key)) return here !== undefined
    return here.start === moved.offset(key.start) && here.end - here.start === key.end - key.start
  })
}

/** An alias stands for the value it stood for. */
function sameTarget(old: Leaf, now: Leaf, moved: Moved): boolean {
  if (old.target === undefined || now.target === undefined) return old.target === now.target
  return moved.touches(old.target) || now.target.start === moved.offset(old.target.start)
}

function disproveNew({ span, keys }: Leaf, moved: Moved, cut: ReadonlySet<number>): Disproof | undefined {
  if (!moved.isNew(span) && !cut.has(span.start))
    return { reason: 'a value appears that no edit wrote', offset: span.start }
  const key = keys.at(-1)
  const emptied = span.start === span.end && key !== undefined && moved.back(key.start) !== undefined
  if (!emptied || moved.isWritten(span)) return undefined
  return { reason: 'a key would be left without a value', offset: span.start }
}

/** Items stay items and documents stay documents: values are parted by as many containers as they were. */
function disproveStructure({ old, now: survivors }: Survivors, now: readonly Leaf[]): Disproof | undefined {
  const order = new Map(now.map((leaf, index) => [leaf, index]))
  let sharedOld = Infinity
  let last = -1
  for (const leaf of old) {
    sharedOld = Math.min(sharedOld, leaf.shared)
    const found = survivors.get(leaf)
    if (found === undefined) continue
    const index = order.get(found) ?? -1
    let shared = Infinity
    for (let at = last + 1; at <= index; at++) shared = Math.min(shared, now[at]?.shared ?? 0)
    if (index <= last || found.depth !== leaf.depth || (last >= 0 && shared !== sharedOld))
      return {
        reason: 'a value that no edit touches would stand among others',
        offset: found.span.start,
      }
    last = index
    sharedOld = Infinity
  }
  return undefined
}
