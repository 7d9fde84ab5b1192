import { lineEnd, type Span } from '../../text.ts'

/** Lines that belong together. */
export interface Logical {
  /** Line by line, without the backslashes that join them. */
  readonly runs: readonly Span[]
  /** Where the next one starts. */
  readonly next: number
}

export function readLogical(text: string, at: number): Logical {
  const runs: Span[] = []
  for (let start = at; ;) {
    const end = lineEnd(text, start)
    const after = text.indexOf('\n', end)
    const joins = isJoined(text, start, end) && after !== -1
    runs.push({ start, end: joins ? end - 1 : end })
    if (!joins) return { runs, next: after === -1 ? text.length : after + 1 }
    start = after + 1
  }
}

/** An odd number of backslashes ends the line. */
function isJoined(text: string, start: number, end: number): boolean {
  let at = end - 1
  while (at >= start && text[at] === '\\') at--
  return (end - 1 - at) % 2 === 1
}

export interface Recipe {
  /** What the shell gets: no tabs, no `@`, no CR; the backslashes that join lines stay. */
  readonly kept: readonly Span[]
  readonly next: number
}

/** A line of a recipe that starts behind its tab. */
export function readRecipeLine(text: string, at: number): Recipe {
  const { runs, next } = readLogical(text, at)
  const kept: Span[] = []
  for (const [index, { start, end }] of runs.entries()) {
    const from = index === 0 ? behindPrefix(text, start, end) : text[start] === '\t' ? start + 1 : start
    if (index === runs.length - 1) {
      kept.push({ start: from, end: Math.max(from, end) })
      continue
    }
    const lineBreak = text.indexOf('\n', end)
    kept.push({ start: Math.min(from, end), end: end + 1 }, { start: lineBreak, end: lineBreak + 1 })
  }
  return { kept: kept.filter((span) => span.end > span.start), next }
}

/** `@` keeps make from printing the line, `-` from minding its failure, `+` runs it always. */
function behindPrefix(text: string, start: number, end: number): number {
  let from = start
  while (from < end && /[@+\- \t]/.test(text[from] ?? '')) from++
  return from
}

/**
 * The value on a line's runs from an offset on: no blanks around it and around what joins its lines, no comment.
 * @returns `last`: it ends on the last of the lines.
 */
export function valueRuns(text: string, runs: readonly Span[], from: number): { runs: Span[]; last: boolean } {
  const value: Span[] = []
  let lastLine = runs.findIndex((run) => run.end >= from)
  for (const [index, run] of runs.entries()) {
    if (run.end < from) continue
    const start = Math.max(run.start, from)
    const comment = commentAt(text, start, run.end)
    const trimmed = trim(text, start, comment ?? run.end)
    if (trimmed.end > trimmed.start) {
      value.push(trimmed)
      lastLine = index
    }
    if (comment !== undefined) break
  }
  return { runs: value, last: lastLine === runs.length - 1 }
}

function commentAt(text: string, start: number, end: number): number | undefined {
  for (let at = start; at < end; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '#') return at
  }
  return undefined
}

function trim(text: string, start: number, end: number): Span {
  let [from, to] = [start, end]
  while (from < to && (text[from] === ' ' || text[from] === '\t')) from++
  while (to > from && (text[to - 1] === ' ' || text[to - 1] === '\t')) to--
  return { start: from, end: to }
}
