import { compareText } from '../files/find.ts'
import type { Transform } from '../transform.ts'
import { type Concern, concernOf } from './fleet-concern.ts'
import type { NamedReport } from './fleet-read.ts'
import type { Report, ReportedFinding } from './json.ts'

/**
 * What a repository still needs, the most urgent first: files that failed, findings that concern security, other findings (and
 * files that were skipped), only to be merged, nothing.
 */
export const STATES = ['failed', 'security', 'decide', 'ready', 'clean'] as const
export type State = (typeof STATES)[number]

export interface Fleet {
  readonly tool: Report['tool']
  readonly summary: FleetSummary
  /** Who must act first comes first. */
  readonly repositories: readonly Repository[]
  /** In the order of the releases. */
  readonly notes: readonly FleetNote[]
}

/** Sums over all repositories, and how many of them are in each state. */
export interface FleetSummary extends Counts {
  readonly repositories: number
  readonly states: { readonly [state in State]: number }
}

interface Counts {
  readonly files: number
  readonly changed: number
  readonly failed: number
  readonly skipped: number
  readonly edits: number
  readonly findings: number
  /** Findings among them that concern security. */
  readonly security: number
}

export interface Repository extends Counts {
  readonly name: string
  readonly from: string
  readonly to: string
  readonly state: State
  readonly notes: readonly Tally[]
  /** Files that failed or were skipped, and why. */
  readonly unread: readonly { readonly path: string; readonly status: 'failed' | 'skipped'; readonly error: string }[]
  readonly left: readonly Left[]
}

/** What a transform did in a repository, or in all of them. */
export interface Tally {
  readonly transform: string
  readonly edits: number
  readonly findings: number
}

/** A finding with its file. */
export interface Left extends Pick<ReportedFinding, 'transform' | 'line' | 'column' | 'message'> {
  readonly path: string
}

export interface FleetNote extends Tally {
  /** The upgrade notes it carries out, as the reports say. */
  readonly notes: readonly string[]
  /** Its id where this program does not know it. */
  readonly title: string
  readonly concern: Concern | undefined
  /** How many repositories it edits, and in how many it leaves something to decide. */
  readonly edited: number
  readonly asking: number
}

/**
 * Joins reports of repositories.
 * @param transforms for their titles and their order
 */
export function createFleet(
  reports: readonly NamedReport[],
  tool: Report['tool'],
  transforms: readonly Transform[],
): Fleet {
  const titles = titlesOf(reports, transforms)
  const concerns = (id: string): Concern | undefined => concernOf(id, titles.get(id) ?? '')
  const repositories = reports.map((each) => repositoryOf(each, [...titles.keys()], concerns)).sort(compareUrgency)
  const states = { failed: 0, security: 0, decide: 0, ready: 0, clean: 0 }
  for (const { state } of repositories) states[state]++
  const sums = { files: 0, changed: 0, failed: 0, skipped: 0, edits: 0, findings: 0, security: 0 }
  for (const each of repositories) for (const name of COUNTS) sums[name] += each[name]
  const summary = { repositories: repositories.length, states, ...sums }
  return { tool, summary, repositories, notes: notesOf(reports, repositories, titles, concerns) }
}

/** Of the transforms that the reports name, in the order of this program; those it does not know come last and are their own titles. */
function titlesOf(reports: readonly NamedReport[], transforms: readonly Transform[]): Map<string, string> {
  const files = reports.flatMap(({ report }) => report.files)
  const named = new Set(files.flatMap((file) => [...file.edits, ...file.findings].map(({ transform }) => transform)))
  const known = transforms.filter(({ id }) => named.has(id))
  const titles = new Map(known.map(({ id, title }) => [id, title]))
  for (const id of [...named].sort(compareText)) if (!titles.has(id)) titles.set(id, id)
  return titles
}

const COUNTS = ['files', 'changed', 'failed', 'skipped', 'edits', 'findings', 'security'] as const

function repositoryOf(
  { name, report }: NamedReport,
  order: readonly string[],
  concerns: (id: string) => Concern | undefined,
): Repository {
  const { from, to, files, summary } = report
  const left = files.flatMap(({ path, findings }) => findings.map((finding) => ({ path, ...placeOf(finding) })))
  const counts = {
    files: summary.files,
    changed: summary.changed,
    failed: summary.failed,
    skipped: summary.skipped,
    edits: summary.edits,
    findings: summary.findings,
    security: left.filter(({ transform }) => concerns(transform) !== undefined).length,
  }
  const unread = files.flatMap(({ path, status, error = '' }) => {
    return status === 'failed' || status === 'skipped' ? [{ path, status, error }] : []
  })
  return { name, from, to, state: stateOf(counts), ...counts, notes: talliesOf(report, order), unread, left }
}

function talliesOf({ files }: Report, order: readonly string[]): Tally[] {
  const tallies = new Map(order.map((transform) => [transform, { transform, edits: 0, findings: 0 }]))
  for (const { edits, findings } of files) {
    for (const { transform } of edits) count(tallies.get(transform), 'edits')
    for (const { transform } of findings) count(tallies.get(transform), 'findings')
  }
  return [...tallies.values()].filter(({ edits, findings }) => edits + findings > 0)
}

function count(tally: { edits: number; findings: number } | undefined, name: 'edits' | 'findings'): void {
  if (tally !== undefined) tally[name]++
}

function placeOf({ transform, line, column, message }: ReportedFinding): Omit<Left, 'path'> {
  return { transform, line, column, message }
}

function stateOf({ failed, security, findings, skipped, changed }: Counts): State {
  if (failed > 0) return 'failed'
  if (security > 0) return 'security'
  if (findings + skipped > 0) return 'decide'
  return changed > 0 ? 'ready' : 'clean'
}

/** By state, then by what is left, then by what changed; equal ones by name. */
function compareUrgency(a: Repository, b: Repository): number {
  return (
    STATES.indexOf(a.state) - STATES.indexOf(b.state) ||
    b.failed - a.failed ||
    b.security - a.security ||
    b.findings + b.skipped - (a.findings + a.skipped) ||
    b.edits - a.edits ||
    compareText(a.name, b.name)
  )
}

function notesOf(
  reports: readonly NamedReport[],
  repositories: readonly Repository[],
  titles: ReadonlyMap<string, string>,
  concerns: (id: string) => Concern | undefined,
): FleetNote[] {
  const ids = new Map<string, Set<string>>()
  for (const { report } of reports) {
    for (const { transform, notes } of report.files.flatMap(({ edits, findings }) => [...edits, ...findings])) {
      const known = ids.get(transform) ?? new Set()
      ids.set(transform, known)
      for (const note of notes) known.add(note)
    }
  }
  const rows = repositories.flatMap(({ notes }) => notes)
  return [...titles].map(([transform, title]) => {
    const own = rows.filter((row) => row.transform === transform)
    return {
      transform,
      notes: [...(ids.get(transform) ?? [])],
      title,
      concern: concerns(transform),
      edits: own.reduce((sum, { edits }) => sum + edits, 0),
      findings: own.reduce((sum, { findings }) => sum + findings, 0),
      edited: own.filter(({ edits }) => edits > 0).length,
      asking: own.filter(({ findings }) => findings > 0).length,
    }
  })
}
