import { type Embedded, embed, type Segment } from '../embedded.ts'
import { type Edit, eolAt } from '../text.ts'

/** A line of an inner text: what stands before `content` is no part of it. */
export interface Line {
  readonly start: number
  readonly content: number
  /** Before the line break. */
  readonly end: number
  /** After the line break. */
  readonly next: number
}

/**
 * Lines of a text as a text of its own; their breaks read as LF.
 * @param end where the line behind the last one starts
 * @param leadAfter what a new line starts with, after another new line or the rest of an old one.
 */
export function embedLines(
  text: string,
  lines: readonly Line[],
  end: number,
  leadAfter: (line: string) => string,
): Embedded {
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
  if (parts.at(-1)?.endsWith('\n')) segments.push({ inner, outer: end, length: 0 })
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
 * The same text, but its last line break is kept, which a closing fence or marker needs, and every line that an edit makes starts
 * as it should: new lines are put behind the line before them, which tells more than a blank line that may stand at their place.
 */
export function keepEnd(embedded: Embedded): Embedded {
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
