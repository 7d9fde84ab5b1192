import type { Format, Problem } from '../format.ts'
import { lineEnd, type Span } from '../text.ts'
import type { Entry } from '../tree.ts'
import { holesOf } from './shell/holes.ts'
import { opaque, type Piece, type Quote, type Quoting, type Spelling, scalarOf } from './shell/spelling.ts'
import { variableMap } from './shell/variables.ts'
import { isExpressionLine } from './template/tokens.ts'

const NAME = /^[A-Za-z_][\w.-]*$/
const HEAD = /^[ \t]*((?:export[ \t]+)?([A-Za-z_][\w.-]*))[ \t]*(=?)/d

interface Line {
  readonly entry: Entry | undefined
  readonly problem: string | undefined
  readonly end: number
}

/** Files of `NAME=value` lines: `.env`, `/etc/default/…`, what Docker, Compose and systemd read environments from. */
export const dotenv: Format = {
  id: 'dotenv',
  parse(text) {
    const entries: Entry[] = []
    const problems: Problem[] = []
    for (let at = 0; at < text.length;) {
      const line = readLine(text, at)
      if (line.entry !== undefined) entries.push(line.entry)
      if (line.problem !== undefined) problems.push({ offset: at, message: line.problem })
      const next = text.indexOf('\n', line.end)
      at = next === -1 ? text.length : next + 1
    }
    const [first] = entries
    if (first === undefined) return { format: 'dotenv', roots: [], commands: [], inner: [], problems }
    const indent =
      /(?<![ \t])[ \t]*$/.exec(text.slice(text.lastIndexOf('\n', first.span.start) + 1, first.span.start))?.[0] ?? ''
    const roots = [variableMap(text, entries, { kind: 'lines', indent, bullet: '' }, NAME)]
    return { format: 'dotenv', roots, commands: [], inner: [], problems }
  },
}

function readLine(text: string, at: number): Line {
  const end = lineEnd(text, at)
  const line = text.slice(at, end)
  const head = HEAD.exec(line)
  const whole = head?.indices?.[1]
  const name = head?.indices?.[2]
  const rest = head === null ? line : line.slice(head[0].length)
  if (head === null || whole === undefined || name === undefined || (head[3] === '' && rest !== '')) {
    const isBlank = /^[ \t]*(?:#.*)?$/.test(line) || isExpressionLine(line)
    return { entry: undefined, problem: isBlank ? undefined : 'the line is no assignment', end }
  }
  const keySpan = { start: at + name[0], end: at + name[1] }
  const member = (to: number): Span => ({ start: at + whole[0], end: to })
  // A name alone takes its value from the environment around.
  if (head[3] === '') {
    const value = opaque({ start: keySpan.end, end: keySpan.end })
    return { entry: { span: member(keySpan.end), key: head[2], keySpan, value }, problem: undefined, end }
  }
  const { spelling, problem, ...read } = readValue(text, at + head[0].length, end)
  return {
    entry: { span: member(spelling.end), key: head[2], keySpan, value: scalarOf(spelling, QUOTING) },
    problem,
    end: read.end,
  }
}

interface Value {
  readonly spelling: Spelling
  readonly problem?: string
  /** Where its last line ends. */
  readonly end: number
}

/** @param equals behind the `=`. */
function readValue(text: string, equals: number, end: number): Value {
  let start = equals
  while (text[start] === ' ' || text[start] === '\t') start++
  const quote = text[start]
  if (quote === '"' || quote === "'" || quote === '`') {
    const close = closeOf(text, start, quote)
    const last = close === -1 ? end : lineEnd(text, close)
    if (close !== -1 && /^[ \t]*(?:#.*)?$/.test(text.slice(close + 1, last))) {
      return { spelling: { start, end: close + 1, pieces: quoted(text, start + 1, close, quote) }, end: last }
    }
    const spelling = bare(text, start, end, start)
    return close === -1 ? { spelling, problem: 'the quote is not closed', end } : { spelling, end }
  }
  return { spelling: bare(text, start, end, equals), end }
}

function closeOf(text: string, open: number, quote: string): number {
  let close = text.indexOf(quote, open + 1)
  while (close !== -1 && quote === '"' && isEscaped(text, open, close)) close = text.indexOf(quote, close + 1)
  return close
}

function isEscaped(text: string, open: number, at: number): boolean {
  let backslash = at - 1
  while (backslash > open && text[backslash] === '\\') backslash--
  return (at - 1 - backslash) % 2 === 1
}

/** Up to a comment behind blanks. Readers do not agree on quotes, backslashes and `$` in such a value, so then it has none. */
function bare(text: string, start: number, lineEnds: number, equals: number): Spelling {
  const comment = text.slice(equals, lineEnds).search(/[ \t]#/)
  let end = comment === -1 ? lineEnds : equals + comment
  while (end > equals && /[ \t]/.test(text[end - 1] ?? '')) end--
  const at = end > start ? start : equals
  const said = text.slice(at, end)
  const literal = !/[$`"'\\]|^#/.test(said) && holesOf(text, { start: at, end }).every((hole) => hole.placeholder)
  return { start: at, end, pieces: [{ start: at, end, text: said, literal, quote: '', part: 0 }] }
}

const ESCAPES: { readonly [letter: string]: string } = {
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
  '\\': '\\',
  $: '$',
  '`': '`',
}

/** A value with more escapes and expansions than this is not taken apart: nobody writes one. */
const PIECES = 10_000

function quoted(text: string, start: number, end: number, quote: Quote): Piece[] {
  const pieces: Piece[] = []
  const add = (from: number, to: number, said: string, literal: boolean): void => {
    if (to > from || pieces.length === 0) pieces.push({ start: from, end: to, text: said, literal, quote, part: 1 })
  }
  const holes = new Map(holesOf(text, { start, end }).map((hole) => [hole.start, hole]))
  let from = start
  for (let at = start; at < end; at++) {
    const said = quote === '"' && text[at] === '\\' ? ESCAPES[text[at + 1] ?? ''] : undefined
    const hole = holes.get(at)
    const expands = quote === '"' && (text[at] === '$' || text[at] === '`')
    const length = hole?.placeholder === false ? hole.end - at : said ? 2 : expands ? 1 : 0
    if (length === 0) continue
    if (at > from) add(from, at, text.slice(from, at), true)
    add(at, at + length, said ?? text.slice(at, at + length), said !== undefined)
    from = at + length
    at = from - 1
    if (pieces.length > PIECES) return [{ start, end, text: text.slice(start, end), literal: false, quote, part: 1 }]
  }
  add(from, end, text.slice(from, end), true)
  return pieces
}

function encode(text: string, quote: Quote): string | undefined {
  if (text.includes('\u0000')) return undefined
  if (quote === '"') return text.replace(/[\\"$`]/g, '\\$&').replaceAll('\r', '\\r')
  if (quote === '') return /[\s#$`"'\\|&;<>()*?[\]{}~!]/.test(text) ? undefined : text
  return text.includes(quote) ? undefined : text
}

/** In the old quotes if that can be, else in the first that do. */
function write(value: string, quote: Quote): string | undefined {
  for (const way of [quote, ...(/[$`"\\]/.test(value) ? (["'", '"'] as const) : (['"'] as const))]) {
    const text = encode(value, way)
    if (text !== undefined) return way + text + way
  }
  return undefined
}

const QUOTING: Quoting = { encode, write }
