import type { Span } from '../text.ts'
import type { Hole } from './shell-view.ts'

const CLOSES: { readonly [open: string]: string } = { '{{': '}}', '{%': '%}', '<%': '%>' }

/** Each opening bracket of a template, and a placeholder as documentation writes it: `<control-plane-address>`. */
const OPENS = /\{\{|\{%|<%|<[A-Za-z][\w .:/-]*>/g

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
  const holes: Hole[] = []
  const closes = new Map<string, number>()
  const opens = new RegExp(OPENS)
  opens.lastIndex = span.start
  let lineEnd = -1
  for (let match = opens.exec(text); match !== null && match.index < span.end; match = opens.exec(text)) {
    const start = match.index
    const close = CLOSES[match[0]]
    if (close === undefined) {
      const end = start + match[0].length
      if (end <= span.end && isPlaceholder(text, start, end)) holes.push({ start, end, placeholder: true })
      continue
    }
    if (lineEnd < start) lineEnd = nextOf(text, '\n', start)
    let at = closes.get(close) ?? -1
    if (at < start + 2) at = nextOf(text, close, start + 2)
    closes.set(close, at)
    if (at + 2 > Math.min(lineEnd, span.end)) continue
    const dollar = match[0] === '{{' && text[start - 1] === '$' && start > span.start ? 1 : 0
    let end = at + 2
    while (text[end] === '}' && close === '}}') end++
    holes.push({ start: start - dollar, end, placeholder: false })
    opens.lastIndex = end
  }
  return holes
}

function nextOf(text: string, what: string, from: number): number {
  const at = text.indexOf(what, from)
  return at === -1 ? Number.POSITIVE_INFINITY : at
}
