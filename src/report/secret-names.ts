import { lineEnd, type Span } from '../text.ts'

const WORD = /[\w.-]+/g
/** A bare `key` names anything; `signingKey` and `API_KEY` do not. */
const SECRET = /token|secret|passw(?:or)?d|passphrase|pwd$|credential|license[._-]?inline|[\w.-]key/i
const SHOUTED = /TOKEN|SECRET|PASSW(?:OR)?D|PASSPHRASE|CREDENTIAL|LICENSE_INLINE|KEY/
/** Names that speak of a secret and hold something else: where it is, what it is called, how long it lives. */
const ABOUT =
  /(?:path|file|name|namespace|ref|type|dir|url|uri|arn|issuer|audience|ttl|rotation|expiration|enabled|validity|mode|id)s?$|public[._-]?key/i

/** Before the name of a transform whose question is answered: `--set 2.10/control-plane-token.lifetime=8h`. */
const ANSWERED = /(?<!\d)\d\.\d{1,2}\/$/

/** What parts a name from its value: `: `, `=`, `", "value": "`; in a string, its quotes are escaped. */
const SEPARATOR =
  /\\{0,16}["'`]?(?:[ \t]{0,200}([:=])[ \t]{0,200}|,?\s{0,200}\\{0,16}["']?[Vv]alue\\{0,16}["']?[ \t]{0,200}([:=])[ \t]{0,200})/y
const BLANK = /[ \t]+/y
const ESCAPED = /\\+["'][^"'\\\n]*/y
const TO_BLANK = /[^\s,;"'`]+/y
const TO_LINE_END = /[^\n,}\]"'`]+/y
/** Longer than any quoted secret; ends the search for a quote that never closes. */
const QUOTED_LENGTH = 8192

const WORDS = /^(?:true|false|null|none|~|\*{3}|…|\.{3}|[|>][-+\d]*|)$/i
const REFERENCE = /^(?:\$\w+|\$\{\w+\}|\$\(\w+\)|\{\{[^{}]*\}\}|<[^<>\s]*>|!(?:Ref|GetAtt) .*|arn:.*)$/
const PATH = /^(?:file:\/\/)?[.~]{0,2}(?:\/[\w.-]+){2,}\/?$/

/** The values of entries whose names tell of a secret, in the order of the text. Takes time linear in it. */
export function namedValues(text: string, prose: boolean): Span[] {
  const values: Span[] = []
  let at = 0
  for (const word of text.matchAll(WORD)) {
    if (word.index < at || !SECRET.test(word[0]) || ABOUT.test(word[0])) continue
    if (ANSWERED.test(text.slice(Math.max(0, word.index - 8), word.index))) continue
    const value = valueAfter(text, word, prose && !SHOUTED.test(word[0]))
    if (value === undefined || isHarmless(text.slice(value.start, value.end))) continue
    values.push(value)
    at = value.end
  }
  return values
}

function isHarmless(value: string): boolean {
  const bare = value.trim().replace(/^\\*["']|(?<!\\)\\*["']$/g, '')
  return !/[\p{L}\p{N}]/u.test(bare) || WORDS.test(bare) || REFERENCE.test(bare) || PATH.test(bare)
}

function valueAfter(text: string, word: RegExpExecArray, onlyAssigned: boolean): Span | undefined {
  const end = word.index + word[0].length
  const separator = matchAt(SEPARATOR, text, end)
  const sign = separator?.[1] ?? separator?.[2]
  if (onlyAssigned && sign !== '=') return undefined
  const spaced = word[0].startsWith('--') || /^(?:ENV|ARG) $/.test(text.slice(word.index - 4, word.index))
  const parting = separator ?? (spaced ? matchAt(BLANK, text, end) : undefined)
  if (parting === undefined) return undefined
  const start = end + parting[0].length
  const first = text[start] ?? ''
  if (sign === ':' && (first === '|' || first === '>')) return { start, end: blockEnd(text, word.index, start) }
  // Words in what follows are looked at on their own: a map, a list, a command.
  const nested = sign === ':' && (first === '[' || (first === '{' && text[start + 1] !== '{'))
  if (nested || text.startsWith('$(', start)) return undefined
  // JSON in a variable, quotes and all.
  if (sign === '=' && /^(?:\{[^{]|\[)/.test(text.slice(start, start + 2))) return { start, end: lineEnd(text, start) }
  return quotedAt(text, start) ?? unquotedAt(text, start, sign)
}

/** Where the lines of a block scalar end: before the first one that is not deeper than its name. */
function blockEnd(text: string, name: number, start: number): number {
  const lineStart = text.lastIndexOf('\n', name) + 1
  const depth = (/^[ \t]*/.exec(text.slice(lineStart, name))?.[0] ?? '').length
  const line = /\n([ \t]*)(?=[^\s])/g
  line.lastIndex = start
  for (let next = line.exec(text); next !== null; next = line.exec(text)) {
    if ((next[1] ?? '').length <= depth) return next.index
  }
  return text.length
}

/** With its quotes; a quote that does not close holds all up to the next empty line. */
function quotedAt(text: string, start: number): Span | undefined {
  const escaped = matchAt(ESCAPED, text, start)
  if (escaped !== undefined) return { start, end: start + escaped[0].length }
  const quote = text[start]
  if (quote !== '"' && quote !== "'") return undefined
  const limit = Math.min(text.length, start + QUOTED_LENGTH)
  for (let at = start + 1; at < limit; at++) {
    if (text[at] === quote) return { start, end: at + 1 }
    if (quote === '"' && text[at] === '\\') at++
  }
  const empty = text.slice(start, limit).search(/\n[ \t\r]*\n/)
  return { start, end: empty === -1 ? limit : start + empty }
}

function unquotedAt(text: string, start: number, sign: string | undefined): Span | undefined {
  const from = expressionEnd(text, start)
  const value = matchAt(sign === ':' ? TO_LINE_END : TO_BLANK, text, from)
  return value === undefined && from === start ? undefined : { start, end: from + (value?.[0].length ?? 0) }
}

/** Where a `{{ … }}` or `${…}` ends that a value starts with. */
function expressionEnd(text: string, start: number): number {
  const opening = text.slice(start, start + 2)
  if (opening !== '{{' && opening !== '${') return start
  const closing = opening === '{{' ? '}}' : '}'
  const at = text.slice(start, start + 200).indexOf(closing)
  return at === -1 ? start : start + at + closing.length
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at
  return pattern.exec(text) ?? undefined
}
