import type { Span } from '../../text.ts'
import { holesOf } from '../shell/holes.ts'
import type { Piece, Quote, Quoting, Spelling } from '../shell/spelling.ts'

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
  for (const [index, run] of runs.entries()) {
    const before = runs[index - 1]
    if (before !== undefined) pieces.push(pieceAt(before.end, run.start, ' ', true))
    addRun(text, run, pieces)
  }
  const start = runs[0]?.start ?? 0
  const end = runs.at(-1)?.end ?? start
  if (pieces.length === 0) pieces.push(pieceAt(start, start, '', true))
  const template = holesOf(text, { start, end }).some((hole) => !hole.placeholder)
  return { start, end, pieces: template ? pieces.map((piece) => ({ ...piece, literal: false })) : inQuotes(pieces) }
}

function addRun(text: string, run: Span, pieces: Piece[]): void {
  let from = run.start
  for (let at = run.start; at < run.end;) {
    const special = specialAt(text, at, run.end)
    if (special === undefined) {
      at++
      continue
    }
    if (at > from) pieces.push(pieceAt(from, at, text.slice(from, at), true))
    pieces.push(special)
    at = special.end
    from = at
  }
  if (from < run.end) pieces.push(pieceAt(from, run.end, text.slice(from, run.end), true))
}

function pieceAt(start: number, end: number, text: string, literal: boolean): Piece {
  return { start, end, text, literal, quote: '', part: 0 }
}

function specialAt(text: string, at: number, end: number): Piece | undefined {
  const letter = text[at]
  if (letter === '\\' && at + 1 < end && text[at + 1] === '#') return pieceAt(at, at + 2, '#', true)
  // Backslashes mean something only before a hash, which starts a comment here.
  if (at + 2 === end && text.startsWith('\\\\#', at)) return pieceAt(at, end, '\\', true)
  if (letter === '"' || letter === "'") return pieceAt(at, at + 1, letter, false)
  if (letter !== '$' || at + 1 >= end) return undefined
  if (text[at + 1] === '$') return pieceAt(at, at + 2, '$', true)
  const close = referenceEnd(text, at, end)
  return pieceAt(at, close, text.slice(at, close), false)
}

/**
 * Quotes are letters to make and quotes to the shell that uses the variable, so what the value says cannot be told; a new
 * one is written in the same quotes.
 */
function inQuotes(pieces: readonly Piece[]): readonly Piece[] {
  const [first, last] = [pieces[0], pieces.at(-1)]
  const quote = first?.text === '"' || first?.text === "'" ? first.text : undefined
  if (quote === undefined || pieces.length < 2 || last?.text !== quote) return pieces
  return pieces.map((piece) => ({ ...piece, quote, part: 1 }))
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
