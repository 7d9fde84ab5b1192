import { partitionPoint } from '../../sorted.ts'
import type { Span } from '../../text.ts'

/** An expression of a template language: `{{ … }}`, `{% … %}`, `<% … %>`. */
export interface Token extends Span {
  /** What it does to the text around: writes something there, starts, parts or ends a block, or nothing. */
  readonly role: 'writes' | 'opens' | 'parts' | 'closes' | 'nothing'
}

interface Delimiters {
  readonly open: string
  readonly close: string
}

const DELIMITERS: readonly Delimiters[] = [
  { open: '{{', close: '}}' },
  { open: '{%', close: '%}' },
  { open: '{#', close: '#}' },
  { open: '<%', close: '%>' },
]

/** What a program or a person puts something in the place of: `%s`, `${NAME:-x}`, `@@name@@`, `<name>`. */
const PLACEHOLDERS =
  /%(?:\[\d\])?[-+#0-9.]{0,5}[sdvqtfxT]\b|%\{[^}\n]{1,80}\}|\$\{[^}\n]{1,80}\}|@@?\w{1,80}@@?|<[A-Za-z][\w .-]{0,80}>/g

/** Places for other text in a text that does not parse as it stands. */
export function placeholdersOf(text: string): Token[] {
  return [...text.matchAll(PLACEHOLDERS)].map(({ 0: found, index }) => ({
    start: index,
    end: index + found.length,
    role: 'writes',
  }))
}

/** The line holds one expression, or several, and nothing else. */
export function isExpressionLine(line: string): boolean {
  const source = line.trim()
  return DELIMITERS.some(({ open, close }) => source.startsWith(open) && source.endsWith(close))
}

/** Go templates, Jinja, Liquid, Handlebars and ERB. What is not closed is no expression. In the order of the text; takes linear time. */
export function tokensOf(text: string): Token[] {
  const spans = DELIMITERS.some(({ open }) => text.includes(open)) ? findSpans(text) : []
  const ends = new Set(spans.flatMap((span) => /^end_?(\w+)/.exec(wordsIn(text, span))?.[1] ?? []))
  return spans.map((span) => ({ ...span, role: roleOf(text, span, ends) }))
}

function findSpans(text: string): Span[] {
  const spans: Span[] = []
  const starts = new Map<Delimiters, number>()
  for (let at = 0; ;) {
    let first: Delimiters | undefined
    for (const kind of DELIMITERS) {
      const known = starts.get(kind) ?? -1
      const start = known >= at ? known : indexOf(text, kind.open, at)
      starts.set(kind, start)
      if (start < (first === undefined ? Infinity : (starts.get(first) ?? Infinity))) first = kind
    }
    const start = first === undefined ? Infinity : (starts.get(first) ?? Infinity)
    if (first === undefined || start === Infinity) return spans
    const end = endOf(text, start, first.close)
    // Without its end no later one of this kind has an end either.
    if (end === undefined) starts.set(first, Infinity)
    else {
      spans.push({ start, end })
      at = end
    }
  }
}

function indexOf(text: string, word: string, from: number): number {
  const at = text.indexOf(word, from)
  return at === -1 ? Infinity : at
}

/** Where an expression ends: not inside a comment, nor inside a string that ends on its line. */
function endOf(text: string, start: number, close: string): number | undefined {
  const plain = text.indexOf(close, start + 2)
  if (plain === -1) return undefined
  if (close !== '}}') return plain + 2
  const inside = text.slice(start + 2, plain)
  if (/^[-~]?\s*\/\*/.test(inside)) {
    const comment = text.indexOf('*/', start + 2)
    const end = comment === -1 ? -1 : text.indexOf(close, comment)
    return end === -1 ? plain + 2 : end + 2
  }
  if (!/["'`]/.test(inside)) return bracesEnd(text, plain + 2)
  return stringsEnd(text, start + 2, plain)
}

/** `}}}` of Handlebars, and of a map inside of an expression. */
function bracesEnd(text: string, end: number): number {
  return text[end] === '}' && text[end - 3] !== '-' ? end + 1 : end
}

function stringsEnd(text: string, from: number, plain: number): number {
  for (let at = from; at < text.length; at++) {
    const character = text[at]
    if (character === '}' && text[at + 1] === '}') return bracesEnd(text, at + 2)
    if (character !== '"' && character !== "'" && character !== '`') continue
    const end = stringEnd(text, at, character)
    if (end !== undefined) at = end
  }
  return plain + 2
}

/** The closing quote on the same line; the longest string there is has a thousand characters. */
function stringEnd(text: string, start: number, quote: string): number | undefined {
  for (let at = start + 1; at < Math.min(text.length, start + 1000) && text[at] !== '\n'; at++) {
    if (text[at] === '\\' && quote !== '`') at++
    else if (text[at] === quote) return at
  }
  return undefined
}

/** What an expression says, without the marks that trim blanks. */
function wordsIn(text: string, { start, end }: Span): string {
  return text
    .slice(start + 2, Math.min(end - 2, start + 300))
    .replace(/^[-~+=]?\s*/, '')
    .trimEnd()
}

function roleOf(text: string, span: Span, ends: ReadonlySet<string>): Token['role'] {
  const words = wordsIn(text, span)
  const kind = text.slice(span.start, span.start + 2)
  if (kind === '{#') return 'nothing'
  if (kind === '{{') return roleInBraces(words)
  if (kind === '{%') return roleInPercent(words, ends)
  if (text[span.start + 2] === '=' || text.startsWith('<%-', span.start)) return 'writes'
  if (/^(?:end|\})/.test(words)) return 'closes'
  if (/^(?:else|elsif|when)\b/.test(words)) return 'parts'
  return /^(?:if|unless|case|while|until|for|begin)\b|\bdo(?:\s*\|[^|]*\|)?[-\s]*$|\{\s*(?:\|[^|]*\|)?[-\s]*$/.test(
    words,
  )
    ? 'opens'
    : 'nothing'
}

/** Go's keywords, and the signs of Handlebars. */
function roleInBraces(words: string): Token['role'] {
  if (/^(?:\/\*|!|- )/.test(words) || /^\$[\w.]*(?:,\s*\$\w+)?\s*:?=/.test(words)) return 'nothing'
  if (/^(?:if|range|with|define|block)\b|^[#^]\w/.test(words)) return 'opens'
  if (/^else\b/.test(words)) return 'parts'
  return /^end\b|^\/\w/.test(words) ? 'closes' : 'writes'
}

/** A tag of Jinja or Liquid opens a block where its end is in the text. */
function roleInPercent(words: string, ends: ReadonlySet<string>): Token['role'] {
  const word = /^\w*/.exec(words)?.[0] ?? ''
  if (/^(?:else|elif|elsif|when)$/.test(word)) return 'parts'
  if (/^end_?\w/.test(word)) return 'closes'
  if (ends.has(word)) return 'opens'
  return word === 'include' || word === 'import' ? 'writes' : 'nothing'
}

/** A span has an expression in it. @param holes in order, and apart from each other */
export function hasHole(holes: readonly Span[], span: Span): boolean {
  const hole = holes[partitionPoint(holes, ({ end }) => end <= span.start)]
  return hole !== undefined && hole.start < span.end
}
