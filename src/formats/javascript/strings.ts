import { eolAt, type Span } from '../../text.ts'
import type { Scalar } from '../../tree.ts'
import { type Escape, type Traced, traceEscapes } from '../escapes.ts'

const SIMPLE: ReadonlyMap<string, string> = new Map(
  Object.entries({ n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', '\n': '' }),
)

export type Quote = "'" | '"' | '`'

export function isQuote(character: string | undefined): character is Quote {
  return character === "'" || character === '"' || character === '`'
}

/** A string without its quotes; undefined where it holds an escape that only old scripts know. */
export function traceString(text: string, span: Span): Traced | undefined {
  return traceEscapes(span, (at) => readString(text, at))
}

/** A template without its backticks, expressions as they are written; undefined where it holds a backslash. */
export function traceTemplate(text: string, span: Span): Traced | undefined {
  return traceEscapes(span, (at) => {
    if (text.startsWith('\r\n', at)) return { value: '\n', length: 2 }
    const value = text[at] ?? ''
    return value === '\\' ? undefined : { value, length: 1 }
  })
}

function readString(text: string, at: number): Escape | undefined {
  const character = text[at] ?? ''
  if (character !== '\\') return { value: character, length: 1 }
  const next = text[at + 1] ?? ''
  if (text.startsWith('\r\n', at + 1)) return { value: '', length: 3 }
  const code = /^(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|u\{0*([\da-fA-F]{1,6})\})/.exec(text.slice(at + 1, at + 30))
  const digits = code?.[1] ?? code?.[2] ?? code?.[3]
  if (code !== null && digits !== undefined) return point(Number.parseInt(digits, 16), code[0].length + 1)
  if (next === '0' && !/\d/.test(text[at + 2] ?? '')) return { value: '\0', length: 2 }
  if (/[\dxu]/.test(next)) return undefined
  return { value: SIMPLE.get(next) ?? next, length: 2 }
}

function point(code: number, length: number): Escape | undefined {
  return code > 0x10ffff ? undefined : { value: String.fromCodePoint(code), length }
}

/** What to write between the quotes; undefined where a template would need a backslash. */
export function encodeBetween(value: string, quote: Quote, text: string, offset: number): string | undefined {
  if (quote === '`') return /[\\`]|\$\{|\r/.test(value) ? undefined : value.replaceAll('\n', eolAt(text, offset))
  return value.replace(/[\\'"\0-\x1f\x7f\u2028\u2029]/g, (character) => {
    if (character === '\\' || character === quote) return `\\${character}`
    if (character === "'" || character === '"') return character
    const named = [...SIMPLE].find(([, meaning]) => meaning === character)?.[0]
    return `\\${named ?? `u${character.charCodeAt(0).toString(16).padStart(4, '0')}`}`
  })
}

/** A string in the given quotes; where a template cannot say it, in single ones. */
export function quoteString(value: string, quote: Quote, text: string, offset: number): string {
  const inner = encodeBetween(value, quote, text, offset)
  return inner === undefined ? `'${encodeBetween(value, "'", text, offset)}'` : quote + inner + quote
}

/** A value as a literal; undefined for numbers that have none. */
export function writeScalar(value: Scalar, quote: Quote, text: string, offset: number): string | undefined {
  if (typeof value === 'string') return quoteString(value, quote, text, offset)
  return typeof value === 'number' && !Number.isFinite(value) ? undefined : String(value)
}
