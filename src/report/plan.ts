import type { Note } from '../note.ts'
import type { Outcome } from '../outcome.ts'
import { adviceFor, formatHop, type Hop, hopOf, hopsBetween, type Timing, timingOf } from '../plan.ts'
import type { Finding, MadeEdit } from '../result.ts'
import type { Range } from '../steps.ts'
import { lineStarts, positionAt } from '../text.ts'
import type { Transform } from '../transform.ts'
import { escapeLine } from './terminal.ts'

/** What a plan is made of: the run over the whole range, and what is known of transforms and notes. */
export interface Planned {
  readonly range: Range
  readonly outcomes: readonly Outcome[]
  readonly transforms: readonly Transform[]
  readonly notes: readonly Note[]
}

const TIMINGS: { readonly [timing in Timing]: string } = {
  before: 'may be merged now, before the upgrade',
  with: 'must be merged together with the upgrade',
  after: 'may be merged once the upgrade is done',
}

/** The upgrades that lead there, and for each: what is edited and when that may be merged, what is left to do, and what no file shows. */
export function formatPlan(planned: Planned): string {
  const hops = hopsBetween(planned.range)
  const head = `${hops.length} ${hops.length === 1 ? 'upgrade' : 'upgrades'}: ${hops.map(formatHop).join(', ')}\n`
  const why = hops.length > 1 ? 'Kuma supports upgrades over at most two minor releases at a time.\n' : ''
  return head + why + hops.map((hop) => formatUpgrade(planned, hop, hops)).join('')
}

function formatUpgrade(planned: Planned, hop: Hop, hops: readonly Hop[]): string {
  const within = (at: string | undefined): boolean => at !== undefined && hopOf(hops, at) === hop
  const lines = [`\n# ${formatHop(hop)}\n`]
  for (const timing of ['before', 'with', 'after'] as const) {
    const edits = editLines(planned, (edit, transform) => within(edit.release) && timingOf(transform, hop) === timing)
    if (edits.length > 0) lines.push(`Edits that ${TIMINGS[timing]}:`, ...edits, '')
  }
  const findings = planned.outcomes.flatMap((outcome) => findingLines(outcome, ({ release }) => within(release)))
  if (findings.length > 0) lines.push('Left to you:', ...findings, '')
  const advice = adviceFor(planned.notes, hop).map(({ title, advice }) => `  ${title}: ${advice ?? ''}`)
  if (advice.length > 0) lines.push('No file shows:', ...advice, '')
  if (lines.length === 1) lines.push('Nothing to do in these files.', '')
  return lines.join('\n')
}

/** A line for each transform with its files, in the order of the transforms. */
function editLines(
  { outcomes, transforms }: Planned,
  accepts: (edit: MadeEdit, transform: Transform) => boolean,
): string[] {
  return transforms.flatMap((transform) => {
    const files = outcomes.flatMap(({ path, edits }) => {
      const count = edits.filter((edit) => edit.transform === transform.id && accepts(edit, transform)).length
      return count === 0 ? [] : [`${escapeLine(path)} (${count})`]
    })
    return files.length === 0 ? [] : [`  ${transform.id}  ${transform.title}`, `    ${files.join(', ')}`]
  })
}

function findingLines({ path, text, findings }: Outcome, accepts: (finding: Finding) => boolean): string[] {
  const starts = lineStarts(text)
  return findings.filter(accepts).map(({ offset, message }) => {
    const { line, column } = positionAt(starts, offset)
    return `  ${escapeLine(path)}:${line}:${column}: ${escapeLine(message)}`
  })
}
