import { lineStart, type Region, type Span } from './text.ts'

/** Lines that a hunk shows before and after what differs. */
export const CONTEXT = 3

/** Regions that share a hunk or might, with whole lines around them; what differs is counted from where the lines start. */
export interface Window {
  readonly old: Span
  readonly now: Span
  readonly regions: readonly Region[]
}

export function windowsOf(before: string, after: string, regions: readonly Region[]): Window[] {
  const groups: { start: number; end: number; regions: Region[] }[] = []
  for (const region of regions) {
    const last = groups.at(-1)
    const start = linesBefore(before, region.old.start)
    const end = linesAfter(before, region.old.end)
    if (last !== undefined && start <= last.end) {
      last.regions.push(region)
      last.end = Math.max(end, last.end)
    } else groups.push({ start, end, regions: [region] })
  }
  return groups.map(({ start, end, regions: near }) => {
    const first = near[0]
    const final = near.at(-1)
    const from = start + (first === undefined ? 0 : first.new.start - first.old.start)
    const to = end + (final === undefined ? 0 : final.new.end - final.old.end)
    const moved = near.map((region) => ({ old: shift(region.old, -start), new: shift(region.new, -from) }))
    return { old: { start, end }, now: { start: from, end: Math.min(to, after.length) }, regions: moved }
  })
}

function shift({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by }
}

/** One line more than a hunk shows, on both sides: then no hunk of one window touches the next. */
const AROUND = CONTEXT + 1

function linesBefore(text: string, offset: number): number {
  let start = lineStart(text, offset)
  for (let left = AROUND; left > 0 && start > 0; left--) start = lineStart(text, start - 1)
  return start
}

function linesAfter(text: string, offset: number): number {
  let end = offset
  for (let left = AROUND + 1; left > 0; left--) {
    const at = text.indexOf('\n', end)
    if (at === -1) return text.length
    end = at + 1
  }
  return end
}

export function countLines(text: string, from: number, to: number): number {
  let count = 0
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) count++
  return count
}
