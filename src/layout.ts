import { type Edit, eolAt, lineEnd, lineStart, type Span } from './text.ts'
import type { WordList as Members } from './tree.ts'

/** Why something cannot be edited, for the finding that takes the edit's place. */
export interface Refusal {
  readonly because: string
}

export type Edits = readonly Edit[] | Refusal

export function isRefusal(result: object): result is Refusal {
  return 'because' in result
}

/** Only blanks, line continuations and at most one separator. */
const BETWEEN = { ',': /^[ \t\r\n]*,?[ \t\r\n]*$/, ' ': /^(?:[ \t]|\\\r?\n)+$/ } as const

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
  if (layout.separator === ' ' || layout.tight) return layout.separator
  const lead = text.slice(layout.open, members[0]?.span.start ?? layout.open)
  return /^[ \t\r\n]*\n[ \t]*$/.test(lead) ? `,${lead.slice(lead.search(/\r?\n[ \t]*$/))}` : ', '
}

/** Where a member on lines of its own ends, its comment included: before the line break. */
function endOfLines(text: string, span: Span): number {
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

function insertFirst(list: Members, member: string): Edits {
  const { layout } = list
  if (layout.kind !== 'inline') return { because: 'the place is empty' }
  return [{ start: layout.open, end: layout.close, text: member }]
}

function commaAfter(text: string, from: number, close: number): number | undefined {
  const match = /^[ \t\r\n]*,/.exec(text.slice(from, Math.min(close, from + 1000)))
  return match === null ? undefined : from + match[0].length - 1
}

/**
 * Edits that take members out, with the lines or separators that go with them.
 * A container that loses all its members reads as nothing or is left as empty brackets: see `removeUp`.
 */
export function remove(text: string, list: Members, indexes: readonly number[]): Edits {
  const { layout, members } = list
  if (layout.kind === 'fixed') return { because: layout.because }
  const gone = new Set(indexes)
  const edits: Edit[] = []
  for (let first = 0; first < members.length; first++) {
    if (!gone.has(first)) continue
    let last = first
    while (gone.has(last + 1)) last++
    const run = layout.kind === 'lines' ? removeLines(text, list, first, last) : removeInline(text, list, first, last)
    if (isRefusal(run)) return run
    edits.push(...run)
    first = last
  }
  return edits
}

function removeLines(text: string, list: Members, first: number, last: number): Edits {
  const { layout, members } = list
  const from = members[first]
  const to = members[last]
  if (from === undefined || to === undefined || layout.kind !== 'lines') return []
  const start = lineStart(text, from.span.start)
  const lead = text.slice(start, from.span.start)
  const next = members[last + 1]
  // The first key of a list's item shares its line with the bullet, which must stay.
  if (lead.trim() !== layout.bullet.trim()) {
    if (next === undefined) return { because: 'other text stands on its line' }
    const end = endOfLines(text, to.span)
    if (layout.bullet === '') return [{ start: from.span.start, end: nextWord(text, end, next.span.start), text: '' }]
    if (text.slice(end, next.span.start).includes('#')) return { because: 'a comment stands before the next element' }
    // The next element keeps its own bullet, which may be of another width.
    return [
      { start: text.lastIndexOf('-', from.span.start - 1), end: text.lastIndexOf('-', next.span.start - 1), text: '' },
    ]
  }
  const end = endOfLines(text, to.span)
  const after = text.startsWith('\r\n', end) ? end + 2 : Math.min(end + 1, text.length)
  if (end < text.length) return [{ start, end: after, text: '' }]
  // The last line of a text without a final line break: the break before it goes instead.
  const previous = start === 0 ? 0 : text[start - 2] === '\r' ? start - 2 : start - 1
  return [{ start: previous, end, text: '' }]
}

/** The next character that is no blank: a comment on the lines between stays where it is. */
function nextWord(text: string, from: number, limit: number): number {
  let at = from
  while (at < limit && /\s/.test(text[at] ?? '')) at++
  return at
}

function removeInline(text: string, { members, layout }: Members, first: number, last: number): Edit[] {
  const from = members[first]
  const to = members[last]
  if (from === undefined || to === undefined || layout.kind !== 'inline') return []
  const next = members[last + 1]
  const previous = members[first - 1]
  if (ownLines(text, from.span, layout.close)) return removeOwnLines(text, { members, layout }, first, last)
  if (next !== undefined) return [{ start: from.span.start, end: next.span.start, text: '' }]
  if (previous !== undefined) return removeLast(text, previous.span, from.span, to.span, layout.close)
  const comma = commaAfter(text, to.span.end, layout.close)
  return [{ start: from.span.start, end: comma === undefined ? to.span.end : comma + 1, text: '' }]
}

/** The separator before goes with it; a comment between them stays with the one it stands behind. */
function removeLast(text: string, previous: Span, from: Span, to: Span, close: number): Edit[] {
  if (!/#|\/\/|\/\*/.test(text.slice(previous.end, from.start))) return [{ start: previous.end, end: to.end, text: '' }]
  const comma = commaAfter(text, previous.end, close)
  const separator = comma === undefined ? [] : [{ start: comma, end: comma + 1, text: '' }]
  return [...separator, { start: from.start, end: to.end, text: '' }]
}

/** Nothing else stands on the member's first line, and nothing but a separator and a comment after its last. */
function ownLines(text: string, span: Span, close: number): boolean {
  const lead = text.slice(lineStart(text, span.start), span.start)
  const end = lineEnd(text, span.end)
  const tail = text.slice(span.end, end)
  return /^[ \t]*$/.test(lead) && end <= close && /^[ \t]*(?:,|\\)?[ \t]*(?:#.*|\/\/.*)?$/.test(tail)
}

function removeOwnLines(text: string, { members, layout }: Members, first: number, last: number): Edit[] {
  const from = members[first]
  const to = members[last]
  const previous = members[first - 1]
  if (from === undefined || to === undefined || layout.kind !== 'inline') return []
  const end = lineEnd(text, to.span.end)
  const after = text.startsWith('\r\n', end) ? end + 2 : Math.min(end + 1, text.length)
  const edits: Edit[] = [{ start: lineStart(text, from.span.start), end: after, text: '' }]
  if (members[last + 1] !== undefined || previous === undefined) return edits
  // The separator before a removed last member parts it from nothing now.
  const tail = text.slice(to.span.end, end)
  if (layout.separator === ' ') {
    const continuation = text.slice(previous.span.end, lineStart(text, from.span.start))
    if (!/\\/.test(tail) && /^[ \t]*\\\r?\n$/.test(continuation)) {
      return [{ start: previous.span.end, end: to.span.end, text: '' }]
    }
    return edits
  }
  const comma = commaAfter(text, previous.span.end, layout.close)
  if (comma !== undefined && !tail.includes(',')) edits.push({ start: comma, end: comma + 1, text: '' })
  return edits
}

/** Where a container stands: the member of which container, and so on outwards. */
export interface Link {
  readonly list: Members
  readonly index: number
}

/** Edits that take one member out, and each container around it that would be left empty; the outermost list is never removed. */
export function removeUp(text: string, chain: readonly Link[]): Edits {
  for (const [level, link] of chain.entries()) {
    const last = level === chain.length - 1
    if (link.list.layout.kind === 'fixed') return { because: link.list.layout.because }
    if (link.list.members.length > 1 || last) return remove(text, link.list, [link.index])
  }
  return { because: 'it stands in no container' }
}
