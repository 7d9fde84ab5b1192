import type { Transform } from '../transform.ts'
import { releaseOf } from './described.ts'
import type { Told } from './formats.ts'
import type { ReportedFile } from './json.ts'
import { escapeControls } from './terminal.ts'

interface Case {
  readonly name: string
  readonly result: 'passed' | 'failure' | 'error' | 'skipped'
  /** The head of the result and the lines below it. */
  readonly message: string
  readonly lines: readonly string[]
}

/**
 * A suite for each release with a case for each transform of the range, which fails when findings are left, and a suite of
 * the files that failed or were skipped.
 */
export function formatJunit({ report, steps }: Told): string {
  const left = findingsByTransform(report.files)
  const suites = new Map<string, Case[]>()
  for (const transform of new Set(steps.flatMap((step) => step.transforms))) {
    const release = releaseOf(transform.id)
    suites.set(release, [...(suites.get(release) ?? []), transformCase(transform, left.get(transform.id) ?? [])])
  }
  const unread = report.files.filter(({ status }) => status === 'failed' || status === 'skipped')
  if (unread.length > 0) suites.set('files', unread.map(fileCase))
  const name = `${report.tool.name} ${report.from} to ${report.to}`
  const head = `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${attribute(name)}">\n`
  const lines = [...suites].flatMap(([suite, cases]) => suiteLines(suite, cases))
  return `${head}${lines.map((line) => `  ${line}\n`).join('')}</testsuites>\n`
}

/** For each transform its findings, each as lines: where and what, then what to write. */
function findingsByTransform(files: readonly ReportedFile[]): Map<string, string[][]> {
  const left = new Map<string, string[][]>()
  for (const { path, findings } of files) {
    for (const { transform, line, column, message, suggestion } of findings) {
      const list = left.get(transform) ?? []
      left.set(transform, list)
      const write = suggestion === undefined ? [] : `write: ${suggestion}`.split('\n').map((each) => `    ${each}`)
      list.push([`${path}:${line}:${column}: ${message}`, ...write])
    }
  }
  return left
}

function transformCase({ id, title }: Transform, findings: readonly string[][]): Case {
  const count = findings.length
  const message = `${count} ${count === 1 ? 'finding' : 'findings'} left: ${title}`
  return { name: id, result: count === 0 ? 'passed' : 'failure', message, lines: findings.flat() }
}

function fileCase({ path, status, error = '' }: ReportedFile): Case {
  return status === 'failed'
    ? { name: path, result: 'error', message: 'failed, left as it was', lines: [error] }
    : { name: path, result: 'skipped', message: error, lines: [] }
}

function suiteLines(name: string, cases: readonly Case[]): string[] {
  const count = (result: Case['result']): number => cases.filter((each) => each.result === result).length
  const counts = `failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}"`
  const head = `<testsuite name="${attribute(name)}" tests="${cases.length}" ${counts}>`
  return [head, ...cases.flatMap((each) => caseLines(name, each)).map((line) => `  ${line}`), '</testsuite>']
}

function caseLines(suite: string, { name, result, message, lines }: Case): string[] {
  const head = `<testcase classname="${attribute(suite)}" name="${attribute(name)}"`
  if (result === 'passed') return [`${head}/>`]
  const open = `${head}><${result} message="${attribute(message)}"`
  if (lines.length === 0) return [`${open}/></testcase>`]
  return [`${open}>${lines.map(characters).join('\n')}</${result}></testcase>`]
}

const ENTITIES = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
])

/** XML has no place for control characters, half characters and two more, not even escaped. */
function characters(text: string): string {
  const allowed = escapeControls(text.replaceAll('\r\n', '\n')).replace(/[\p{Cs}\ufffe\uffff]/gu, '\ufffd')
  return allowed.replace(/[&<>"]/g, (character) => ENTITIES.get(character) ?? character)
}

function attribute(text: string): string {
  return characters(text).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')
}
