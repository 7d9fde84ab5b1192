import { type Embedded, embed, type Segment } from '../../embedded.ts'
import { eolAt, lineEnd, type Span } from '../../text.ts'
import type { Scalar } from '../../tree.ts'
import { embedFolded } from './folded.ts'

export type Quote = 'plain' | 'single' | 'double' | 'block'

/** Words that some reader of YAML (1.1 in Kubernetes' tools) takes for something else than a string. */
const AMBIGUOUS = /^(?:~|null|true|false|yes|no|on|off|y|n|\.inf|\.nan|[-+]?\.inf)$/i
const NUMBER_LIKE = /^[-+.]?[0-9][0-9_.,:eExXobabcdefABCDEF+-]*$/

/** The string can be written without quotes and is read as that string by every reader. */
export function isPlainSafe(text: string): boolean {
  if (!/^[A-Za-z0-9_./$-][A-Za-z0-9_./:@%+=$ ~^;-]*$/.test(text)) return false
  if (/^(?:-|---|\.\.\.)$|^- |: |:$| $/.test(text)) return false
  return !AMBIGUOUS.test(text) && !NUMBER_LIKE.test(text)
}

/** A scalar's text in the wanted quotes; a string that would read as something else gets double quotes. */
export function writeScalar(value: Scalar, quote: Quote): string | undefined {
  if (typeof value !== 'string') return String(value)
  if (/[\u0000-\u0008\u000b-\u001f\u007f\ufeff]/.test(value)) return JSON.stringify(value)
  if (quote === 'block') return undefined
  if (quote === 'single' && !value.includes('\n')) return `'${value.replaceAll("'", "''")}'`
  if (quote === 'plain' && isPlainSafe(value)) return value
  return JSON.stringify(value)
}

/** What a scalar in flow style says, traced back to its characters. */
export function embedFlow(
  text: string,
  span: Span,
  quote: Quote,
  value: string,
  bracketed: boolean,
): Embedded | undefined {
  const inner = quote === 'plain' ? span : { start: span.start + 1, end: span.end - 1 }
  if (text.slice(inner.start, inner.end).includes('\n'))
    return embedFolded(text, text, inner, value, (added) => encodeFolded(added, quote, bracketed))
  if (quote === 'double') return embedDouble(text, inner, value)
  if (quote === 'single') return embedSingle(text, inner, value)
  const encode = (added: string): string | undefined => (isPlainPart(added, bracketed) ? added : undefined)
  return embed(value, inner, [{ inner: 0, outer: inner.start, length: value.length }], encode)
}

function encodeFolded(added: string, quote: Quote, bracketed: boolean): string | undefined {
  if (added.includes('\n')) return undefined
  if (quote === 'single') return added.replaceAll("'", "''")
  if (quote === 'double') return JSON.stringify(added).slice(1, -1)
  return quote === 'block' || isPlainPart(added, bracketed) ? added : undefined
}

/** The same with template expressions in it, as they are written. */
export function embedTemplate(text: string, span: Span, quote: Quote): Embedded | undefined {
  const inner = quote === 'plain' ? span : { start: span.start + 1, end: span.end - 1 }
  const value = text.slice(inner.start, inner.end)
  const encode = (added: string): string | undefined =>
    /^(?:[\w./=@%+ -]|:(?=[\w/]))*$/.test(added) ? added : undefined
  if (value.includes('\n') || (quote === 'double' && value.includes('\\'))) return undefined
  return embed(value, inner, [{ inner: 0, outer: inner.start, length: value.length }], encode)
}

