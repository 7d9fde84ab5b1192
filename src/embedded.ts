import { partitionPoint } from './sorted.ts'
import type { Edit, Span } from './text.ts'

/** A run of inner characters that stand as they are in the outer text. */
export interface Segment {
  readonly inner: number
  readonly outer: number
  readonly length: number
  /** How many characters of the outer text write it, where these are more: an escape ends the run. */
  readonly written?: number
  /** What stands before the run on its line in the outer text and not in the inner one: indentation, `> `. */
  readonly lead?: string
}

/** Text inside another text: YAML in a block scalar, shell in a fence. */
export interface Embedded {
  readonly text: string
  /** The inner text's place in the outer one. */
  readonly span: Span
  /** The same edit in the outer text, or undefined where the inner characters do not stand there one for one. */
  outerEdit(edit: Edit): Edit | undefined
  /** Where an inner offset stands in the outer text, as near as can be told. */
  outerOffset(offset: number): number
}

/**
 * Text made of runs of the outer text.
 * @param segments sorted by `inner`; runs that touch in the inner text may lie apart in the outer. One run a line at least, and an
 *   empty one at the end where the inner text ends in a line break.
 * @param encode how new text is written outside: escapes, and the lead after each line break that a line follows; undefined: it cannot be.
 */
export function embed(
  text: string,
  span: Span,
  segments: readonly Segment[],
  encode: (text: string) => string | undefined,
): Embedded {
  const at = (offset: number) => segmentAt(segments, offset)
  const outerOffset = (offset: number) => offsetIn(at(offset), offset, span)
  const isLineStart = (offset: number) => offset === 0 || text[offset - 1] === '\n'
  const leadAt = (offset: number) => (at(offset)?.inner === offset ? (at(offset)?.lead ?? '') : '')
  return {
    text,
    span,
    outerOffset,
    outerEdit(edit) {
      const encoded = encode(edit.text)
      if (encoded === undefined) return undefined
      const breaks = edit.text.endsWith('\n')
      const { start, end } = edit
      if (isLineStart(start) && isLineStart(end) && (breaks || (edit.text === '' && end > start))) {
        const first = !breaks ? '' : start === text.length ? usualLead(segments) : leadAt(start)
        const from = outerOffset(start) - leadAt(start).length
        return { start: from, end: outerOffset(end) - leadAt(end).length, text: first + encoded }
      }
      const from = outerOffset(start)
      if (start === end) return { start: from, end: from, text: encoded }
      // An end belongs to the run before it: the next line's lead stays, unless the lines are joined.
      const to =
        text[end - 1] === '\n' ? outerOffset(end) - (breaks ? leadAt(end).length : 0) : endIn(at(end - 1), end, span)
      return to < from ? undefined : { start: from, end: to, text: encoded }
    },
  }
}

/** What a line gets that is added after the last one. */
function usualLead(segments: readonly Segment[]): string {
  return segments.findLast((segment) => segment.lead)?.lead ?? ''
}

/** The last run that starts at or before an offset. */
function segmentAt(segments: readonly Segment[], offset: number): Segment | undefined {
  return segments[partitionPoint(segments, ({ inner }) => inner <= offset) - 1]
}

function offsetIn(segment: Segment | undefined, offset: number, span: Span): number {
  if (segment === undefined) return span.start
  return segment.outer + Math.min(offset - segment.inner, segment.length)
}

function endIn(segment: Segment | undefined, end: number, span: Span): number {
  const isWhole = segment !== undefined && end === segment.inner + segment.length
  return isWhole ? segment.outer + (segment.written ?? segment.length) : offsetIn(segment, end, span)
}

/** A part of an embedded text as a text of its own. */
export function cut(whole: Embedded, start: number, end: number): Embedded {
  return {
    text: whole.text.slice(start, end),
    span: { start: whole.outerOffset(start), end: whole.outerOffset(end) },
    outerOffset: (offset) => whole.outerOffset(offset + start),
    outerEdit: (edit) => whole.outerEdit({ ...edit, start: edit.start + start, end: edit.end + start }),
  }
}

/** An embedded text inside an embedded text, as seen from the outermost. */
export function nest(outer: Embedded, inner: Embedded): Embedded {
  return {
    text: inner.text,
    span: { start: outer.outerOffset(inner.span.start), end: outer.outerOffset(inner.span.end) },
    outerOffset: (offset) => outer.outerOffset(inner.outerOffset(offset)),
    outerEdit(edit) {
      const middle = inner.outerEdit(edit)
      return middle === undefined ? undefined : outer.outerEdit(middle)
    },
  }
}
