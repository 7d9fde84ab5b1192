import type { Edit, Span } from './text.ts'

/** A run of inner characters that stand as they are in the outer text. */
export interface Segment {
  readonly inner: number
  readonly outer: number
  readonly length: number
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
 * @param segments sorted by `inner`; runs that touch in the inner text may lie apart in the outer (indentation cut away, escapes).
 * @param encode how new text is written outside, such as indentation after each line break; undefined: it cannot be.
 */
export function embed(
  text: string,
  span: Span,
  segments: readonly Segment[],
  encode: (text: string) => string | undefined,
): Embedded {
  const outerOffset = (offset: number): number => {
    const segment = segments.findLast((candidate) => candidate.inner <= offset)
    if (segment === undefined) return span.start
    return segment.outer + Math.min(offset - segment.inner, segment.length)
  }
  /** An end belongs to the run before it, so that a span up to a line break leaves the next line's indentation alone. */
  const outerEnd = (offset: number): number => {
    const segment = segments.findLast((candidate) => candidate.inner < offset)
    if (segment === undefined) return span.start
    return segment.outer + Math.min(offset - segment.inner, segment.length)
  }
  return {
    text,
    span,
    outerOffset,
    outerEdit(edit) {
      const encoded = encode(edit.text)
      if (encoded === undefined) return undefined
      const start = outerOffset(edit.start)
      const wholeLines = edit.end > edit.start && edit.text === '' && text[edit.end - 1] === '\n'
      const end = edit.end === edit.start ? start : wholeLines ? outerOffset(edit.end) : outerEnd(edit.end)
      return end < start ? undefined : { start, end, text: encoded }
    },
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
