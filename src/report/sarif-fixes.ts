import type { Outcome } from '../outcome.ts'
import type { MadeEdit } from '../result.ts'
import { partitionPoint } from '../sorted.ts'
import { lineStarts, positionAt, type Region, type Span, slice } from '../text.ts'
import { leadOf, maskSecrets } from './secrets.ts'

/** Columns in UTF-16 units, the end not included; lines and columns count from one. */
export interface TextRegion {
  readonly startLine: number
  readonly startColumn: number
  readonly endLine: number
  readonly endColumn: number
}

export interface Replacement {
  readonly deletedRegion: TextRegion
  readonly insertedContent?: { readonly text: string }
}

export function textRegion(starts: readonly number[], { start, end }: Span): TextRegion {
  const first = positionAt(starts, start)
  const last = positionAt(starts, end)
  return { startLine: first.line, startColumn: first.column, endLine: last.line, endColumn: last.column }
}

/**
 * What the edits of a file replace. All of one transform go together, since some mean nothing alone, and so do those of
 * transforms that change the same stretch. Each group is given at the first of its edits; a group whose new text holds a
 * secret is left out: hidden, it would be wrong.
 */
export function fixesOf(outcome: Outcome): Map<MadeEdit, Replacement[]> {
  const starts = lineStarts(outcome.text)
  const fixes = new Map<MadeEdit, Replacement[]>()
  for (const { first, regions } of groupsOf(outcome)) {
    const secret = regions.some((region) => {
      const inserted = slice(outcome.newText, region.new)
      return maskSecrets(inserted, leadOf(outcome.newText, region.new.start)) !== inserted
    })
    if (!secret) fixes.set(first, replacements(outcome, starts, regions))
  }
  return fixes
}

function replacements({ newText }: Outcome, starts: readonly number[], regions: readonly Region[]): Replacement[] {
  return regions.map((region) => {
    const deletedRegion = textRegion(starts, region.old)
    const text = slice(newText, region.new)
    return text === '' ? { deletedRegion } : { deletedRegion, insertedContent: { text } }
  })
}

interface Group {
  readonly first: MadeEdit
  readonly regions: Region[]
}

function groupsOf({ edits, regions }: Outcome): Group[] {
  const sorted = [...edits].sort((a, b) => a.span.start - b.span.start)
  const [earliest] = sorted
  if (earliest === undefined) return []
  // The transforms of each region; a transform's representative is found by following `united`.
  const united = new Map<string, string>()
  const owners = regions.map(() => earliest.transform)
  const seen = new Set<number>()
  for (const { transform, span } of sorted) {
    const index = regionAt(regions, span.start)
    if (seen.has(index)) unite(united, owners[index] ?? transform, transform)
    else owners[index] = transform
    seen.add(index)
  }
  const groups = new Map<string, Group>()
  for (const edit of sorted) {
    const name = representative(united, edit.transform)
    if (!groups.has(name)) groups.set(name, { first: edit, regions: [] })
  }
  for (const [index, region] of regions.entries()) {
    groups.get(representative(united, owners[index] ?? ''))?.regions.push(region)
  }
  return [...groups.values()].filter((group) => group.regions.length > 0)
}

/** The last region that starts at the offset or before. */
function regionAt(regions: readonly Region[], offset: number): number {
  return partitionPoint(regions, ({ old }) => old.start <= offset) - 1
}

function representative(united: ReadonlyMap<string, string>, name: string): string {
  let at = name
  for (let next = united.get(at); next !== undefined; next = united.get(at)) at = next
  return at
}

function unite(united: Map<string, string>, a: string, b: string): void {
  const [first, second] = [representative(united, a), representative(united, b)]
  if (first !== second) united.set(second, first)
}
