import type { Embedded } from '../../embedded.ts'
import { partitionPoint } from '../../sorted.ts'
import { lineEnd, type Span } from '../../text.ts'

/** What a line says, and where. */
interface Line {
  readonly inner: number
  readonly outer: number
  readonly length: number
}

/**
 * Lines that read as one, parted by blanks; undefined where any of them reads otherwise.
 * @param masked the text as the parser read it
 */
export function embedFolded(
  text: string,
  masked: string,
  span: Span,
  value: string,
  encode: (added: string) => string | undefined,
): Embedded | undefined {
  const lines = linesOf(text, span)
  const said = (from: string): string => lines.map(({ outer, length }) => from.slice(outer, outer + length)).join(' ')
  if (said(masked) !== value.trimEnd()) return undefined
  const outerOffset = (offset: number): number => {
    const line = lines[lastUpTo(lines, offset)]
    return line === undefined ? span.start : line.outer + Math.min(offset - line.inner, line.length)
  }
  return {
    text: said(text),
    span,
    outerOffset,
    outerEdit(edit) {
      const added = encode(edit.text)
      const { start, end } = { start: outerOffset(edit.start), end: outerOffset(edit.end) }
      return added === undefined ? undefined : { start, end, text: added }
    },
  }
}

function linesOf(text: string, span: Span): Line[] {
  const lines: Line[] = []
  let inner = 0
  for (let at = span.start; at < span.end;) {
    const end = Math.min(span.end, lineEnd(text, at))
    const source = text.slice(at, end)
    const outer = at + source.length - source.trimStart().length
    lines.push({ inner, outer, length: source.trim().length })
    inner += source.trim().length + 1
    const next = text.indexOf('\n', end)
    at = next === -1 ? span.end : next + 1
  }
  return lines
}

function lastUpTo(lines: readonly Line[], offset: number): number {
  return partitionPoint(lines, ({ inner }) => inner <= offset) - 1
}
