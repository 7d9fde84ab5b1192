import type { WordList as Members } from './format.ts'
import { type Edits, endOfLines, isRefusal } from './layout.ts'
import { contains, type Edit, indentAt, lineStart, type Span } from './text.ts'

/**
 * Edits that take out containers that are left empty, without the comments in them that stand apart: what is parted by a blank line
 * from the member below speaks of something else, and stays.
 */
export function leaveApart(text: string, edits: Edits, emptied: readonly Members[]): Edits {
  if (isRefusal(edits)) return edits
  const apart = emptied.flatMap((list) => apartIn(text, list)).sort((a, b) => a.start - b.start)
  return apart.length === 0 ? edits : edits.flatMap((edit) => cut(text, edit, apart))
}

function cut(text: string, edit: Edit, apart: readonly Span[]): Edit[] {
  const inside = apart.filter((span) => contains(edit, span))
  // Behind a text of several lines a comment may become part of it.
  if (edit.text !== '' || inside.length === 0 || !takesLines(text, edit) || endsText(text, edit.start)) return [edit]
  const pieces: Edit[] = []
  let start = edit.start
  for (const span of inside) {
    // Lists in lists that begin on one line have the same comments above.
    if (span.start < start) continue
    pieces.push({ start, end: span.start, text: '' })
    start = span.end
  }
  return [...pieces, { start, end: edit.end, text: '' }].map((piece, index) =>
    index === 0 ? { ...edit, ...piece } : piece,
  )
}

/** An edit that begins within a line, as from one bullet to the next, leaves no line of its own for a comment. */
function takesLines(text: string, { start }: Edit): boolean {
  return start === lineStart(text, start) || /[\r\n]/.test(text[start] ?? '')
}

function apartIn(text: string, { layout, members }: Members): Span[] {
  if (layout.kind !== 'lines') return []
  return members.flatMap(({ span }, index) => {
    const before = members[index - 1]
    return apartAbove(text, lineStart(text, span.start), before === undefined ? 0 : endOfLines(text, before.span))
  })
}

/** Lines of comments above a line, but for those right above it. */
function apartAbove(text: string, line: number, limit: number): Span[] {
  let isApart = false
  let found: Span | undefined
  for (let end = line; end > limit;) {
    const start = lineStart(text, end - 1)
    const content = text.slice(start, end).trim()
    const isComment = /^(?:#|\/\/)/.test(content)
    if (content !== '' && !isComment) break
    isApart ||= content === ''
    if (isApart && isComment) found = { start, end: found?.end ?? end }
    end = start
  }
  return found === undefined ? [] : [found]
}

/** What stands above ends with a block of text: `key: |`. */
function endsText(text: string, offset: number): boolean {
  const first = offset + (/^\r?\n/.exec(text.slice(offset, offset + 2))?.[0].length ?? 0)
  const own = indentAt(text, first).length
  let least = Infinity
  for (let end = offset; end > 0 && least > own;) {
    const start = lineStart(text, end - 1)
    const line = text.slice(start, end)
    const indent = line.search(/\S/)
    end = start
    if (indent === -1 || indent >= least) continue
    least = indent
    if (/[|>][-+\d]{0,2}[ \t]*(?:#.*)?\r?\n?$/.test(line)) return true
  }
  return false
}
