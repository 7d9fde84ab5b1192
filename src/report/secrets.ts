import type { Span } from '../text.ts'

const MASK = '***'

/** Three parts of base64url of which the first starts like an encoded JSON object: a JWT, as Kuma's tokens are. */
const JWT = /(?<![\w-])e[wy][\w-]{6,}\.[\w-]{6,}\.[\w-]*/g
const PRIVATE_KEY = /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^-]*/g

const WORD = /[\w.-]+/g
/** A bare `key` names anything; `signingKey` and `API_KEY` do not. */
const SECRET_NAME = /token|secret|password|[\w.-]key/i
const SHOUTED_NAME = /TOKEN|SECRET|PASSWORD|KEY/

/** What parts a name from its value: `: `, `=`, `", "value": "`, and a blank after a flag. */
const SEPARATOR = /["'`]?(?:[ \t]*([:=])[ \t]*|,?\s*["']?value["']?[ \t]*([:=])[ \t]*)/y
const BLANK = /[ \t]+/y
const QUOTED = /"(?:[^"\\]|\\.)*"?|'[^']*'?/sy
const TO_BLANK = /[^\s,;"'`]+/y
const TO_LINE_END = /[^\n,}\]"'`]+/y
const HARMLESS = /^(["']?)(?:true|false|null|~|)\1?$/i

/**
 * The text with `***` for what looks like a token, a private key or the value of an entry whose name tells of a secret.
 * @param before what stands before the text, which may hold the entry's name
 * @param prose a sentence: there `token:` is a word, and only `API_TOKEN:` a name
 */
export function maskSecrets(text: string, before = '', prose = false): string {
  const whole = before + text
  const spans = [...whole.matchAll(JWT), ...whole.matchAll(PRIVATE_KEY)].map(spanOf)
  spans.push(...namedValues(whole, prose))
  let result = ''
  let at = before.length
  for (const span of spans.sort((a, b) => a.start - b.start)) {
    if (span.end <= at) continue
    result += whole.slice(at, Math.max(at, span.start)) + MASK
    at = span.end
  }
  return result + whole.slice(at)
}

function spanOf(match: RegExpExecArray): Span {
  return { start: match.index, end: match.index + match[0].length }
}

function namedValues(text: string, prose: boolean): Span[] {
  const values: Span[] = []
  let at = 0
  for (const word of text.matchAll(WORD)) {
    if (word.index < at || !SECRET_NAME.test(word[0])) continue
    const value = valueAfter(text, word, prose && !SHOUTED_NAME.test(word[0]))
    if (value === undefined || HARMLESS.test(text.slice(value.start, value.end))) continue
    values.push(value)
    at = value.end
  }
  return values
}

function valueAfter(text: string, word: RegExpExecArray, onlyAssigned: boolean): Span | undefined {
  const end = word.index + word[0].length
  const separator = matchAt(SEPARATOR, text, end)
  const sign = separator?.[1] ?? separator?.[2]
  if (onlyAssigned && sign !== '=') return undefined
  const parting = separator ?? (word[0].startsWith('--') ? matchAt(BLANK, text, end) : undefined)
  if (parting === undefined) return undefined
  const start = end + parting[0].length
  // A block scalar: its lines are the value.
  if (sign === ':' && /[|>]/.test(text[start] ?? '')) return { start, end: text.length }
  const value = matchAt(QUOTED, text, start) ?? matchAt(sign === ':' ? TO_LINE_END : TO_BLANK, text, start)
  return value === undefined ? undefined : { start, end: start + value[0].length }
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at
  return pattern.exec(text) ?? undefined
}
