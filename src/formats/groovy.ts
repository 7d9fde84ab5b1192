import type { Embedded } from '../embedded.ts'
import type { Format, Inner } from '../format.ts'
import { eolAt, type Span, slice } from '../text.ts'
import { type Escape, embedTraced, traceEscapes } from './escapes.ts'
import { looksLike } from './shell/inner.ts'

/** A string of a Groovy text, without its quotes. */
interface Literal extends Span {
  readonly quote: string
}

/** Jenkinsfiles: only the texts are read that steps run or write; all else is searched for names. */
export const groovy: Format = {
  id: 'groovy',
  parse(text) {
    const inner: Inner[] = []
    for (const literal of literalsOf(text)) {
      const name = nameOf(text, literal)
      const embedded = name === undefined ? undefined : embedLiteral(text, literal)
      if (name !== undefined && embedded !== undefined) inner.push({ name, embedded })
    }
    return { format: 'groovy', roots: [], commands: [], inner, problems: [] }
  },
}

/** The strings of a text, those in comments left out. One that is not closed on its line is none; takes linear time. */
function literalsOf(text: string): Literal[] {
  const literals: Literal[] = []
  let lineBreak = -1
  const breakAfter = (offset: number): number => {
    if (lineBreak < offset) lineBreak = indexOf(text, '\n', offset)
    return lineBreak
  }
  const open = /\/\/|\/\*|'''|"""|'|"/g
  for (let match = open.exec(text); match !== null; match = open.exec(text)) {
    const [mark] = match
    const start = match.index + mark.length
    const end = endOf(text, start, mark, breakAfter(start))
    if (end === undefined) continue
    if (!mark.startsWith('/')) literals.push({ start, end, quote: mark })
    open.lastIndex = end + (mark === '//' ? 0 : mark === '/*' ? 2 : mark.length)
  }
  return literals
}

function endOf(text: string, start: number, mark: string, lineBreak: number): number | undefined {
  if (mark === '//') return lineBreak
  if (mark === '/*') return indexOf(text, '*/', start)
  const limit = mark.length === 1 ? lineBreak : text.length
  for (let at = start; at < limit; at++) {
    if (text[at] === '\\') at++
    else if (text.startsWith(mark, at)) return at
  }
  return mark.length === 1 ? undefined : text.length
}

/** The text's end where there is none. */
function indexOf(text: string, what: string, from: number): number {
  const at = text.indexOf(what, from)
  return at === -1 ? text.length : at
}

/** What a string is for, by what stands before it on its line. */
function nameOf(text: string, literal: Literal): string | undefined {
  const before = text.slice(Math.max(0, literal.start - 300), literal.start - literal.quote.length)
  const line = before.slice(before.lastIndexOf('\n') + 1)
  if (
    /(?:^|[^\w.])(?:sh|bat|powershell|pwsh)\s{0,9}\(?\s{0,9}(?:(?:label|returnStdout|returnStatus|encoding):[^:'"]{0,80}(?:['"][^'"]{0,80}['"])?\s{0,9},\s{0,9})*(?:script\s{0,9}:\s{0,9})?$/.test(
      line,
    )
  )
    return 'script.sh'
  const file = /\bfile\s{0,9}:\s{0,9}["']([^"'\n]{1,200})["'][^"']{0,80}$/.exec(line)?.[1]
  if (file !== undefined && /\btext\s{0,9}:\s{0,9}$/.test(line)) return file
  const looks = looksLike(slice(text, literal))
  return looks === undefined ? undefined : `inline.${looks}`
}

function embedLiteral(text: string, { start, end, quote }: Literal): Embedded | undefined {
  const traced = traceEscapes({ start, end }, (at) => readCharacter(text, at))
  return traced === undefined ? undefined : embedTraced(traced, (added) => encode(added, quote, text, start))
}

const LETTERS: ReadonlyMap<string, string> = new Map(
  Object.entries({ n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', '\n': '', $: '$', '"': '"', "'": "'", '\\': '\\' }),
)

function readCharacter(text: string, at: number): Escape | undefined {
  const character = text[at] ?? ''
  if (text.startsWith('\r\n', at)) return { value: '\n', length: 2 }
  if (character !== '\\') return { value: character, length: 1 }
  if (text.startsWith('\r\n', at + 1)) return { value: '', length: 3 }
  const value = LETTERS.get(text[at + 1] ?? '')
  return value === undefined ? undefined : { value, length: 2 }
}

function encode(added: string, quote: string, text: string, offset: number): string | undefined {
  const one = quote[0] ?? ''
  if (/[\r\b\f]/.test(added) || (added.includes('\n') && quote.length === 1)) return undefined
  const slashes = added.replaceAll('\\', '\\\\')
  // Between three of them, one is no end, unless it stands beside others.
  const apart = quote.length === 3 && !slashes.includes(one.repeat(2)) && !slashes.endsWith(one)
  const escaped = apart ? slashes : slashes.replaceAll(one, `\\${one}`)
  return escaped.replaceAll('\n', eolAt(text, offset))
}
