import { type Span, slice } from '../../text.ts'
import type { Piece, Quote, Quoting, Spelling } from '../shell/spelling.ts'
import { type Grammar, matchAt, type Special } from '../shell/splitter.ts'
import { endIn, startIn, stretchesOf, type View } from '../shell/view.ts'

const EXPANSION = /\$(?:\{[^}\s]{0,500}\}|[A-Za-z_]\w*)/

/** How the words of `ENV` and `ARG` are split. @param splits false: all of the line is one value, as in `ENV NAME a value`. */
export function argumentGrammar(escaper: string, splits: boolean): Grammar {
  return {
    gap: '',
    splits,
    special: (text, at, end, quote) => (quote === "'" ? undefined : specialOf(text, at, end, quote, escaper)),
  }
}

function specialOf(text: string, at: number, end: number, quote: Quote, escaper: string): Special | undefined {
  const next = text[at + 1] ?? ''
  if (text[at] === escaper && at + 1 < end) {
    const kept = quote === '"' && next !== '"' && next !== '$' && next !== escaper
    return kept ? undefined : { length: 2, text: next, literal: true }
  }
  const match = text[at] === '$' ? matchAt(EXPANSION, text, at) : null
  return match === null || at + match[0].length > end
    ? undefined
    : { length: match[0].length, text: match[0], literal: false }
}

/** How values of `ENV` and `ARG` are written. */
export function argumentQuoting(escaper: string, splits: boolean): Quoting {
  const encode = (text: string, quote: Quote): string | undefined => {
    if (/[\u0000\r\n]/.test(text)) return undefined
    if (quote === "'") return text.includes("'") ? undefined : text
    // A blank behind the escape at a line's end would join the next line.
    if (quote === '' && (splits ? /[ \t]/ : /^[ \t]|[ \t]$/).test(text)) return undefined
    return [...text].map((letter) => (isSpecial(letter, quote) ? escaper + letter : letter)).join('')
  }
  const isSpecial = (letter: string, quote: Quote): boolean => {
    if (letter === escaper || letter === '$') return true
    return quote === '"' ? letter === '"' : letter === '"' || letter === "'"
  }
  const ways = (value: string, quote: Quote): readonly Quote[] => {
    if (quote !== '' || (!splits && value !== '')) return [quote, '"']
    return /^[^\s"'$\\`]+$/.test(value) ? [''] : ['"']
  }
  return {
    encode,
    write(value, quote) {
      for (const way of ways(value, quote)) {
        const text = encode(value, way)
        if (text !== undefined) return way + text + way
      }
      return undefined
    },
  }
}

/** How strings of a JSON array are written. */
export const JSON_QUOTING: Quoting = {
  encode: (text) => JSON.stringify(text).slice(1, -1),
  write: (value) => JSON.stringify(value),
}

export interface JsonArray {
  readonly words: readonly Spelling[]
  /** Just inside the brackets, in the outer text. */
  readonly inside: Span
}

const STRING = /[ \t]*"([^"\\]*(?:\\.[^"\\]*)*)"[ \t]*([,\]])/y

/** An array of strings, as instructions have it; undefined: it is none, and the text is a command for the shell. */
export function readJsonArray(view: View): JsonArray | undefined {
  const open = view.text.indexOf('[')
  if (open === -1 || view.text.slice(0, open).trim() !== '') return undefined
  const words: Spelling[] = []
  for (let at = open + 1; ;) {
    const match = matchAt(STRING, view.text, at)
    const body = match?.[1]
    if (match === null || body === undefined) return undefined
    const quote = view.text.indexOf('"', at)
    const pieces = jsonPieces(view, quote + 1, quote + 1 + body.length)
    if (pieces === undefined) return undefined
    words.push({ start: startIn(view, quote), end: endIn(view, quote + body.length + 2), pieces })
    at += match[0].length
    if (match[2] !== ']') continue
    if (view.text.slice(at).trim() !== '') return undefined
    return { words, inside: { start: endIn(view, open + 1), end: startIn(view, at - 1) } }
  }
}

const JSON_ESCAPE = /\\(?:u[0-9a-fA-F]{4}|["\\/bfnrt])/

/** The text between a string's quotes; undefined: JSON does not know one of its escapes. */
function jsonPieces(view: View, from: number, to: number): Piece[] | undefined {
  const pieces: Piece[] = []
  const common = { literal: true, quote: '"', part: 1 } as const
  const run = (start: number, end: number): void => {
    for (const span of stretchesOf(view, start, end)) pieces.push({ ...span, text: slice(view.outer, span), ...common })
  }
  let at = from
  for (let slash = view.text.indexOf('\\', at); slash !== -1 && slash < to; slash = view.text.indexOf('\\', at)) {
    const match = matchAt(JSON_ESCAPE, view.text, slash)
    if (match === null) return undefined
    run(at, slash)
    at = slash + match[0].length
    const said: unknown = JSON.parse(`"${match[0]}"`)
    pieces.push({ start: startIn(view, slash), end: endIn(view, at), text: String(said), ...common })
  }
  run(at, to)
  const start = startIn(view, from)
  return pieces.length > 0 ? pieces : [{ start, end: start, text: '', ...common }]
}
