import { type Embedded, embed, type Segment } from '../embedded.ts'
import { type Edit, eolAt, lineStarts, positionAt } from '../text.ts'
import type { Fence, FenceLine } from './markdown-fences.ts'
import type { TypedLine } from './markdown-terminal.ts'

/** The text of a fence; line breaks read as LF. */
export function embedFence(text: string, fence: Fence): Embedded {
  const lead = leadOf(text, fence)
  return keepEnd(embedLines(text, fence, fence.lines, () => lead))
}

/** Only the commands of a terminal session. An edit that would also change the output between them is refused. */
export function embedTerminal(text: string, fence: Fence, lines: readonly TypedLine[]): Embedded {
  const lead = leadOf(text, fence)
  const plain = embedLines(text, fence, lines, () => lead)
  const prompt = text.slice((lines[0]?.content ?? 2) - 2, lines[0]?.content)
  const prompted = embedLines(text, fence, lines, (before) => (before.endsWith('\\') ? lead : lead + prompt))
  const starts = lineStarts(plain.text)
  const lineAt = (offset: number) => positionAt(starts, offset).line - 1
  return keepEnd({
    ...plain,
    outerEdit(edit) {
      const first = lineAt(edit.start)
      const last = lineAt(edit.end)
      for (let at = first; at < last && at + 1 < lines.length; at++) {
        if (lines[at]?.next === lines[at + 1]?.start) continue
        const whole = edit.text === '' && edit.start === starts[first] && edit.end === starts[last]
        return whole && at + 1 === last ? dropLines(lines[first], lines[at]) : undefined
      }
      return (lines[first]?.last && first === last ? prompted : plain).outerEdit(edit)
    },
  })
}

/** Whole lines taken out, and not the output behind them. */
function dropLines(first: FenceLine | undefined, last: FenceLine | undefined): Edit | undefined {
  return first === undefined || last === undefined ? undefined : { start: first.start, end: last.next, text: '' }
}

/** What a new line of the fence starts with: as the others do, as far in as the fence itself. */
function leadOf(text: string, fence: Fence): string {
  let lead = ''
  for (const line of fence.lines) {
    if (line.content < line.end && line.content - line.start > lead.length) lead = text.slice(line.start, line.content)
  }
  return lead.includes('\t') ? lead : lead.padEnd(fence.column)
}

function embedLines(text: string, fence: Fence, lines: readonly FenceLine[], leadAfter: (line: string) => string) {
  const segments: Segment[] = []
  const parts: string[] = []
  let inner = 0
  for (const line of lines) {
    const part = text.slice(line.content, line.end) + (line.next > line.end ? '\n' : '')
    const lead = text.slice(line.start, line.content)
    segments.push({ inner, outer: line.content, length: line.end - line.content, lead })
    parts.push(part)
    inner += part.length
  }
  const end = lines.at(-1)?.next ?? fence.start
  const close = fence.close?.start === end ? fence.close : { start: end, content: end }
  if (parts.at(-1)?.endsWith('\n')) {
    segments.push({ inner, outer: close.content, length: 0, lead: text.slice(close.start, close.content) })
  }
  const span = { start: lines[0]?.start ?? end, end }
  return embed(parts.join(''), span, segments, encodeLines(eolAt(text, span.start), leadAfter))
}

function encodeLines(eol: string, leadAfter: (line: string) => string) {
  return (added: string): string => {
    const lines = added.split('\n')
    return lines
      .map((line, at) => {
        const before = lines[at - 1]
        if (before === undefined) return line
        const lead = leadAfter(before)
        if (line !== '') return eol + lead + line
        return eol + (at === lines.length - 1 ? '' : lead.trimEnd())
      })
      .join('')
  }
}

/**
 * Keeps the last line break, which the closing fence needs, and starts every line that an edit makes as it should: new lines are
 * put behind the line before them, which tells more than a blank line that may stand at their place.
 */
function keepEnd(embedded: Embedded): Embedded {
  const { text } = embedded
  return {
    ...embedded,
    outerEdit(edit) {
      const inside = insideEnd(text, edit)
      if (!inside.text.endsWith('\n') || isLineStart(text, inside.end)) return embedded.outerEdit(inside)
      // The rest of a line that is broken in two: its lead is asked for with a character that is taken away again.
      const broken = embedded.outerEdit({ ...inside, text: `${inside.text}.` })
      return broken === undefined ? undefined : { ...broken, text: broken.text.slice(0, -1) }
    },
  }
}

/** The same edit, made before the last line break or behind the line before. */
function insideEnd(text: string, edit: Edit): Edit {
  const { start, end } = edit
  const breaks = edit.text.endsWith('\n')
  const added = breaks ? edit.text.slice(0, -1) : edit.text
  const last = end === text.length && text.endsWith('\n')
  if (start === end && start > 0 && isLineStart(text, start) && (breaks || (last && added !== ''))) {
    return { start: start - 1, end: start - 1, text: `\n${added}` }
  }
  if (!last || start === end || (isLineStart(text, start) && (edit.text === '' || breaks))) return edit
  return { start, end: end - 1, text: added }
}

function isLineStart(text: string, offset: number): boolean {
  return offset === 0 || text[offset - 1] === '\n'
}
