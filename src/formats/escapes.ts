import type { Embedded } from '../embedded.ts'
import type { Span } from '../text.ts'

/** One character of a string, or several, and how many characters write it. */
export interface Escape {
  readonly value: string
  readonly length: number
}

/** What a string says, and where each of its characters is written. */
export interface Traced {
  readonly value: string
  readonly span: Span
  /** Where what writes a character starts and ends; -1 between characters that one escape writes. */
  readonly starts: readonly number[]
  readonly ends: readonly number[]
}

/**
 * Reads what stands between quotes.
 * @param read what is written at an offset; undefined: it cannot be read, and so the whole cannot.
 */
export function traceEscapes(span: Span, read: (at: number) => Escape | undefined): Traced | undefined {
  const parts: string[] = []
  const starts: number[] = []
  const ends: number[] = []
  for (let at = span.start; at < span.end;) {
    const found = read(at)
    if (found === undefined || at + found.length > span.end) return undefined
    const { value, length } = found
    parts.push(value)
    for (let unit = 0; unit < value.length; unit++) {
      starts.push(unit === 0 ? at : -1)
      ends.push(unit === value.length - 1 ? at + length : -1)
    }
    at += length
  }
  return { value: parts.join(''), span, starts, ends }
}

/** The string as a text in a text. @param encode how new text is written between the quotes; undefined: it cannot be. */
export function embedTraced(traced: Traced, encode: (text: string) => string | undefined): Embedded {
  const { value, span, starts, ends } = traced
  return {
    text: value,
    span,
    outerOffset(offset) {
      let at = offset
      while (starts[at] === -1) at--
      return starts[at] ?? span.end
    },
    outerEdit(edit) {
      const text = encode(edit.text)
      const start = edit.start < value.length ? (starts[edit.start] ?? -1) : span.end
      const end = edit.end > edit.start ? (ends[edit.end - 1] ?? -1) : start
      return text === undefined || start === -1 || end === -1 ? undefined : { start, end, text }
    },
  }
}
