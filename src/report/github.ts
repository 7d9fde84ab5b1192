import type { Outcome } from '../outcome.ts'
import { type Described, occurring } from './described.ts'
import type { Told } from './formats.ts'
import type { ReportedEdit, ReportedFile, ReportedFinding } from './json.ts'
import { escapeControls, escapeLine } from './terminal.ts'

interface Place {
  readonly line: number
  readonly column: number
}

/**
 * Workflow commands of GitHub Actions, one a line: errors for failed files, warnings for findings, and a notice for each
 * transform that changes a file, at its first edit there. Errors come first and notices last: only ten of a kind are shown.
 */
export function formatAnnotations(told: Told): string {
  const described = occurring(told)
  const { files } = told.report
  const errors = files.filter(({ status }) => status === 'failed').map(errorLine)
  const warnings = files.flatMap((file) => file.findings.map((finding) => warningLine(file, finding, described)))
  const notices = files.flatMap((file) => noticeLines(file, described))
  return [...errors, ...warnings, ...notices].map((line) => `${line}\n`).join('')
}

function errorLine(file: ReportedFile): string {
  return command('error', file, placeOf(file.error), 'failed, left as it was', file.error ?? '')
}

/** An error about a place starts with `line:column: `. */
function placeOf(error: Outcome['error'] = ''): Place {
  const [, line = '1', column = '1'] = /^(\d+):(\d+): /.exec(error) ?? []
  return { line: Number(line), column: Number(column) }
}

function warningLine(file: ReportedFile, finding: ReportedFinding, described: Map<string, Described>): string {
  const { transform, message, suggestion } = finding
  const lines = [message]
  if (suggestion !== undefined) lines.push(`write: ${suggestion}`)
  return command('warning', file, finding, transform, [...lines, ...noteLines(described.get(transform))].join('\n'))
}

function noticeLines(file: ReportedFile, described: Map<string, Described>): string[] {
  const first = new Map<string, ReportedEdit>()
  const counts = new Map<string, number>()
  for (const edit of file.edits) {
    if (!first.has(edit.transform)) first.set(edit.transform, edit)
    counts.set(edit.transform, (counts.get(edit.transform) ?? 0) + 1)
  }
  return [...first].map(([transform, edit]) => {
    const count = counts.get(transform) ?? 0
    const title = described.get(transform)?.title ?? transform
    const message = [`${title} (${count} ${count === 1 ? 'edit' : 'edits'})`, ...noteLines(described.get(transform))]
    return command('notice', file, edit, transform, message.join('\n'))
  })
}

function noteLines(described: Described | undefined): string[] {
  return described?.link === undefined ? [] : [`note: ${described.link}`]
}

function command(
  name: string,
  { path }: ReportedFile,
  { line, column }: Place,
  title: string,
  message: string,
): string {
  const properties = { file: path, line: `${line}`, col: `${column}`, title: `mesh-migrate ${title}` }
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`)
  return `::${name} ${list.join(',')}::${escapeData(message)}`
}

/** The runner decodes these, and `%` last; other control characters are shown, not passed on. */
function escapeData(text: string): string {
  return escapeControls(text.replaceAll('\r\n', '\n')).replaceAll('%', '%25').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeLine(text).replaceAll('%', '%25').replaceAll(':', '%3A').replaceAll(',', '%2C')
}
