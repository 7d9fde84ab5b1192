import type { Span } from '../text.ts'

/** A text with its template expressions painted over, length kept, so that the parser of its format reads the rest. */
export interface Masked {
  readonly text: string
  /** Where expressions stand; an edit must not touch one. */
  readonly holes: readonly Span[]
}

const PAIRS = [
  ['{{', '}}'],
  ['{%', '%}'],
  ['<%', '%>'],
] as const

function nextHole(text: string, from: number): Span | undefined {
  let start = -1
  let close = ''
  for (const [open, shut] of PAIRS) {
    const at = text.indexOf(open, from)
    if (at !== -1 && (start === -1 || at < start)) {
      start = at
      close = shut
    }
  }
  if (start === -1) return undefined
  const end = text.indexOf(close, start + 2)
  return end === -1 ? undefined : { start, end: end + 2 }
}

function findHoles(text: string): Span[] {
  const holes: Span[] = []
  for (let hole = nextHole(text, 0); hole !== undefined; hole = nextHole(text, hole.end)) holes.push(hole)
  return holes
}

/** Only expressions and blanks on the hole's lines: a control line such as `{{- if .Values.x }}`. */
function standsAlone(text: string, hole: Span): boolean {
  const start = text.lastIndexOf('\n', hole.start - 1) + 1
  const end = text.indexOf('\n', hole.end)
  const line = text.slice(start, hole.start) + text.slice(hole.end, end === -1 ? text.length : end)
  return line.trim() === ''
}

function isControl(text: string, hole: Span): boolean {
  if (!text.startsWith('{{', hole.start)) return text[hole.start + 2] !== '='
  const inside = text.slice(hole.start + 2, hole.end - 2).replace(/^-?\s*/, '')
  return /^(?:if|else|end|range|with|define|block|template|include|toYaml|tpl|\/\*|- |\$[\w.]+ :?=)/.test(inside)
}

function paint(length: number, first: string): string {
  return length === 0 ? '' : first + 'T'.repeat(length - 1)
}

/**
 * Go templates, Jinja, Liquid and ERB. A line that holds nothing but one expression becomes a comment, any other expression letters.
 * @param comment what starts a comment in the format around it.
 */
export function maskTemplate(text: string, comment: string): Masked {
  const holes = text.includes('{{') || text.includes('{%') || text.includes('<%') ? findHoles(text) : []
  if (holes.length === 0) return { text, holes }
  const parts: string[] = []
  let from = 0
  for (const hole of holes) {
    const inside = text.slice(hole.start, hole.end)
    const alone = standsAlone(text, hole) && (isControl(text, hole) || inside.includes('\n'))
    parts.push(text.slice(from, hole.start), mask(inside, alone ? comment : 'T'))
    from = hole.end
  }
  parts.push(text.slice(from))
  return { text: parts.join(''), holes }
}

/** Line breaks stay, so that lines keep their numbers. */
function mask(inside: string, first: string): string {
  return inside
    .split(/(\r?\n)/)
    .map((part) => (part.endsWith('\n') ? part : paint(part.length, first)))
    .join('')
}

/** A span has a template expression in it. */
export function hasHole(holes: readonly Span[], span: Span): boolean {
  let low = 0
  let high = holes.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((holes[middle]?.end ?? 0) <= span.start) low = middle + 1
    else high = middle
  }
  const hole = holes[low]
  return hole !== undefined && hole.start < span.end
}
