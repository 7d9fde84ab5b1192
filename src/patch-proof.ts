import type { Hunk } from './hunks.ts'

/** Whether the hunks make `after` of `before`, and reversed the other way round, with everything between them the same. */
export function leadsTo(before: string, after: string, hunks: readonly Hunk[]): boolean {
  const old = new Cursor(before)
  const now = new Cursor(after)
  for (const { oldStart, oldLines, newStart, newLines, lines } of hunks) {
    const lineCount = oldStart - old.line
    const between = old.lines(lineCount)
    if (between === undefined || !old.take(between, lineCount) || !now.take(between, lineCount)) return false
    if (now.line !== newStart) return false
    for (const [index, line] of lines.entries()) {
      if (line.startsWith('\\')) continue
      const content = line.slice(1) + (lines[index + 1]?.startsWith('\\') ? '' : '\n')
      if (!line.startsWith('+') && !old.take(content, 1)) return false
      if (!line.startsWith('-') && !now.take(content, 1)) return false
    }
    if (old.line !== oldStart + oldLines || now.line !== newStart + newLines) return false
  }
  return old.rest() === now.rest()
}

/** A place in a text, with the number of its line. */
class Cursor {
  line = 1
  private at = 0
  private readonly text: string

  constructor(text: string) {
    this.text = text
  }

  /** The next lines; undefined where there are not as many. */
  lines(count: number): string | undefined {
    let end = this.at
    for (let left = count; left > 0; left--) {
      end = this.text.indexOf('\n', end) + 1
      if (end === 0) return undefined
    }
    return count < 0 ? undefined : this.text.slice(this.at, end)
  }

  take(expected: string, lineCount: number): boolean {
    if (!this.text.startsWith(expected, this.at)) return false
    this.at += expected.length
    this.line += lineCount
    return true
  }

  rest(): string {
    return this.text.slice(this.at)
  }
}