/** Characters that mean themselves inside a plain scalar; brackets, braces and commas end one that stands in brackets. */
function isPlainPart(text: string, bracketed: boolean): boolean {
  const allowed = bracketed ? /^[A-Za-z0-9_./=:@%+'" -]*$/ : /^[A-Za-z0-9_./=:@%+'" ,[\]{}-]*$/
  return allowed.test(text) && !text.includes(': ') && !text.endsWith(':')
}

function embedDouble(text: string, inner: Span, value: string): Embedded | undefined {
  const segments: Segment[] = []
  let length = 0
  for (let at = inner.start; at < inner.end;) {
    const escaped = text[at] === '\\'
    const size = escaped ? (ESCAPE_SIZE[text[at + 1] ?? ''] ?? 2) : plainRun(text, at, inner.end)
    const run = escaped ? 1 : size
    segments.push({ inner: length, outer: at, length: run, written: size })
    length += run
    at += size
  }
  if (length !== value.length) return undefined
  segments.push({ inner: length, outer: inner.end, length: 0 })
  return embed(value, inner, segments, (added) => JSON.stringify(added).slice(1, -1))
}

const ESCAPE_SIZE: { readonly [letter: string]: number } = { x: 4, u: 6, U: 10 }

function plainRun(text: string, from: number, end: number): number {
  const next = text.indexOf('\\', from)
  return (next === -1 || next > end ? end : next) - from
}

function embedSingle(text: string, inner: Span, value: string): Embedded {
  const segments: Segment[] = []
  let length = 0
  for (let at = inner.start; at < inner.end;) {
    const quote = text.indexOf("''", at)
    const end = quote === -1 || quote >= inner.end ? inner.end : quote + 1
    const written = end - at + (end < inner.end ? 1 : 0)
    segments.push({ inner: length, outer: at, length: end - at, written })
    length += end - at
    at += written
  }
  segments.push({ inner: length, outer: inner.end, length: 0 })
  const encode = (added: string): string | undefined => (added.includes('\n') ? undefined : added.replaceAll("'", "''"))
  return embed(value, inner, segments, encode)
}

/**
 * A literal block: each line without its indentation; a folded one as one line. Ones with blanks the parser moved are not traced.
 * @param masked the text as the parser read it, template expressions painted over; `value` is what the parser found there.
 */
export function embedBlock(text: string, masked: string, span: Span, value: string): Embedded | undefined {
  const eol = eolAt(text, span.start)
  const body = lineEnd(text, span.start) + eol.length
  if (text[span.start] !== '|')
    return embedFolded(text, masked, { start: body, end: span.end }, value, (added) =>
      encodeFolded(added, 'block', false),
    )
  const indent = blockIndent(masked, body, span.end)
  if (indent === undefined) return undefined
  const segments: Segment[] = []
  const said: string[] = []
  const lines = value.split('\n')
  let inner = 0
  let outer = body
  for (const [index, line] of lines.entries()) {
    const last = index === lines.length - 1 && line === ''
    // A text without a final line break: the parser puts one into the value all the same.
    if (last && outer > text.length) break
    const end = last ? outer : lineEnd(masked, outer)
    if (!last && masked.slice(outer + Math.min(indent.length, end - outer), end) !== line) return undefined
    // An expression may stand further left than the text around it.
    const lead = last ? '' : blanksAt(text, outer, Math.min(indent.length, end - outer))
    const start = outer + lead.length
    segments.push({ inner, outer: start, length: end - start, lead })
    said.push(text.slice(start, end))
    inner += end - start + 1
    outer = end + (masked.startsWith('\r\n', end) ? 2 : 1)
  }
  return embed(said.join('\n'), span, segments, blockEncoder(indent, eol))
}

function blanksAt(text: string, from: number, length: number): string {
  let end = from
  while (end < from + length && text[end] === ' ') end++
  return text.slice(from, end)
}

/** Lines get the block's indentation; a piece that ends in a line break is followed by a line that has its own. */
function blockEncoder(indent: string, eol: string): (added: string) => string {
  return (added) => {
    const lines = added.split('\n')
    return lines.map((line, index) => (index === 0 || line === '' ? line : indent + line)).join(eol)
  }
}

function blockIndent(text: string, body: number, end: number): string | undefined {
  for (let at = body; at < end;) {
    const stop = lineEnd(text, at)
    const blanks = /^ */.exec(text.slice(at, stop))?.[0] ?? ''
    if (blanks.length < stop - at) return blanks
    at = stop + (text.startsWith('\r\n', stop) ? 2 : 1)
  }
  return undefined
}
