import type { Segment } from '../../embedded.ts'
import { partitionPoint } from '../../sorted.ts'
import { type Span, slice } from '../../text.ts'

/** A stretch that is not the shell's: a template expression, a make variable, `<placeholder>`. Read as a word's letters. */
export interface Hole extends Span {
  /** Inside quotes it stands for itself. */
  readonly placeholder: boolean
}

/** A script as the shell sees it, cut from a text that has more in it: CRs, continuations, make's tabs. */
export interface View {
  readonly outer: string
  readonly text: string
  /** Which stretches of the outer text were kept. */
  readonly runs: readonly Segment[]
  /** In offsets of `text`. */
  readonly holes: readonly Hole[]
  /** How new text of the script is written in the outer text; undefined: it cannot be. */
  encode(text: string): string | undefined
}

/** The last index whose number is not above the value; -1: there is none. The numbers rise. */
export function lastAtMost<T>(list: readonly T[], number: (item: T) => number, value: number): number {
  return partitionPoint(list, (item) => number(item) <= value) - 1
}

/** A span without the CR of each CRLF in it, which bash would take for a part of the word before. */
export function withoutReturns(text: string, span: Span): Span[] {
  const kept: Span[] = []
  let from = span.start
  for (let at = text.indexOf('\r\n', from); at !== -1 && at < span.end; at = text.indexOf('\r\n', at + 2)) {
    kept.push({ start: from, end: at })
    from = at + 1
  }
  kept.push({ start: from, end: span.end })
  return kept.filter((each) => each.end > each.start)
}

/** A span with the holes in it filled up with letters. */
function fill(text: string, span: Span, holes: readonly Hole[]): string {
  const parts: string[] = []
  let from = span.start
  let index = Math.max(
    0,
    lastAtMost(holes, (hole) => hole.start, span.start),
  )
  for (let hole = holes[index]; hole !== undefined && hole.start < span.end; hole = holes[++index]) {
    const start = Math.max(from, hole.start)
    const end = Math.min(span.end, hole.end)
    if (end <= start) continue
    parts.push(text.slice(from, start), 'x'.repeat(end - start))
    from = end
  }
  parts.push(text.slice(from, span.end))
  return parts.join('')
}

/**
 * What is kept of a text, in order, as one script.
 * @param holes in offsets of the outer text, sorted and disjoint.
 */
export function viewOf(
  outer: string,
  kept: readonly Span[],
  holes: readonly Hole[],
  encode: (text: string) => string | undefined,
): View {
  const runs: Segment[] = []
  const parts: string[] = []
  let inner = 0
  for (const span of kept) {
    runs.push({ inner, outer: span.start, length: span.end - span.start })
    parts.push(holes.length === 0 ? slice(outer, span) : fill(outer, span, holes))
    inner += span.end - span.start
  }
  const innerAt = (offset: number): number => {
    const run = runs[lastAtMost(runs, (each) => each.outer, offset)]
    return run === undefined ? 0 : run.inner + Math.min(offset - run.outer, run.length)
  }
  const innerHoles = holes.map((hole) => ({ ...hole, start: innerAt(hole.start), end: innerAt(hole.end) }))
  return { outer, text: parts.join(''), runs, holes: innerHoles.filter((hole) => hole.end > hole.start), encode }
}

/** Where a character stands in the outer text. */
export function startIn(view: View, offset: number): number {
  const run = view.runs[lastAtMost(view.runs, (each) => each.inner, offset)]
  return run === undefined ? 0 : run.outer + Math.min(offset - run.inner, run.length)
}

/** Where what ends at an offset ends in the outer text: before anything that was cut away there. */
export function endIn(view: View, offset: number): number {
  const run = view.runs[lastAtMost(view.runs, (each) => each.inner, offset - 1)]
  return run === undefined ? startIn(view, offset) : run.outer + Math.min(offset - run.inner, run.length)
}

/** A node of the parser in the outer text. */
export function spanIn(view: View, node: { readonly pos: number; readonly end: number }): Span {
  const start = startIn(view, node.pos)
  return { start, end: node.end > node.pos ? endIn(view, node.end) : start }
}

/** The stretches of the outer text that a stretch of the script is made of. The CR of a CRLF is among them. */
export function stretchesOf(view: View, start: number, end: number): Span[] {
  const spans: Span[] = []
  let index = Math.max(
    0,
    lastAtMost(view.runs, (run) => run.inner, start),
  )
  for (let run = view.runs[index]; run !== undefined && run.inner < end; run = view.runs[++index]) {
    const cut = start <= run.inner && view.outer.startsWith('\r\n', run.outer - 1) ? 1 : 0
    const from = run.outer - cut + Math.max(0, start - run.inner)
    const to = run.outer + Math.min(run.length, end - run.inner)
    const last = spans.at(-1)
    if (last !== undefined && last.end === from) {
      spans[spans.length - 1] = { start: last.start, end: to }
    } else if (to > from) spans.push({ start: from, end: to })
  }
  return spans
}
