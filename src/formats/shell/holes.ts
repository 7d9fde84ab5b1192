import { type Span, slice } from '../../text.ts'
import type { Hole } from './view.ts'

const CLOSES: { readonly [open: string]: string } = { '{{': '}}', '{%': '%}', '<%': '%>' }

/** Each opening bracket of a template, CircleCI's `<< parameters.zone >>`, and a placeholder as documentation writes it: `<control-plane-address>`. */
const OPENS = /\{\{|\{%|<%|<<[ \t]{0,3}[a-z]{1,20}\.[\w.-]{1,80}[ \t]{0,3}>>|<[A-Za-z][\w .:/-]*>/g

/** `<name>` at a place where no redirection would stand so close to its neighbours. */
function isPlaceholder(text: string, start: number, end: number): boolean {
  const before = text[start - 1] ?? ' '
  const after = text[end] ?? ' '
  if (/[<>&\d]/.test(before)) return false
  if (/[=/:@."'`{,-]/.test(before)) return true
  return /[\s"')`,:.;|\\]/.test(after) && !text.slice(start, end).includes(' ')
}

/**
 * Template expressions (`{{ }}`, `{% %}`, `<% %>`, `${{ }}`) and placeholders of a stretch, sorted and disjoint.
 * A template expression ends on its line.
 */
export function holesOf(text: string, span: Span): Hole[] {
  // The search must not run on behind the stretch.
  const part = slice(text, span)
  const holes: Hole[] = []
  const closes = new Map<string, number>()
  const opens = new RegExp(OPENS)
  let lineEnd = -1
  for (let match = opens.exec(part); match !== null; match = opens.exec(part)) {
    const start = match.index
    const close = CLOSES[match[0]]
    if (close === undefined) {
      const end = start + match[0].length
      if (match[0].startsWith('<<')) holes.push(holeAt(span, start, end, false))
      else if (isPlaceholder(part, start, end)) holes.push(holeAt(span, start, end, true))
      continue
    }
    if (lineEnd < start) lineEnd = nextOf(part, '\n', start)
    let at = closes.get(close) ?? -1
    if (at < start + 2) at = nextOf(part, close, start + 2)
    closes.set(close, at)
    if (at + 2 > Math.min(lineEnd, part.length)) continue
    let end = at + 2
    while (part[end] === '}' && close === '}}') end++
    holes.push(holeAt(span, match[0] === '{{' && part[start - 1] === '$' ? start - 1 : start, end, false))
    opens.lastIndex = end
  }
  return holes
}

function holeAt(span: Span, start: number, end: number, placeholder: boolean): Hole {
  return { start: span.start + start, end: span.start + end, placeholder }
}

function nextOf(text: string, what: string, from: number): number {
  const at = text.indexOf(what, from)
  return at === -1 ? Number.POSITIVE_INFINITY : at
}
