import { leaveApart } from './comments.ts'
import type { WordList as Members } from './format.ts'
import { commaAfter, type Edits, endOfLines, isRefusal } from './layout.ts'
import { type Edit, lineEnd, lineStart, type Span } from './text.ts'

/**
 * Edits that take members out, with the lines or separators that go with them.
 * A container that loses all its members reads as nothing or is left as empty brackets: see `removeUp`.
 */
export function remove(text: string, list: Members, indexes: readonly number[]): Edits {
  const { layout, members } = list
  if (layout.kind === 'fixed') return { because: layout.because }
  const gone = new Set(indexes)
  if (layout.kind === 'lines' && layout.keeps !== undefined && gone.size === members.length)
    return { because: layout.keeps }
  const edits: Edit[] = []
  for (let first = 0; first < members.length; first++) {
    if (!gone.has(first)) continue
    let last = first
    while (gone.has(last + 1) && !parted(text, list, last)) last++
    const run = layout.kind === 'lines' ? removeLines(text, list, first, last) : removeInline(text, list, first, last)
    if (isRefusal(run)) return run
    edits.push(...run)
    first = last
  }
  return edits
}

/** A comment stands on the lines between a member and the next: it stays when both go. */
function parted(text: string, { layout, members }: Members, index: number): boolean {
  const [before, after] = [members[index], members[index + 1]]
  if (layout.kind !== 'lines' || before === undefined || after === undefined) return false
  return /\S/.test(text.slice(endOfLines(text, before.span), lineStart(text, after.span.start)))
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
  const run = { start: from.span.start, end: to.span.end }
  const leads = layout.separator === ' ' && previous === undefined && next !== undefined
  if (!leads && ownLines(text, run, layout.close)) return removeOwnLines(text, { members, layout }, first, last)
  if (next !== undefined) {
    const ends = previous !== undefined && endsLine(text, previous.span, from.span, to.span, next.span)
    const start = ends ? previous.span.end : from.span.start
    return [{ start, end: ends ? to.span.end : next.span.start, text: '' }]
  }
  if (previous !== undefined) return removeLast(text, previous.span, from.span, to.span, layout.close)
  const comma = commaAfter(text, to.span.end, layout.close)
  return [{ start: from.span.start, end: comma === undefined ? to.span.end : comma + 1, text: '' }]
}

/** Its line goes on before it and ends behind it: the line break stays, and what follows keeps its line. */
function endsLine(text: string, previous: Span, from: Span, to: Span, next: Span): boolean {
  const behind = text.slice(to.end, next.start)
  return behind.includes('\n') && !/#|\/\/|\/\*/.test(behind) && !text.slice(previous.end, from.start).includes('\n')
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
  return /^[ \t]*$/.test(lead) && end <= close && /^[ \t]*(?:[,\\][ \t]*)?(?:#.*|\/\/.*)?$/.test(tail)
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

/** Edits that take an emptied container out, and each around it that would be left empty; the outermost list is never removed. */
export function removeUp(text: string, container: Members, chain: readonly Link[]): Edits {
  const emptied = [container]
  for (const [level, link] of chain.entries()) {
    const last = level === chain.length - 1
    if (link.list.layout.kind === 'fixed') return { because: link.list.layout.because }
    if (link.list.members.length > 1 || last) return leaveApart(text, remove(text, link.list, [link.index]), emptied)
    emptied.push(link.list)
  }
  return { because: 'it stands in no container' }
}
