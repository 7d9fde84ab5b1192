import { CONTEXT, countLines, windowsOf } from './hunk-windows.ts'
import { partitionPoint } from './sorted.ts'
import { lineStarts, type Region, slice } from './text.ts'

/** Lines of a unified diff. Numbers count from one; each line starts with a blank, `-`, `+` or `\`. */
export interface Hunk {
  readonly oldStart: number
  readonly oldLines: number
  readonly newStart: number
  readonly newLines: number
  readonly lines: string[]
}

/** Whole lines that take the place of others; numbers count from zero, ends are not included. */
interface Change {
  readonly oldFrom: number
  readonly oldTo: number
  readonly newFrom: number
  readonly newTo: number
}

/** A text and where its lines start; the last entry is where it ends. */
interface Lines {
  readonly text: string
  readonly starts: readonly number[]
}

/**
 * The unified diff of two texts from what is known to differ. Only the lines around it are looked at; those between are counted.
 */
export function createHunks(before: string, after: string, regions: readonly Region[]): Hunk[] {
  const hunks: Hunk[] = []
  let at = 0
  let line = 0
  let added = 0
  for (const { old, now, regions: near } of windowsOf(before, after, regions)) {
    line += countLines(before, at, old.start)
    const [oldText, newText] = [slice(before, old), slice(after, now)]
    for (const hunk of hunksOf(oldText, newText, near)) {
      hunks.push({ ...hunk, oldStart: hunk.oldStart + line, newStart: hunk.newStart + line + added })
    }
    const height = countLines(before, old.start, old.end)
    added += countLines(newText, 0, newText.length) - height
    line += height
    at = old.end
  }
  return hunks
}

function hunksOf(before: string, after: string, regions: readonly Region[]): Hunk[] {
  const old = linesOf(before)
  const now = linesOf(after)
  const groups: Change[][] = []
  for (const change of changedLines(old, now, regions)) {
    const last = groups.at(-1)
    const previous = last?.at(-1)
    if (previous !== undefined && change.oldFrom - previous.oldTo <= 2 * CONTEXT) last?.push(change)
    else groups.push([change])
  }
  return groups.flatMap((changes) => hunkOf(old, now, changes))
}

function linesOf(text: string): Lines {
  const starts = lineStarts(text)
  if (starts.at(-1) !== text.length) starts.push(text.length)
  return { text, starts }
}

function lineCount({ starts }: Lines): number {
  return starts.length - 1
}

function lineText({ text, starts }: Lines, line: number): string {
  return text.slice(starts[line], starts[line + 1])
}

/** The line an offset lies in; where the text ends without a line break, the last one. */
function lineAt({ text, starts }: Lines, offset: number): number {
  const last = partitionPoint(starts, (start) => start <= offset) - 1
  return offset === text.length && !isLineStart(text, offset) ? last - 1 : last
}

function isLineStart(text: string, offset: number): boolean {
  return offset === 0 || text[offset - 1] === '\n'
}

function changedLines(old: Lines, now: Lines, regions: readonly Region[]): Change[] {
  const whole: Change[] = []
  for (const region of joinTouching(regions)) {
    const change = wholeLines(old, now, region)
    const last = whole.at(-1)
    if (last !== undefined && change.oldFrom < last.oldTo) whole.splice(-1, 1, join(last, change))
    else whole.push(change)
  }
  const changes: Change[] = []
  for (const change of whole.map((candidate) => trim(old, now, candidate))) {
    const last = changes.at(-1)
    if (change.oldFrom === change.oldTo && change.newFrom === change.newTo) continue
    if (last !== undefined && change.oldFrom === last.oldTo) changes.splice(-1, 1, join(last, change))
    else changes.push(change)
  }
  return changes
}

/** Then at least one character that both texts share parts any two regions: a line starts in both of them, or in neither. */
function joinTouching(regions: readonly Region[]): Region[] {
  const joined: Region[] = []
  for (const region of regions) {
    const last = joined.at(-1)
    if (last === undefined || last.old.end !== region.old.start) joined.push(region)
    else
      joined.splice(-1, 1, {
        old: { start: last.old.start, end: region.old.end },
        new: { start: last.new.start, end: region.new.end },
      })
  }
  return joined
}

function join(first: Change, second: Change): Change {
  return { oldFrom: first.oldFrom, oldTo: second.oldTo, newFrom: first.newFrom, newTo: second.newTo }
}

function wholeLines(old: Lines, now: Lines, region: Region): Change {
  const oldEnds = region.old.end === old.text.length || isLineStart(old.text, region.old.end)
  const nowEnds = region.new.end === now.text.length || isLineStart(now.text, region.new.end)
  const endLine = (lines: Lines, offset: number): number => {
    if (!oldEnds || !nowEnds) return lineAt(lines, offset) + 1
    return offset === lines.text.length ? lineCount(lines) : lineAt(lines, offset)
  }
  return {
    oldFrom: lineAt(old, region.old.start),
    oldTo: endLine(old, region.old.end),
    newFrom: lineAt(now, region.new.start),
    newTo: endLine(now, region.new.end),
  }
}

/** Without the lines at both ends that are the same. */
function trim(old: Lines, now: Lines, change: Change): Change {
  let { oldFrom, oldTo, newFrom, newTo } = change
  const same = (a: number, b: number): boolean => lineText(old, a) === lineText(now, b)
  while (oldFrom < oldTo && newFrom < newTo && same(oldFrom, newFrom)) {
    oldFrom++
    newFrom++
  }
  while (oldFrom < oldTo && newFrom < newTo && same(oldTo - 1, newTo - 1)) {
    oldTo--
    newTo--
  }
  return { oldFrom, oldTo, newFrom, newTo }
}

function hunkOf(old: Lines, now: Lines, changes: readonly Change[]): Hunk[] {
  const first = changes[0]
  const last = changes.at(-1)
  if (first === undefined || last === undefined) return []
  const oldFrom = Math.max(0, first.oldFrom - CONTEXT)
  const oldTo = Math.min(lineCount(old), last.oldTo + CONTEXT)
  const newFrom = first.newFrom - (first.oldFrom - oldFrom)
  const newTo = last.newTo + (oldTo - last.oldTo)
  const lines: string[] = []
  let at = oldFrom
  for (const change of changes) {
    push(lines, ' ', old, at, change.oldFrom)
    push(lines, '-', old, change.oldFrom, change.oldTo)
    push(lines, '+', now, change.newFrom, change.newTo)
    at = change.oldTo
  }
  push(lines, ' ', old, at, oldTo)
  return [{ oldStart: oldFrom + 1, oldLines: oldTo - oldFrom, newStart: newFrom + 1, newLines: newTo - newFrom, lines }]
}

function push(result: string[], sign: string, lines: Lines, from: number, to: number): void {
  for (let line = from; line < to; line++) {
    const text = lineText(lines, line)
    if (text.endsWith('\n')) result.push(sign + text.slice(0, -1))
    else result.push(sign + text, '\\ No newline at end of file')
  }
}
