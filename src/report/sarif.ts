import { type Described, occurring } from './described.ts'
import type { Told } from './formats.ts'
import type { ReportedFile } from './json.ts'
import { artifactOf, editResults, escapeLinks, findingResults } from './sarif-results.ts'
import { escapeJson } from './terminal.ts'

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'
/** GitHub takes no more of a run. */
const LIMIT = 25_000

/**
 * A SARIF 2.1.0 log with one run. Rules are the transforms that occur; results are findings (level `warning`) and edits
 * (`note`, or `warning` where they needed consent) with their fixes; failed files are notifications. Places are those of
 * the files as they were read. At most 25,000 results: findings come before edits.
 */
export function formatSarif(told: Told): string {
  const { report, outcomes } = told
  const rules = occurring(told)
  const listed = outcomes.filter(({ status }) => status !== 'clean')
  const pairs = report.files.flatMap((file, index) => {
    const outcome = listed[index]
    return outcome === undefined ? [] : [{ file, outcome }]
  })
  const results = [
    ...pairs.flatMap(({ file, outcome }) => findingResults(file, outcome, rules)),
    ...pairs.flatMap(({ file, outcome }) => editResults(file, outcome, rules)),
  ]
  const notifications = report.files.flatMap(notificationOf)
  if (results.length > LIMIT) notifications.push(leftOut(results.length - LIMIT))
  const run = {
    tool: { driver: { ...report.tool, rules: [...rules.values()].map(ruleOf) } },
    invocations: [{ executionSuccessful: report.summary.failed === 0, toolExecutionNotifications: notifications }],
    originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The folder that was migrated.' } } },
    columnKind: 'utf16CodeUnits',
    results: results.slice(0, LIMIT),
  }
  return `${escapeJson(JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, undefined, 2))}\n`
}

function ruleOf({ id, title, link, about, release }: Described): object {
  const text = about === '' ? title : about
  const note =
    link === undefined ? { text: '', markdown: '' } : { text: `\nNote: ${link}`, markdown: `\n\n[Note](${link})` }
  return {
    id,
    shortDescription: { text: escapeLinks(title) },
    fullDescription: { text: escapeLinks(text) },
    help: { text: escapeLinks(text) + note.text, markdown: text + note.markdown },
    ...(link === undefined ? {} : { helpUri: link }),
    properties: { tags: ['upgrade', release] },
  }
}

function notificationOf({ path, status, error = '' }: ReportedFile): object[] {
  if (status !== 'failed' && status !== 'skipped') return []
  const level = status === 'failed' ? 'error' : 'warning'
  const locations = [{ physicalLocation: { artifactLocation: artifactOf(path) } }]
  return [{ level, message: { text: escapeLinks(`${status}: ${error}`) }, locations }]
}

function leftOut(count: number): object {
  return { level: 'warning', message: { text: `${count} more results are left out; the JSON report has them all.` } }
}
