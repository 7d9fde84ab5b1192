import { escapeControls } from '../terminal.ts'

const SHOWN = 1_000
/** Of a long line, how much is shown before what differs. */
const LEAD = 100

/** Lines of a diff, each with at most 1,000 characters; of a long pair that differs, those around the difference. */
export function shorten(lines: readonly string[]): string[] {
  const result: string[] = []
  for (let at = 0; at < lines.length;) {
    const removed = run(lines, at, '-')
    const added = run(lines, at + removed, '+')
    for (let index = 0; index < removed + added; index++) {
      const gone = index < removed
      const paired = gone ? index < added : index - removed < removed
      const partner = gone ? at + index + removed : at + index - removed
      result.push(cut(lines[at + index] ?? '', paired ? lines[partner] : undefined))
    }
    at += removed + added
    if (removed + added === 0) result.push(cut(lines[at++] ?? '', undefined))
  }
  return result
}

function run(lines: readonly string[], from: number, sign: string): number {
  let to = from
  while (lines[to]?.startsWith(sign)) to++
  return to - from
}

function cut(line: string, other: string | undefined): string {
  const [sign, text] = [line.slice(0, 1), line.slice(1)]
  if (text.length <= SHOWN) return sign + escapeControls(text)
  let same = 0
  if (other !== undefined) while (text[same] === other[same + 1] && same < text.length) same++
  const from = whole(text, Math.min(Math.max(0, same - LEAD), text.length - SHOWN))
  const to = whole(text, from + SHOWN)
  const head = from > 0 ? '… ' : ''
  const rest = text.length - to
  return `${sign}${head}${escapeControls(text.slice(from, to))}${rest > 0 ? ` … ${rest} more characters` : ''}`
}

/** An offset that does not part a character. */
function whole(text: string, offset: number): number {
  return /[\udc00-\udfff]/.test(text[offset] ?? '') ? offset - 1 : offset
}
