import { type Span, slice } from '../text.ts'
import { holesOf } from './shell-holes.ts'
import type { Piece, Quote, Quoting, Spelling } from './shell-spelling.ts'

/** Where a reference of make's ends: `$(NAME)`, `${NAME}`, `$@`, `$(shell a $(b))`. @returns `end` if nothing closes it. */
export function referenceEnd(text: string, at: number, end: number): number {
  const open = text[at + 1]
  const close = open === '(' ? ')' : open === '{' ? '}' : undefined
  if (close === undefined) return Math.min(at + 2, end)
  let depth = 0
  for (let offset = at + 1; offset < end; offset++) {
    if (text[offset] === open) depth++
    else if (text[offset] === close && --depth === 0) return offset + 1
  }
  return end
}

/** What make reads in the lines of a value: references are expansions, `$$` is a dollar, `\#` a hash. */
export function spellValue(text: string, runs: readonly Span[]): Spelling {
  const pieces: Piece[] = []
  const add = (start: number, end: number, said: string, literal: boolean): void => {
    pieces.push({ start, end, text: said, literal, quote: '', part: 0 })
  }
  for (const [index, run] of runs.entries()) {
    const before = runs[index - 1]
    if (before !== undefined) add(before.end, run.start, ' ', true)
    let from = run.start
    for (let at = run.start; at < run.end; ) {
      const special = specialAt(text, at, run.end)
      if (special === undefined) {
        at++
        continue
      }
      if (at > from) add(from, at, text.slice(from, at), true)
      add(at, at + special.length, special.said, special.literal)
      at += special.length
      from = at
    }
    if (from < run.end) add(from, run.end, text.slice(from, run.end), true)
  }
  const [first, last] = [runs[0], runs.at(-1)]
  const start = first?.start ?? 0
  const end = last?.end ?? start
  if (pieces.length === 0) add(start, start, '', true)
  const template = holesOf(text, { start, end }).some((hole) => !hole.placeholder)
  return {
    start,
    end,
    pieces: template ? pieces.map((piece) => ({ ...piece, literal: false })) : inQuotes(text, pieces),
  }
}

function specialAt(
  text: string,
  at: number,
  end: number,
): { length: number; said: string; literal: boolean } | undefined {
  const letter = text[at]
  if (letter === '\\' && text[at + 1] === '#') return { length: 2, said: '#', literal: true }
  if (letter === '"' || letter === "'") return { length: 1, said: letter, literal: false }
  if (letter !== '$' || at + 1 >= end) return undefined
  if (text[at + 1] === '$') return { length: 2, said: '$', literal: true }
  const length = referenceEnd(text, at, end) - at
  return { length, said: text.slice(at, at + length), literal: false }
}

/**
 * Quotes are letters to make and quotes to the shell that uses the variable, so what the value says cannot be told; a new
 * one is written in the same quotes.
 */
function inQuotes(text: string, pieces: readonly Piece[]): readonly Piece[] {
  const [first, last] = [pieces[0], pieces.at(-1)]
  if (first === undefined || last === undefined || pieces.length < 2 || slice(text, first) !== slice(text, last))
    return pieces
  const quote = first.text === '"' || first.text === "'" ? first.text : undefined
  return quote === undefined ? pieces : pieces.map((piece) => ({ ...piece, quote, part: 1 }))
}

function encode(text: string, quote: Quote): string | undefined {
  if (/[\u0000\r\n]|\\$|\\#/.test(text) || (quote !== '' && text.includes(quote))) return undefined
  return text.replaceAll('$', '$$$$').replaceAll('#', '\\#')
}

/** How values of variables are written. */
export const MAKE_QUOTING: Quoting = {
  encode,
  write(value, quote) {
    if (quote === '' && /^\s|\s$|["']/.test(value)) return undefined
    const text = encode(value, quote)
    return text === undefined ? undefined : quote + text + quote
  },
}
