import { packageVersion } from '../files/package.ts'
import type { Transform } from '../transform.ts'
import { UserError } from '../user-error.ts'
import { createFleet, type Fleet } from './fleet.ts'
import { readReports } from './fleet-read.ts'
import { escapeJson } from './terminal.ts'

const FLEET_FORMATS = ['markdown', 'html', 'json', 'csv'] as const
type FleetFormat = (typeof FLEET_FORMATS)[number]

/** As on the command line. */
export interface Merge {
  /** Paths of reports, or `NAME=path`. */
  readonly operands: readonly string[]
  /** Undefined: Markdown. */
  readonly format: string | undefined
  readonly cwd: string
}

/**
 * Joins JSON reports of many repositories into one.
 * @throws UserError naming what is no report
 */
export async function mergeReports(merge: Merge, transforms: readonly Transform[]): Promise<string> {
  const { operands, cwd, format = 'markdown' } = merge
  if (operands.length === 0) throw new UserError('merge takes JSON reports, as in mesh-migrate merge reports/*.json.')
  const chosen = FLEET_FORMATS.find((candidate) => candidate === format)
  if (chosen === undefined) throw new UserError(`--format ${format}: merge gives one of ${FLEET_FORMATS.join(', ')}.`)
  const tool = { name: 'mesh-migrate', version: packageVersion() }
  return formatFleet(createFleet(readReports(cwd, operands), tool, transforms), chosen)
}

/** Only the format asked for is loaded. */
async function formatFleet(fleet: Fleet, format: FleetFormat): Promise<string> {
  switch (format) {
    case 'json':
      return formatJson(fleet)
    case 'csv':
      return (await import('./fleet-csv.ts')).formatFleetCsv(fleet)
    case 'markdown':
      return (await import('./fleet-markdown.ts')).formatFleetMarkdown(fleet)
    case 'html':
      return (await import('./fleet-html.ts')).formatFleetPage(fleet)
  }
}

/** `fleetVersion` tells it from the reports it was made from. */
function formatJson({ tool, summary, repositories, notes }: Fleet): string {
  const fleet = { fleetVersion: 1, tool, summary, repositories, notes }
  return `${escapeJson(JSON.stringify(fleet, undefined, 2))}\n`
}
