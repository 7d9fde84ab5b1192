import { partitionPoint } from './sorted.ts'

/** A stretch of text: UTF-16 offsets, the end not included. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A span and what shall stand there instead. */
export interface Edit extends Span {
  readonly text: string
  /** What it does to a container: edits far apart may write one name, or take all there is. */
  readonly effect?: { readonly writes: string } | { readonly takes: string; readonly by: number; readonly of: number }
}

/** Where a stretch of the old text stands in the new one. Lists of regions are sorted and disjoint in both texts. */
export interface Region {
  readonly old: Span
  readonly new: Span
}

/** One-based, counted in UTF-16 units as editors do. */
export interface Position {
  readonly line: number
  readonly column: number
}

export function slice(text: string, span: Span): string {
  return text.slice(span.start, span.end)
}

export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end
}

/** Two spans share a character, or one is an empty span strictly inside the other. */
export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end
}

/** Tells whether a span shares a character with one of these. Each answer takes logarithmic time. */
export function meets(spans: readonly Span[]): (span: Span) => boolean {
  const sorted = [...spans].sort((a, b) => a.start - b.start)
  // One may hold others: how far any that starts up to here reaches.
  const reach: number[] = []
  for (const { end } of sorted) reach.push(Math.max(end, reach.at(-1) ?? 0))
  return ({ start, end }) => {
    const before = partitionPoint(sorted, (span) => span.start < end)
    return start < (reach[before - 1] ?? 0)
  }
}

/** Some of the edits share a character, or one lies inside another. */
export function collide(edits: readonly Edit[]): boolean {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end)
  return sorted.some((edit, index) => edit.end > (sorted[index + 1]?.start ?? Infinity))
}

/**
 * The edits in the order of the text; edits at one place keep the order they were given in, insertions before what replaces.
 * @throws when two edits overlap: a caller's error, never the user's.
 */
export function sortEdits(edits: readonly Edit[]): Edit[] {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end)
  for (const [index, edit] of sorted.entries()) {
    const next = sorted[index + 1]
    if (next !== undefined && edit.end > next.start) throw new Error(`edits overlap at ${next.start}`)
  }
  return sorted
}

/** Edits that touch as one: a text around may take that where it does not take both. */
export function joinEdits(edits: readonly Edit[]): Edit[] {
  const joined: Edit[] = []
  for (const edit of sortEdits(edits)) {
    const last = joined.at(-1)
    if (last?.end !== edit.start) joined.push(edit)
    else joined[joined.length - 1] = { start: last.start, end: edit.end, text: last.text + edit.text }
  }
  return joined
}

/** The text with all edits made; every character outside them stays. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const parts: string[] = []
  let from = 0
  for (const edit of sortEdits(edits)) {
    parts.push(text.slice(from, edit.start), edit.text)
    from = edit.end
  }
  parts.push(text.slice(from))
  return parts.join('')
}

/** What the edits did, as pairs of old and new spans. */
export function regionsOf(edits: readonly Edit[]): Region[] {
  let shift = 0
  return sortEdits(edits).map((edit) => {
    const start = edit.start + shift
    shift += edit.text.length - (edit.end - edit.start)
    return { old: { start: edit.start, end: edit.end }, new: { start, end: start + edit.text.length } }
  })
}

function growth(span: { old: Span; new: Span }): number {
  return span.new.end - span.new.start - (span.old.end - span.old.start)
}

/** Two steps, `first` then `second`, as one. What touches in the text between them becomes one region. */
export function composeRegions(first: readonly Region[], second: readonly Region[]): Region[] {
  const result: Region[] = []
  let i = 0
  let j = 0
  let before = 0 // how much longer the middle text is than the old one, up to here
  let after = 0 // how much longer the new text is than the middle one, up to here
  while (i < first.length || j < second.length) {
    const start = Math.min(first[i]?.new.start ?? Infinity, second[j]?.old.start ?? Infinity)
    let end = start
    const oldStart = start - before
    const newStart = start + after
    for (;;) {
      const a = first[i]
      const b = second[j]
      if (a !== undefined && a.new.start <= end) {
        end = Math.max(end, a.new.end)
        before += growth(a)
        i++
      } else if (b !== undefined && b.old.start <= end) {
        end = Math.max(end, b.old.end)
        after += growth(b)
        j++
      } else break
    }
    result.push({ old: { start: oldStart, end: end - before }, new: { start: newStart, end: end + after } })
  }
  return result
}

/** Where an offset of the new text stood in the old one; inside new text, where that text was put. */
export function oldOffset(regions: readonly Region[], offset: number): number {
  const region = regions[partitionPoint(regions, (each) => each.new.start <= offset) - 1]
  if (region === undefined) return offset
  return offset < region.new.end ? region.old.start : offset - region.new.end + region.old.end
}

/** The offsets at which lines start. LF and CRLF end a line; a lone CR does not. */
export function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

export function positionAt(starts: readonly number[], offset: number): Position {
  const line = partitionPoint(starts, (start) => start <= offset)
  return { line, column: offset - (starts[line - 1] ?? 0) + 1 }
}

/** Where the line of an offset starts. */
export function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1
}

/** Where the line of an offset ends, before its line break (and before the CR of a CRLF). */
export function lineEnd(text: string, offset: number): number {
  const at = text.indexOf('\n', offset)
  if (at === -1) return text.length
  return at > offset && text[at - 1] === '\r' ? at - 1 : at
}

/** The line ending used at an offset: that line's own, else the first in the text, else LF. */
export function eolAt(text: string, offset: number): string {
  const own = text.indexOf('\n', offset)
  const at = own === -1 ? text.indexOf('\n') : own
  return at > 0 && text[at - 1] === '\r' ? '\r\n' : '\n'
}

/** The blanks and tabs a line starts with. */
export function indentAt(text: string, offset: number): string {
  const start = lineStart(text, offset)
  let end = start
  while (text[end] === ' ' || text[end] === '\t') end++
  return text.slice(start, end)
}
