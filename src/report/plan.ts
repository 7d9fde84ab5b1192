import type { Note } from '../note.ts'
import type { Outcome } from '../outcome.ts'
import { adviceFor, dueBefore, type Hop, hopOfChange, hopsBetween, type Timing, timingOf, windowsOf } from '../plan.ts'
import { formatRelease } from '../release.ts'
import type { Range } from '../steps.ts'
import { lineStarts, positionAt } from '../text.ts'
import type { Transform } from '../transform.ts'
import { maskSecrets } from './secrets.ts'

/** What a plan is made of: the run over the whole range, and what is known of transforms and notes. */
export interface Planned {
  readonly range: Range
  readonly outcomes: readonly Outcome[]
  readonly transforms: readonly Transform[]
  readonly notes: readonly Note[]
}

/** An upgrade of the running system, and what it asks for. */
export interface PlannedHop {
  readonly from: string
  readonly to: string
  /** What must be done on the running system first. */
  readonly due: readonly Advice[]
  readonly edits: readonly PlannedEdit[]
  readonly findings: readonly PlannedFinding[]
  /** What no file shows. */
  readonly advice: readonly Advice[]
}

export interface Advice {
  readonly note: string
  readonly title: string
  readonly advice: string
}

interface PlacedFile {
  readonly path: string
  readonly line: number
  readonly column: number
  readonly transform: string
}

export interface PlannedEdit extends PlacedFile {
  readonly title: string
  /** `now`: the release that runs today reads it already. */
  readonly merge: Timing | 'now'
}

export interface PlannedFinding extends PlacedFile {
  readonly message: string
}

/** The upgrades that lead there. They stop where what these files need can be done in peace. */
export function plannedHops({ range, outcomes, transforms, notes }: Planned): readonly Hop[] {
  const made = new Set(outcomes.flatMap(({ edits }) => edits.map((edit) => edit.transform)))
  return hopsBetween(
    range,
    windowsOf(
      transforms.filter(({ id }) => made.has(id)),
      notes,
    ),
  )
}

/** What each upgrade asks for. */
export function planHops(planned: Planned): PlannedHop[] {
  const hops = plannedHops(planned)
  const sinces = new Map(planned.transforms.map(({ id, since }) => [id, since]))
  return hops.map((hop) => {
    // What belongs to no release, such as a comment that suppresses nothing, is told at once.
    const within: Within = ({ release, transform }) =>
      (release === undefined ? hops[0] : hopOfChange(hops, sinces.get(transform) ?? [], release)) === hop
    return {
      from: formatRelease(hop.from),
      to: formatRelease(hop.to),
      due: dueBefore(planned.notes, hop).map(adviceOf),
      edits: planned.outcomes.flatMap((outcome) => editsOf(outcome, planned, hop, within)),
      findings: planned.outcomes.flatMap((outcome) => findingsOf(outcome, within)),
      advice: adviceFor(planned.notes, hop).map(adviceOf),
    }
  })
}

function adviceOf({ id, title, advice = '' }: Note): Advice {
  return { note: id, title, advice }
}

type Within = (made: { readonly release?: string; readonly transform: string }) => boolean

function editsOf({ path, text, edits }: Outcome, planned: Planned, hop: Hop, within: Within): PlannedEdit[] {
  const starts = lineStarts(text)
  return edits.filter(within).map(({ transform, span }) => {
    const known = planned.transforms.find(({ id }) => id === transform)
    const timing = known === undefined ? 'with' : timingOf(known, hop)
    const now = known !== undefined && timingOf(known, { from: planned.range.from, to: hop.to }) === 'before'
    const merge = now ? 'now' : timing
    return { path, ...positionAt(starts, span.start), transform, title: known?.title ?? transform, merge }
  })
}

function findingsOf({ path, text, findings }: Outcome, within: Within): PlannedFinding[] {
  const starts = lineStarts(text)
  return findings.filter(within).map(({ offset, transform, message }) => {
    return { path, ...positionAt(starts, offset), transform, message: maskSecrets(message, '', true) }
  })
}

/** The same for machines. */
export function formatPlanJson({ range }: Planned, hops: readonly PlannedHop[]): string {
  const plan = { schemaVersion: 1, from: formatRelease(range.from), to: formatRelease(range.to), hops }
  return `${JSON.stringify(plan, undefined, 2)}\n`
}
