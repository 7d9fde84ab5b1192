import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { reasonOf } from '../files/reason.ts'
import { UserError } from '../user-error.ts'
import type { Report, ReportedEdit, ReportedFile, ReportedFinding } from './json.ts'

/** A repository's report, under the name the fleet report calls it. */
export interface NamedReport {
  readonly name: string
  readonly report: Report
}

interface Source {
  readonly path: string
  /** What it may be called, the shortest name first. */
  readonly names: readonly string[]
}

/**
 * Reads JSON reports.
 * @param operands paths from `cwd`, or `NAME=path`; without a name, the file's own is taken, with as many of its folders as
 * tell it from the others
 * @throws UserError naming the file that is missing or no report, and for a name or a file given twice
 */
export function readReports(cwd: string, operands: readonly string[]): NamedReport[] {
  const sources = operands.map((operand) => sourceOf(cwd, operand))
  const seen = new Set<string>()
  for (const { path } of sources) {
    if (seen.size === seen.add(resolve(cwd, path)).size) throw new UserError(`${path} is given twice.`)
  }
  const names = nameSources(sources)
  return sources.map(({ path }, index) => ({ name: names[index] ?? path, report: readReport(cwd, path) }))
}

function sourceOf(cwd: string, operand: string): Source {
  const equals = operand.indexOf('=')
  if (equals > 0 && !existsSync(resolve(cwd, operand))) {
    return { path: operand.slice(equals + 1), names: [operand.slice(0, equals)] }
  }
  const parts = operand.replace(/\.json$/i, '').split(/[\\/]/)
  return { path: operand, names: parts.map((_, index) => parts.slice(-1 - index).join('/')) }
}

/** Each pass lengthens every name that is not the only one of its kind. */
function nameSources(sources: readonly Source[]): string[] {
  const lengths = sources.map(() => 0)
  for (;;) {
    const names = sources.map(({ path, names }, index) => names[lengths[index] ?? 0] ?? path)
    const groups = new Map<string, number[]>(names.map((name) => [name, []]))
    for (const [index, name] of names.entries()) groups.get(name)?.push(index)
    const shared = [...groups].filter(([, group]) => group.length > 1)
    if (shared.length === 0) return names
    for (const [name, group] of shared) {
      const longer = group.filter((index) => (lengths[index] ?? 0) < (sources[index]?.names.length ?? 0) - 1)
      if (longer.length === 0) throw sharedName(name, sources[group[0] ?? 0], sources[group[1] ?? 0])
      for (const index of longer) lengths[index] = (lengths[index] ?? 0) + 1
    }
  }
}

function sharedName(name: string, first: Source | undefined, second: Source | undefined): UserError {
  return new UserError(
    `${first?.path} and ${second?.path} are both called ${name}: name them, as in NAME=${first?.path}.`,
  )
}

function readReport(cwd: string, path: string): Report {
  let text: string
  try {
    text = readFileSync(resolve(cwd, path), 'utf8')
  } catch (error) {
    throw new UserError(`${path}: ${reasonOf(error)}`)
  }
  try {
    return reportOf(JSON.parse(text))
  } catch (error) {
    throw new UserError(`${path} is no JSON report: ${reasonOf(error)}. See mesh-migrate --report json:<file>.`)
  }
}

type Fields = { readonly [name: string]: unknown }

/** The report in what was read; fields that are not known are left out. @throws Error that says what is wrong */
function reportOf(value: unknown): Report {
  const fields = record(value, 'it')
  if ('fleetVersion' in fields) throw new Error('it is a fleet report already, leave it out')
  if (fields.schemaVersion !== 1) {
    throw new Error(`its schemaVersion is ${JSON.stringify(fields.schemaVersion) ?? 'missing'}, this program reads 1`)
  }
  const tool = record(fields.tool, 'tool')
  const summary = record(fields.summary, 'summary')
  const count = (name: string): number => number(summary, name)
  return {
    schemaVersion: 1,
    tool: { name: text(tool, 'name'), version: text(tool, 'version') },
    from: text(fields, 'from'),
    to: text(fields, 'to'),
    files: list(fields, 'files').map(fileOf),
    summary: {
      files: count('files'),
      changed: count('changed'),
      flagged: count('flagged'),
      failed: count('failed'),
      skipped: count('skipped'),
      edits: count('edits'),
      findings: count('findings'),
      found: count('found'),
      suppressed: count('suppressed'),
    },
  }
}

const STATUSES = ['changed', 'flagged', 'failed', 'skipped'] as const

function fileOf(value: unknown): ReportedFile {
  const fields = record(value, 'an entry of files')
  const status = STATUSES.find((candidate) => candidate === fields.status)
  if (status === undefined) throw new Error(`the status of ${JSON.stringify(fields.path)} is not known`)
  const file = {
    path: text(fields, 'path'),
    status,
    edits: list(fields, 'edits').map(editOf),
    findings: list(fields, 'findings').map(findingOf),
  }
  return fields.error === undefined ? file : { ...file, error: text(fields, 'error') }
}

function placeOf(fields: Fields) {
  const notes = list(fields, 'notes').filter((note) => typeof note === 'string')
  const place = { transform: text(fields, 'transform'), note: text(fields, 'note') }
  return { ...place, notes, line: number(fields, 'line'), column: number(fields, 'column') }
}

function editOf(value: unknown): ReportedEdit {
  const fields = record(value, 'an entry of edits')
  const safety = fields.safety === 'unsafe' ? 'unsafe' : 'safe'
  return { ...placeOf(fields), safety, before: text(fields, 'before'), after: text(fields, 'after') }
}

function findingOf(value: unknown): ReportedFinding {
  const fields = record(value, 'an entry of findings')
  const finding = { ...placeOf(fields), message: text(fields, 'message') }
  return fields.suggestion === undefined ? finding : { ...finding, suggestion: text(fields, 'suggestion') }
}

function record(value: unknown, name: string): Fields {
  if (isRecord(value)) return value
  throw new Error(`${name} is not an object`)
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function list(fields: Fields, name: string): readonly unknown[] {
  const value = fields[name]
  if (Array.isArray(value)) return value
  throw new Error(`${name} is not a list`)
}

function text(fields: Fields, name: string): string {
  const value = fields[name]
  if (typeof value === 'string') return value
  throw new Error(`${name} is not a text`)
}

function number(fields: Fields, name: string): number {
  const value = fields[name]
  if (typeof value === 'number') return value
  throw new Error(`${name} is not a number`)
}
