import type { Embedded } from '../../embedded.ts'
import type { Edit, Span } from '../../text.ts'
import type { Scalar, ScalarNode } from '../../tree.ts'
import { lastAtMost } from './view.ts'

/** The quotes a stretch stands in; '' for none. */
export type Quote = '' | "'" | '"' | "$'" | '`'

/** A stretch of a word and what it says: a run of letters, an escape, or an expansion. */
export interface Piece extends Span {
  readonly text: string
  /** False for an expansion; `text` is then as it is written. */
  readonly literal: boolean
  readonly quote: Quote
  /** Pieces between the same pair of quotes have the same number; those outside of all quotes have 0. */
  readonly part: number
}

/** A word, or a part of one, with what its characters say. */
export interface Spelling extends Span {
  readonly pieces: readonly Piece[]
}

/** How a format quotes. */
export interface Quoting {
  /** New text for a place inside such quotes; undefined: it cannot stand there. */
  encode(text: string, quote: Quote): string | undefined
  /** A whole value in such quotes, or in better ones if it needs them. */
  write(value: string, quote: Quote): string | undefined
}

/** What the word says; undefined where an expansion has a part in it. */
export function literalOf({ pieces }: Spelling): string | undefined {
  return pieces.every((piece) => piece.literal) ? sourceOf({ pieces }) : undefined
}

/** What the word says, expansions as they are written. */
export function sourceOf({ pieces }: Pick<Spelling, 'pieces'>): string {
  return pieces.map((piece) => piece.text).join('')
}

/** The quotes to follow: the first that are there. */
export function quoteOf({ pieces }: Spelling): Quote {
  return pieces.find((piece) => piece.quote !== '')?.quote ?? ''
}

/** The letters stand in the text as they are read. */
export function isRun(piece: Piece): boolean {
  return piece.literal && piece.text.length === piece.end - piece.start
}

/** The word without the first so many characters of what it says; undefined if they are not all plain letters. */
export function after(word: Spelling, count: number): Spelling | undefined {
  const [first, ...rest] = word.pieces
  if (first === undefined || !isRun(first) || first.text.length < count) return undefined
  const start = first.start + count
  const left = { ...first, start, text: first.text.slice(count) }
  return { start, end: word.end, pieces: left.text === '' && rest.length > 0 ? rest : [left, ...rest] }
}

function textOf(value: Scalar): string {
  return value === null ? '' : String(value)
}

/** A word as a value. */
export function scalarOf(word: Spelling, quoting: Quoting): ScalarNode {
  return {
    type: 'scalar',
    span: { start: word.start, end: word.end },
    value: literalOf(word),
    write: (value) => quoting.write(textOf(value), quoteOf(word)),
    embedded: () => (word.pieces.every((piece) => piece.literal) ? trace(word, quoting) : undefined),
  }
}

/** What stands there and can neither be read nor written. */
export function opaque(span: Span): ScalarNode {
  return {
    type: 'scalar',
    span: { start: span.start, end: span.end },
    value: undefined,
    write: () => undefined,
    embedded: () => undefined,
  }
}

/** Where the pieces start in what they say together, and where the last ends. */
function startsOf(pieces: readonly Piece[]): number[] {
  const starts = [0]
  for (const piece of pieces) starts.push((starts.at(-1) ?? 0) + piece.text.length)
  return starts
}

/** What a word says as a text of its own, traced back letter by letter through quotes and escapes. Expansions stay as written. */
export function trace(word: Spelling, quoting: Quoting): Embedded {
  const { pieces } = word
  const starts = startsOf(pieces)
  const span = { start: pieces[0]?.start ?? word.start, end: pieces.at(-1)?.end ?? word.end }
  const indexAt = (offset: number): number =>
    Math.min(
      lastAtMost(starts, (start) => start, offset),
      pieces.length - 1,
    )
  const offsetIn = (index: number, offset: number): number | undefined =>
    inPiece(pieces[index], offset - (starts[index] ?? 0))
  return {
    text: sourceOf(word),
    span,
    outerOffset: (offset) => offsetIn(indexAt(offset), offset) ?? pieces[indexAt(offset)]?.start ?? span.start,
    outerEdit(edit: Edit): Edit | undefined {
      const first = indexAt(edit.start)
      const last = edit.end > edit.start ? indexAt(edit.end - 1) : first
      const start = offsetIn(first, edit.start)
      const end = offsetIn(last, edit.end)
      if (start === undefined || end === undefined || !mayReplace(pieces, first, last, edit.text)) return undefined
      const text = quoting.encode(edit.text, pieces[first]?.quote ?? '')
      return text === undefined ? undefined : { start, end, text }
    },
  }
}

/** So many characters into what a piece says; undefined: inside an escape or an expansion. */
function inPiece(piece: Piece | undefined, into: number): number | undefined {
  if (piece === undefined) return undefined
  if (isRun(piece)) return piece.start + into
  return into === 0 ? piece.start : into === piece.text.length ? piece.end : undefined
}

/** Both ends lie between the same quotes; and beside expansions it cannot be told which `$` is meant for whom. */
function mayReplace(pieces: readonly Piece[], first: number, last: number, text: string): boolean {
  if (pieces[first]?.part !== pieces[last]?.part) return false
  return !/[$`]/.test(text) || pieces.every((piece) => piece.literal)
}
