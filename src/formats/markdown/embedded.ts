import type { Embedded } from '../../embedded.ts'
import { type Edit, lineStarts, positionAt } from '../../text.ts'
import { embedLines, keepEnd, type Line } from '../lines.ts'
import type { Fence } from './fences.ts'
import type { TypedLine } from './terminal.ts'

/** The text of a fence; line breaks read as LF. */
export function embedFence(text: string, fence: Fence): Embedded {
  const lead = leadOf(text, fence)
  return keepEnd(embedLines(text, fence.lines, endOf(fence.lines), () => lead))
}

/** Only the commands of a terminal session. An edit that would also change the output between them is refused. */
export function embedTerminal(text: string, fence: Fence, lines: readonly TypedLine[]): Embedded {
  const lead = leadOf(text, fence)
  const end = endOf(lines)
  const plain = embedLines(text, lines, end, () => lead)
  const prompt = text.slice((lines[0]?.content ?? 2) - 2, lines[0]?.content)
  const prompted = embedLines(text, lines, end, (before) => (before.endsWith('\\') ? lead : lead + prompt))
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
function dropLines(first: Line | undefined, last: Line | undefined): Edit | undefined {
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

function endOf(lines: readonly Line[]): number {
  return lines.at(-1)?.next ?? 0
}
