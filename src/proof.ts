import type { Reading } from './dialects/read.ts'
import type { Parsed } from './format.ts'
import { formatOf } from './formats/index.ts'
import { type Leaf, leavesOf } from './leaves.ts'
import { applyEdits, type Edit, lineStarts, positionAt, type Region, regionsOf, type Span } from './text.ts'
import type { Source } from './views/home.ts'

/** Edits of one text, the file's own or one inside it. */
export interface SourceEdits {
  readonly source: Source
  readonly edits: readonly Edit[]
}

/**
 * Whether a step did only what its edits say: each text parses as before, and every value outside the edits is the same and
 * stands under the same keys.
 * @param before what the file reads as, and after the edits.
 * @returns why not; undefined: proven.
 */
export function disprove(
  groups: readonly SourceEdits[],
  before: readonly Reading[],
  after: readonly Reading[],
): string | undefined {
  const texts = new Map(after.map((reading) => [reading.source.text, reading]))
  const sources = new Map(before.map((reading) => [reading.source, reading]))
  for (const { source, edits } of groups) {
    const edited = applyEdits(source.text, edits)
    const old = source.embedded === undefined ? before[0] : sources.get(source)
    const now = source.embedded === undefined ? after[0] : texts.get(edited)
    if (now?.source.text !== edited) return 'the edited text inside the file does not read as it was meant'
    const parsed = now.source.name === source.name ? now.parsed : formatOf(source.name).parse(edited)
    const reason = disproveText(old?.parsed ?? formatOf(source.name).parse(source.text), parsed, edited, edits)
    if (reason !== undefined) return reason
  }
  return undefined
}

/** The same for one text. */
function disproveText(old: Parsed, now: Parsed, text: string, edits: readonly Edit[]): string | undefined {
  if (now.problems.length > old.problems.length) {
    const problem = now.problems[0]
    const { line } = positionAt(lineStarts(text), problem?.offset ?? 0)
    return `the edited text would not parse: line ${line}: ${problem?.message}`
  }
  return compareLeaves(leavesOf(old), leavesOf(now), regionsOf(edits))
}

function compareLeaves(old: readonly Leaf[], now: readonly Leaf[], regions: readonly Region[]): string | undefined {
  const moved = new Moved(regions)
  const left = new Map<number, Leaf[]>()
  for (const leaf of now) left.set(leaf.span.start, [...(left.get(leaf.span.start) ?? []), leaf])
  for (const leaf of old) {
    if (moved.touches(leaf.span)) continue
    const here = left.get(moved.offset(leaf.span.start)) ?? []
    // A word of a command may be a value of its own as well: both start there.
    const same = here.filter((candidate) => sameValue(leaf, candidate) || moved.grew(leaf.span, candidate.span))
    if (same.length === 0) {
      // Text put right beside a word belongs to the word.
      if (moved.adjoins(leaf.span)) continue
      return `a value that no edit touches would change (${String(leaf.value)})`
    }
    const found = same.find((candidate) => sameKeys(leaf, candidate, moved))
    if (found === undefined) return `a value that no edit touches would stand elsewhere (${String(leaf.value)})`
    here.splice(here.indexOf(found), 1)
  }
  for (const leaf of [...left.values()].flat()) {
    if (!moved.isNew(leaf.span)) return `a value appears that no edit wrote (${String(leaf.value)})`
  }
  return undefined
}

function sameValue(old: Leaf, now: Leaf): boolean {
  return old.value === now.value && old.span.end - old.span.start === now.span.end - now.span.start
}

function sameKeys(old: Leaf, now: Leaf, moved: Moved): boolean {
  if (old.keys.length !== now.keys.length) return false
  return old.keys.every((key, index) => moved.touches(key) || now.keys[index]?.start === moved.offset(key.start))
}

/** Where offsets of the old text stand in the new one. */
class Moved {
  private readonly regions: readonly Region[]

  constructor(regions: readonly Region[]) {
    this.regions = regions
  }

  /** The region at or before an offset, by what `start` gives. */
  private before(offset: number, start: (region: Region) => number): Region | undefined {
    let low = 0
    let high = this.regions.length
    while (low < high) {
      const middle = (low + high) >> 1
      const region = this.regions[middle]
      if (region !== undefined && start(region) <= offset) low = middle + 1
      else high = middle
    }
    return this.regions[low - 1]
  }

  touches(span: Span): boolean {
    const region = this.before(span.end - 1, (candidate) => candidate.old.start)
    return region !== undefined && region.old.end > span.start
  }

  /** Some edit ends where the span starts, or starts where it ends. */
  adjoins(span: Span): boolean {
    const starting = (candidate: Region): number => candidate.old.start
    return (
      this.before(span.start, starting)?.old.end === span.start ||
      this.before(span.end, starting)?.old.start === span.end
    )
  }

  offset(offset: number): number {
    const region = this.before(offset, (candidate) => candidate.old.start)
    return region === undefined ? offset : offset - region.old.end + region.new.end
  }

  /** What was put right behind a value became its end: words after the last of a command. */
  grew(old: Span, now: Span): boolean {
    const region = this.before(old.end, (candidate) => candidate.old.start)
    return region?.old.start === old.end && region.old.end === old.end && region.new.end === now.end
  }

  /** Some edit wrote it, or a part of it. */
  isNew(span: Span): boolean {
    const region = this.before(span.end, (candidate) => candidate.new.start)
    return region !== undefined && region.new.end >= span.start
  }
}
