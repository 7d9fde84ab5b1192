import type { Embedded } from '../../embedded.ts'
import type { Span } from '../../text.ts'
import type { Scalar, ScalarNode } from '../../tree.ts'
import { type Escape, embedTraced, traceEscapes } from '../escapes.ts'
import { embedLines, keepEnd, type Line } from '../lines.ts'

const NAMED: ReadonlyMap<string, string> = new Map(Object.entries({ n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' }))

/** The node for a string in quotes. @param holes its interpolations, in order. */
export function quotedNode(text: string, span: Span, holes: readonly Span[]): ScalarNode {
  const inside = { start: span.start + 1, end: span.end - 1 }
  const trace = () => {
    let next = 0
    return traceEscapes(inside, (at) => {
      while ((holes[next]?.end ?? Infinity) <= at) next++
      const raw = (holes[next]?.start ?? Infinity) <= at
      return raw ? { value: text[at] ?? '', length: 1 } : readEscape(text, at)
    })
  }
  const raw = text.slice(inside.start, inside.end)
  const plain = !raw.includes('\\') && !hasHole(raw)
  const value = plain ? raw : holes.length === 0 ? trace()?.value : undefined
  return {
    type: 'scalar',
    span,
    value,
    write: (wanted) => (value === undefined ? undefined : writeScalar(wanted)),
    embedded() {
      const traced = trace()
      return traced && embedTraced(traced, (added) => (holes.length > 0 && hasHole(added) ? undefined : encode(added)))
    },
  }
}

function readEscape(text: string, at: number): Escape | undefined {
  const character = text[at] ?? ''
  if (text.startsWith('$${', at) || text.startsWith('%%{', at)) return { value: `${character}{`, length: 3 }
  if (character !== '\\') return { value: character, length: 1 }
  const named = NAMED.get(text[at + 1] ?? '')
  if (named !== undefined) return { value: named, length: 2 }
  const digits = /^(?:u([\da-fA-F]{4})|U([\da-fA-F]{8}))/.exec(text.slice(at + 1, at + 10))
  const code = Number.parseInt(digits?.[1] ?? digits?.[2] ?? '', 16)
  return code <= 0x10ffff ? { value: String.fromCodePoint(code), length: (digits?.[0].length ?? 0) + 1 } : undefined
}

function hasHole(text: string): boolean {
  return text.includes('${') || text.includes('%{')
}

/** What to write between the quotes. */
function encode(value: string): string {
  return value
    .replace(/[\\"\0-\x1f\x7f]/g, (character) => {
      const named = [...NAMED].find(([, meaning]) => meaning === character)?.[0]
      return `\\${named ?? `u${character.charCodeAt(0).toString(16).padStart(4, '0')}`}`
    })
    .replace(/[$%](?=\{)/g, '$&$&')
}

/** A value as a literal; undefined for numbers that have none. */
export function writeScalar(value: Scalar): string | undefined {
  if (typeof value === 'string') return `"${encode(value)}"`
  return typeof value === 'number' && !Number.isFinite(value) ? undefined : String(value)
}

/** The node for a here-document. @param inside its lines */
export function heredocNode(text: string, span: Span, inside: Span): ScalarNode {
  const lines = linesOf(text, inside, text.startsWith('<<-', span.start))
  const raw = () =>
    lines.map((line) => text.slice(line.content, line.end) + (line.next > line.end ? '\n' : '')).join('')
  const holes = hasHole(text.slice(inside.start, inside.end).replaceAll('$${', '\0').replaceAll('%%{', '\0'))
  const value = holes ? undefined : raw().replaceAll('$${', '${').replaceAll('%%{', '%{')
  return {
    type: 'scalar',
    span,
    value,
    write: (wanted) => (value === undefined ? undefined : writeScalar(wanted)),
    embedded: () => embedHeredoc(text, lines, inside.end, holes),
  }
}

function embedHeredoc(text: string, lines: readonly Line[], end: number, holes: boolean) {
  const usual = lines.find((line) => line.content > line.start)
  const lead = usual === undefined ? '' : text.slice(usual.start, usual.content)
  const embedded: Embedded = keepEnd(embedLines(text, lines, end, () => lead))
  if (holes) return embedded
  return {
    ...embedded,
    outerEdit: (edit: { start: number; end: number; text: string }) =>
      hasHole(edit.text) ? undefined : embedded.outerEdit(edit),
  }
}

/** The lines without what `<<-` strips: the indentation that all but blank lines share. */
function linesOf(text: string, inside: Span, strips: boolean): Line[] {
  const lines: Line[] = []
  let shared = Infinity
  for (let start = inside.start; start < inside.end;) {
    const next = text.indexOf('\n', start) + 1
    const end = text[next - 2] === '\r' && next - 2 >= start ? next - 2 : next - 1
    let content = start
    while (content < end && /\s/.test(text[content] ?? '')) content++
    if (content < end) shared = Math.min(shared, content - start)
    lines.push({ start, content, end, next })
    start = next
  }
  return lines.map((line) => {
    const blank = line.content === line.end
    return { ...line, content: blank || !strips ? line.start : line.start + shared }
  })
}
