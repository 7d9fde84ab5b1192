import type { Outcome } from '../outcome.ts'
import type { Run } from '../repository.ts'
import type { Finding, MadeEdit } from '../result.ts'
import { lineStarts, positionAt } from '../text.ts'
import type { Safety } from '../transform.ts'
import { leadOf, maskSecrets } from './secrets.ts'
import { escapeJson } from './terminal.ts'

/** What a run found and did; docs/report.md describes each field. Secrets are masked. */
export interface Report {
  readonly schemaVersion: 1
  readonly tool: { readonly name: string; readonly version: string }
  readonly from: string
  readonly to: string
  readonly files: readonly ReportedFile[]
  readonly summary: Summary
}

export interface ReportedFile {
  readonly path: string
  readonly status: 'changed' | 'flagged' | 'failed' | 'skipped'
  readonly edits: readonly ReportedEdit[]
  readonly findings: readonly ReportedFinding[]
  readonly error?: string
}

interface Place {
  readonly transform: string
  /** The first of the notes. */
  readonly note: string
  readonly notes: readonly string[]
  readonly line: number
  readonly column: number
}

export interface ReportedEdit extends Place {
  readonly safety: Safety
  readonly before: string
  readonly after: string
}

export interface ReportedFinding extends Place {
  readonly message: string
  readonly suggestion?: string
}

/** `files` to `skipped` count files, the rest counts sites: found = edits + findings + suppressed. */
interface Summary {
  readonly files: number
  readonly changed: number
  readonly flagged: number
  readonly failed: number
  readonly skipped: number
  readonly edits: number
  readonly findings: number
  readonly found: number
  readonly suppressed: number
}

export type Origin = Pick<Report, 'tool' | 'from' | 'to'>

export function createReport(run: Run, { tool, from, to }: Origin): Report {
  const files = run.outcomes.flatMap(reportFile)
  const sum = (count: (outcome: Outcome) => number): number =>
    run.outcomes.reduce((total, each) => total + count(each), 0)
  const count = (status: ReportedFile['status']): number => files.filter((file) => file.status === status).length
  const summary: Summary = {
    files: run.files,
    changed: count('changed'),
    flagged: count('flagged'),
    failed: count('failed'),
    skipped: count('skipped'),
    edits: files.reduce((sum, file) => sum + file.edits.length, 0),
    findings: files.reduce((sum, file) => sum + file.findings.length, 0),
    found: sum((outcome) => outcome.found),
    suppressed: sum((outcome) => outcome.suppressed),
  }
  return { schemaVersion: 1, tool, from, to, files, summary }
}

/** @throws when the totals do not add up: something was lost on the way, which is a fault of this program */
export function checkTotals({ summary }: Report): void {
  const { found, edits, findings, suppressed, files, changed, flagged, failed, skipped } = summary
  const accounted = edits + findings + suppressed
  if (found !== accounted) throw new Error(`${found} sites were found, ${accounted} are accounted for`)
  const listed = changed + flagged + failed + skipped
  if (listed > files) throw new Error(`${files} files were looked at, ${listed} are listed`)
}

function reportFile(outcome: Outcome): ReportedFile[] {
  const { path, status, text, error } = outcome
  if (status === 'clean') return []
  const starts = lineStarts(text)
  const place = (source: { transform: string; notes: readonly string[] }, offset: number): Place => ({
    transform: source.transform,
    note: source.notes[0] ?? source.transform,
    notes: source.notes,
    ...positionAt(starts, offset),
  })
  const edits = [...outcome.edits].sort((a, b) => a.span.start - b.span.start)
  const findings = [...outcome.findings].sort((a, b) => a.offset - b.offset)
  const file = {
    path,
    status,
    edits: edits.map((edit) => ({ ...place(edit, edit.span.start), ...editTexts(text, edit) })),
    findings: findings.map((finding) => ({ ...place(finding, finding.offset), ...findingTexts(finding) })),
  }
  // A parser may quote what it could not read.
  return [error === undefined ? file : { ...file, error: maskSecrets(error) }]
}

function editTexts(text: string, { span, safety, before, after }: MadeEdit): Omit<ReportedEdit, keyof Place> {
  const lead = leadOf(text, span.start)
  return { safety, before: maskSecrets(before, lead), after: maskSecrets(after, lead) }
}

function findingTexts({ message, suggestion }: Finding): Omit<ReportedFinding, keyof Place> {
  const masked = maskSecrets(message, '', true)
  return suggestion === undefined ? { message: masked } : { message: masked, suggestion: maskSecrets(suggestion) }
}

export function formatReport(report: Report): string {
  return `${escapeJson(JSON.stringify(report, undefined, 2))}\n`
}
