import type { Outcome } from '../outcome.ts'
import type { Report, ReportedEdit, ReportedFile, ReportedFinding } from './json.ts'
import type { SeverityOf } from './severity.ts'
import { escapeLine, replaceUnsafe } from './terminal.ts'

/** What the options of a run change about its summary. */
export interface SummaryOptions {
  /** Whether files were written; otherwise edits are spoken of as possible. */
  readonly written: boolean
  readonly verbose: boolean
  readonly severityOf: SeverityOf
}

/**
 * For people: every failure and finding with its place, the worst first and those as bad in the order of the files, then the totals. One
 * line may be long; none is empty.
 */
export function formatSummary(report: Report, { written, verbose, severityOf }: SummaryOptions): string {
  const { files } = report
  const findings = files.flatMap((file) => file.findings.map((finding) => ({ file, finding })))
  findings.sort((a, b) => severityOf(a.finding.transform) - severityOf(b.finding.transform))
  const lines = [
    ...(verbose ? files.flatMap((file) => file.edits.map((edit) => editLine(file, edit))) : []),
    ...files.filter(({ status }) => status === 'failed').map(failureLine),
    ...findings.flatMap(({ file, finding }) => findingLines(file, finding)),
    ...files.filter(({ status }) => status === 'skipped').map(skippedLine),
    ...totals(report, written),
  ]
  return lines.map((line) => `${line}\n`).join('')
}

/** For each changed file, what was proven of its edits. */
export function formatProofs(outcomes: readonly Outcome[]): string {
  const changed = outcomes.filter(({ status }) => status === 'changed')
  return changed.map((outcome) => `${proofLine(outcome)}\n`).join('')
}

/** No file is changed whose patch was not applied and reversed in memory. */
function proofLine({ path, edits, idempotent }: Outcome): string {
  const again = idempotent ? ', idempotent' : ''
  return `${escapeLine(path)}: proven: ${amount(edits.length, 'edit')}${again}, patch applies and reverses`
}

/** Only what went wrong. */
export function formatFailures(report: Report): string {
  const failed = report.files.filter((file) => file.status === 'failed')
  return failed.map((file) => `${failureLine(file)}\n`).join('')
}

/** A line for each changed file, for `git add --pathspec-from-file=-`. */
export function formatChangedPaths(report: Report): string {
  const changed = report.files.filter((file) => file.status === 'changed')
  return changed.map(({ path }) => `${quotePath(path)}\n`).join('')
}

/** As git reads paths: a name with a line break, a quote or another odd character is quoted, and its bytes told in octal. */
function quotePath(path: string): string {
  const quoted = replaceUnsafe(path.replace(/["\\]/g, '\\$&'), octal).replace(/[\t\n]/g, octal)
  return quoted === path ? path : `"${quoted}"`
}

function octal(character: string): string {
  return [...Buffer.from(character)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')
}

function skippedLine(file: ReportedFile): string {
  return `${escapeLine(file.path)}: skipped: ${escapeLine(file.error ?? '')}`
}

function at(file: ReportedFile, { line, column }: { line: number; column: number }): string {
  return `${escapeLine(file.path)}:${line}:${column}`
}

function editLine(file: ReportedFile, edit: ReportedEdit): string {
  return `${at(file, edit)}: ${edit.safety} edit: ${escapeLine(edit.before)} -> ${escapeLine(edit.after)} (${edit.transform})`
}

function findingLines(file: ReportedFile, finding: ReportedFinding): string[] {
  const lines = [`${at(file, finding)}: ${escapeLine(finding.message)}`]
  if (finding.suggestion !== undefined) {
    for (const [index, line] of finding.suggestion.split('\n').entries()) {
      lines.push(`    ${index === 0 ? 'write: ' : '       '}${escapeLine(line)}`)
    }
  }
  const explain = `mesh-migrate explain ${finding.transform}`
  lines.push(finding.notes.length === 0 ? `    see ${explain}` : `    note: ${finding.notes.join(', ')} (${explain})`)
  return lines
}

function failureLine(file: ReportedFile): string {
  return `${escapeLine(file.path)}: failed, left as it was: ${escapeLine(file.error ?? '')}`
}

function totals({ summary, from, to }: Report, written: boolean): string[] {
  const { files, changed, flagged, failed, skipped, edits, findings, found, suppressed } = summary
  const range = `${from} to ${to}`
  const looked = `${amount(files, 'file')} looked at`
  if (found + failed + skipped === 0) return [`${range}: nothing to do, ${looked}`]
  const parts = [
    `${amount(changed, 'file')} ${written ? 'changed' : 'would change'} (${amount(edits, 'edit')})`,
    `${amount(findings, 'finding')} left to you${flagged === 0 ? '' : ` (${amount(flagged, 'file')} with findings only)`}`,
  ]
  if (failed > 0) parts.push(`${amount(failed, 'file')} failed`)
  if (skipped > 0) parts.push(`${amount(skipped, 'file')} skipped`)
  const sum = `found ${found} = ${edits} changed + ${findings} flagged + ${suppressed} suppressed`
  return [`${range}: ${parts.join(', ')}, ${looked}`, sum]
}

function amount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
