import { resolve } from 'node:path'
import { packageVersion } from './files/package.ts'
import { writeOutput } from './files/write.ts'
import type { Options } from './options.ts'
import { type Output, print } from './output.ts'
import { formatRelease } from './release.ts'
import { formatAs, isFormat, type Told } from './report/formats.ts'
import { checkTotals, createReport, type Report } from './report/json.ts'
import { formatChangedPaths, formatFailures, formatProofs, formatSummary } from './report/summary.ts'
import { severities, type SeverityOf } from './report/severity.ts'
import { escapeLine, showPatch, wantsColour } from './report/terminal.ts'
import type { Run } from './repository.ts'
import type { Request } from './result.ts'
import type { Range } from './steps.ts'

/** Who is told, and what they asked for. */
interface Listener {
  readonly options: Options
  readonly stdout: Output
  readonly stderr: Output
  readonly env: NodeJS.ProcessEnv
}

/**
 * Writes the reports, prints what was asked for and what is left to do.
 * @returns the exit code
 */
export async function conclude(listener: Listener, run: Run, range: Range, { steps }: Request): Promise<number> {
  const { options, stderr } = listener
  const tool = { name: 'mesh-migrate', version: packageVersion() }
  const report = createReport(run, { tool, from: formatRelease(range.from), to: formatRelease(range.to) })
  const told = { report, outcomes: run.outcomes, steps }
  const patch = options.output === 'diff' || options.patch !== undefined ? await patchOf(run) : ''
  for (const { format, path } of options.reports) writeOutput(resolve(options.cwd, path), await formatAs(format, told))
  if (options.patch !== undefined) writeOutput(resolve(options.cwd, options.patch), patch, 0o600)
  if (options.command !== 'filter') await printData(listener, told, patch)
  await print(stderr, messages(options, run, report, severities(steps, range.to)))
  // Last: what was done must be told in any case.
  checkTotals(report)
  return exitCode(options, report)
}

/** Loaded only where there is something to show. */
async function patchOf(run: Run): Promise<string> {
  const changed = run.outcomes.filter(({ status }) => status === 'changed')
  if (changed.length === 0) return ''
  const { formatDiff } = await import('./report/diff.ts')
  return changed.map(({ path, hunks }) => formatDiff(path, hunks)).join('')
}

async function printData({ options, stdout, env }: Listener, told: Told, patch: string): Promise<void> {
  if (isFormat(options.output)) await print(stdout, await formatAs(options.output, told))
  const shown = stdout.isTTY === true ? showPatch(patch, wantsColour(stdout, env)) : patch
  if (options.output === 'diff') await print(stdout, shown)
  if (options.output === 'paths') await print(stdout, formatChangedPaths(told.report))
}

function messages(
  { verbosity, write, command, outputDir }: Options,
  run: Run,
  report: Report,
  severityOf: SeverityOf,
): string {
  if (verbosity === 'quiet') return formatFailures(report)
  const verbose = verbosity === 'verbose'
  const vendored = verbose ? run.vendored.map((path) => `${escapeLine(path)}: passed over, not your own code\n`) : []
  const proofs = verbose ? formatProofs(run.outcomes) : ''
  const warnings = run.warnings.map((warning) => `warning: ${escapeLine(warning)}\n`)
  const written = write || command === 'filter'
  const elsewhere =
    outputDir === undefined || report.summary.changed === 0
      ? ''
      : `the changed files are in ${escapeLine(outputDir)}; the tree is as it was\n`
  return [...vendored, ...warnings, proofs, formatSummary(report, { written, verbose, severityOf }), elsewhere].join('')
}

export function exitCode({ check, failOn }: Options, { summary }: Report): number {
  if (failOn === 'never') return 0
  if (summary.failed > 0) return 3
  const changes = summary.changed > 0 && (check || failOn === 'changes' || failOn === 'any')
  const findings = summary.findings > 0 && (failOn === 'findings' || failOn === 'any')
  return changes || findings ? 1 : 0
}
