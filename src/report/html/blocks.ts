import type { Hunk } from '../../hunks.ts'
import type { Outcome } from '../../outcome.ts'
import { partitionPoint } from '../../sorted.ts'
import { maskedLines } from '../secrets.ts'
import { shorten } from './long-lines.ts'

/** Lines to show: a hunk, or the lines around findings that no hunk shows. */
export interface Block {
  /** The first line in the old and in the new text, from one. */
  readonly old: number
  readonly now: number
  /** Each starts with a blank, `-`, `+` or `\`. Secrets are masked, control characters shown, long lines cut. */
  readonly lines: readonly string[]
}

/** Lines of the old text, both ends included. */
interface Range {
  readonly from: number
  readonly to: number
}

/** How many lines are shown above and below a finding. */
const AROUND = 2

/**
 * The hunks of a file, and the lines around findings outside them, in the order of the old text.
 * @param lines of findings, from one, ascending
 */
export function blocksOf({ text, newText, hunks }: Outcome, lines: readonly number[]): Block[] {
  const old = maskedLines(text)
  const now = hunks.length === 0 ? old : maskedLines(newText)
  const blocks: Block[] = []
  let hunk = 0
  let shift = 0
  const pass = (line: number): void => {
    for (let next = hunks[hunk]; next !== undefined && next.oldStart <= line; next = hunks[++hunk]) {
      blocks.push({ old: next.oldStart, now: next.newStart, lines: shorten(hunkLines(next, old, now)) })
      shift += next.newLines - next.oldLines
    }
  }
  // What follows the last line break is no line.
  const count = text.endsWith('\n') ? old.length - 1 : old.length
  for (const { from, to } of rangesAround(lines, hunks, count)) {
    pass(from)
    const shown = old.slice(from - 1, to).map((line) => ` ${line}`)
    blocks.push({ old: from, now: from + shift, lines: shorten(shown) })
  }
  pass(Number.POSITIVE_INFINITY)
  return joined(blocks)
}

/** Blocks of which one ends where the next one starts are one. */
function joined(blocks: readonly Block[]): Block[] {
  const result: Block[] = []
  let end = 0
  for (const block of blocks) {
    const last = result.at(-1)
    if (last !== undefined && block.old === end)
      result.splice(-1, 1, { ...last, lines: [...last.lines, ...block.lines] })
    else result.push(block)
    end = block.old + block.lines.filter((line) => !/^[+\\]/.test(line)).length
  }
  return result
}

/** The number of the block that shows a line of the old text; the nearest one above where none does. */
export function blockAt(blocks: readonly Block[], line: number): number {
  return Math.max(0, partitionPoint(blocks, ({ old }) => old <= line) - 1)
}

function hunkLines(hunk: Hunk, old: readonly string[], now: readonly string[]): string[] {
  let [a, b] = [hunk.oldStart - 1, hunk.newStart - 1]
  return withoutRemarks(hunk.lines).map((line) => {
    switch (line[0]) {
      case '-':
        return `-${old[a++] ?? ''}`
      case '+':
        return `+${now[b++] ?? ''}`
      case '\\':
        return line
      default:
        return ` ${hidden(old[a++] ?? '', now[b++] ?? '', line.slice(1))}`
    }
  })
}

/** Without the remark that the last line has no line break, where that is so before and after. */
function withoutRemarks(lines: readonly string[]): readonly string[] {
  const remarks = lines.filter((line) => line.startsWith('\\')).length
  const changes = remarks === 1 && !lines.at(-2)?.startsWith(' ')
  return changes ? lines : lines.filter((line) => !line.startsWith('\\'))
}

/** A line is the same in both texts, and still a secret in one of them only where a name above it changed. */
function hidden(old: string, now: string, line: string): string {
  return old === line.replace(/\r$/, '') ? now : old
}

/** Lines around findings, without those of hunks; ranges that meet are one. */
function rangesAround(lines: readonly number[], hunks: readonly Hunk[], count: number): Range[] {
  const ranges: Range[] = []
  let at = 0
  for (const line of lines) {
    while ((hunks[at]?.oldStart ?? Number.POSITIVE_INFINITY) + (hunks[at]?.oldLines ?? 0) <= line) at++
    const next = hunks[at]?.oldStart ?? Number.POSITIVE_INFINITY
    if (next <= line) continue
    const before = hunks[at - 1]
    const first = before === undefined ? 1 : before.oldStart + before.oldLines
    const range = { from: Math.max(first, line - AROUND), to: Math.min(next - 1, count, line + AROUND) }
    const last = ranges.at(-1)
    if (last !== undefined && last.from >= first && range.from <= last.to + 1) {
      ranges.splice(-1, 1, { from: last.from, to: range.to })
    } else ranges.push(range)
  }
  return ranges
}
