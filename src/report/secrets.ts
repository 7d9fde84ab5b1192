import { lineStart, type Span } from '../text.ts'
import { namedValues } from './secret-names.ts'
import { resourceValues } from './secret-resources.ts'

const MASK = '***'

/** What is a secret wherever it stands; where there is a group, only that. */
const PATTERNS = [
  // Three parts of base64url of which the first starts like an encoded JSON object: a JWT, as Kuma's tokens are.
  /(?<![\w-])e[wy][\w-]{6,}\.[\w-]{6,}\.[\w-]*/g,
  // A private key in base64, as Kubernetes holds it; a certificate has another second word.
  /LS0tLS1CRUdJTi(?!BDRVJUSUZJQ0FUR)[\w+/=]*/g,
  // Keys of AWS, tokens of GitHub, Vault, Konnect and Slack.
  /(?<![\w-])(?:AKIA|ASIA)[0-9A-Z]{16}(?![\w-])/g,
  /(?<![\w-])(?:gh[opsu]_|github_pat_|hv[sbr]\.|kpat_|spat_|xox[abpr]-)[\w-]{16,}/g,
  /(?:[Bb]earer|[Bb]asic)[ \t]+([\w+/=.~-]{16,})/dg,
  /:\/\/[^\s/:@"'`]*:([^\s/@"'`]+)@/dg,
]

const REFERENCE = /^\$(?:\w+|\{\w+\}|\(\w+\))$/

/**
 * The text with `***` for what looks like a token, a private key, the value of an entry whose name tells of a secret, or
 * the data of a resource that is one.
 * @param before what stands before the text, which may hold the entry's name
 * @param prose a sentence: there `token:` is a word, and only `API_TOKEN:` a name
 */
export function maskSecrets(text: string, before = '', prose = false): string {
  const whole = before + text
  let result = ''
  let at = before.length
  for (const span of secretSpans(whole, prose)) {
    if (span.end <= at) continue
    result += whole.slice(at, Math.max(at, span.start)) + MASK
    at = span.end
  }
  return result + whole.slice(at)
}

/** What may hold the name of what starts at an offset: its line up to there, and the one above (`name: X`, `value: Y`). */
export function leadOf(text: string, offset: number): string {
  const above = lineStart(text, Math.max(0, lineStart(text, offset) - 1))
  return text.slice(Math.max(above, offset - 300), offset)
}

/** The lines of a text, each with `***` for the part of a secret that stands on it; without line breaks. */
export function maskedLines(text: string): string[] {
  const lines: string[] = []
  let line = ''
  let at = 0
  for (const { start, end } of [...secretSpans(text), { start: text.length, end: text.length }]) {
    if (end < at) continue
    const open = text.slice(at, Math.max(at, start)).split('\n')
    line += open[0]
    for (const next of open.slice(1)) {
      lines.push(line)
      line = next
    }
    for (const [index, hidden] of text.slice(Math.max(at, start), end).split('\n').entries()) {
      if (index > 0) {
        lines.push(line)
        line = /^[ \t]*/.exec(hidden)?.[0] ?? ''
      }
      if (hidden.trim() !== '') line += MASK
    }
    at = end
  }
  return [...lines, line].map((each) => (each.endsWith('\r') ? each.slice(0, -1) : each))
}

/** Sorted; they may overlap. */
function secretSpans(text: string, prose = false): Span[] {
  const spans = [...PATTERNS.flatMap((pattern) => matches(text, pattern)), ...privateKeys(text)]
  spans.push(...namedValues(text, prose))
  if (!prose) spans.push(...resourceValues(text))
  return spans.sort((a, b) => a.start - b.start || a.end - b.end)
}

function matches(text: string, pattern: RegExp): Span[] {
  const spans = [...text.matchAll(pattern)].map((match): Span => {
    const [start, end] = match.indices?.[1] ?? [match.index, match.index + match[0].length]
    return { start, end }
  })
  return spans.filter(({ start, end }) => !REFERENCE.test(text.slice(start, end)))
}

const KEY_START = /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----/g

/** With the line that starts the key, without the one that ends it. */
function privateKeys(text: string): Span[] {
  const spans: Span[] = []
  let at = 0
  for (const { index } of text.matchAll(KEY_START)) {
    if (index < at) continue
    const end = text.indexOf('-----END', index)
    at = end === -1 ? text.length : end
    spans.push({ start: index, end: at })
  }
  return spans
}
