import type { WordList as Members } from './format.ts'
import { type Edit, eolAt, lineEnd, type Span } from './text.ts'

/** Why something cannot be edited, for the finding that takes the edit's place. */
export interface Refusal {
  readonly because: string
}

export type Edits = readonly Edit[] | Refusal

export function isRefusal(result: object): result is Refusal {
  return 'because' in result
}

/** Only blanks, line continuations and at most one separator. */
const BETWEEN = { ',': /^[ \t\r\n]*(?:,[ \t\r\n]*)?$/, ' ': /^(?:[ \t]|\\\r?\n)+$/ } as const

/** A member of JSON as programs write it, without blanks. */
const TIGHT = /^"(?:[^"\\]|\\.)*":\S/

/** The text that parts members from each other, copied from where it stands already. */
function separatorNear(text: string, list: Members, index: number): string {
  const { layout, members } = list
  if (layout.kind !== 'inline') return ''
  const pairs = [
    [members[index - 1], members[index]],
    [members[index], members[index + 1]],
  ]
  for (const [left, right] of pairs) {
    if (left === undefined || right === undefined) continue
    const between = text.slice(left.span.end, right.span.start)
    if (between !== '' && BETWEEN[layout.separator].test(between)) return between
  }
  const only = members[0]
  const isTight = layout.tight || (only !== undefined && TIGHT.test(text.slice(only.span.start, only.span.start + 300)))
  if (layout.separator === ' ' || isTight) return layout.separator
  const lead = text.slice(layout.open, members[0]?.span.start ?? layout.open)
  return /^[ \t\r\n]*\n[ \t]*$/.test(lead) ? `,${lead.slice(lead.search(/\r?\n[ \t]*$/))}` : ', '
}

/** Where a member on lines of its own ends, its comment included: before the line break. */
export function endOfLines(text: string, span: Span): number {
  let end = span.end
  while (end > span.start && (text[end - 1] === '\n' || text[end - 1] === '\r')) end--
  return lineEnd(text, end)
}

/** Edits that write a member after the one at `index`. */
export function insertAfter(text: string, list: Members, index: number, member: string): Edits {
  const { layout, members } = list
  const before = members[index]
  if (layout.kind === 'fixed') return { because: layout.because }
  if (before === undefined) return insertFirst(list, member)
  if (layout.kind === 'lines') {
    const at = endOfLines(text, before.span)
    return [{ start: at, end: at, text: eolAt(text, before.span.start) + layout.indent + layout.bullet + member }]
  }
  const separator = separatorNear(text, list, index)
  const at = before.span.end
  const comma = commaAfter(text, at, layout.close)
  if (!separator.includes('\n')) return [{ start: at, end: at, text: separator + member }]
  const end = lineEnd(text, Math.max(at, comma ?? at))
  const commented = /^[ \t]*(?:#|\/\/|\/\*)/.test(text.slice((comma ?? at - 1) + 1, end))
  if (!commented && (comma === undefined || members[index + 1] !== undefined)) {
    return [{ start: at, end: at, text: separator + member }]
  }
  // A comment stays behind its member, and a last member that has its comma keeps it.
  const line = { start: end, end, text: `${separator.replace(',', '')}${member}${comma === undefined ? '' : ','}` }
  return comma === undefined && separator.includes(',') ? [{ start: at, end: at, text: ',' }, line] : [line]
}

/** Edits that write a member before all others. */
export function insertBefore(text: string, list: Members, member: string): Edits {
  const { layout, members } = list
  const first = members[0]
  if (layout.kind === 'fixed') return { because: layout.because }
  if (first === undefined) return insertFirst(list, member)
  const at = first.span.start
  const parted =
    layout.kind === 'lines' ? eolAt(text, at) + layout.indent + layout.bullet : separatorNear(text, list, 0)
  return [{ start: at, end: at, text: member + parted }]
}

function insertFirst(list: Members, member: string): Edits {
  const { layout } = list
  if (layout.kind !== 'inline') return { because: 'the place is empty' }
  const { pad = '' } = layout
  return [{ start: layout.open, end: layout.close, text: pad + member + pad }]
}

export function commaAfter(text: string, from: number, close: number): number | undefined {
  const match = /^[ \t\r\n]*,/.exec(text.slice(from, Math.min(close, from + 1000)))
  return match === null ? undefined : from + match[0].length - 1
}
