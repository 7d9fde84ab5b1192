#!/usr/bin/env node
import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { toldBy } from './assume.ts'
import { conclude, exitCode } from './conclude.ts'
import { withConfig } from './config.ts'
import { packageVersion } from './files/package.ts'
import { checkOutput } from './files/write.ts'
import { explain, listTransforms } from './lookup.ts'
import { HELP } from './help.ts'
import { type Options, parseOptions } from './options.ts'
import { print, printed } from './output.ts'
import { formatRelease } from './release.ts'
import { createReport } from './report/json.ts'
import { formatFailures } from './report/summary.ts'
import { escapeLine } from './report/terminal.ts'
import type { Engine } from './repository.ts'
import type { Request } from './result.ts'
import { currentRelease, filter, firstHop, planFiles, runFiles } from './run.ts'
import type { Session, Streams } from './session.ts'
import { chooseTransforms, parseAnswers, parseRange, type Range, stepsBetween, targetOf } from './steps.ts'
import type { Transform } from './transform.ts'
import { isUserError } from './user-error.ts'

/** What to run with, where it shall not be the real thing. */
export interface Parts {
  readonly transforms?: readonly Transform[]
  readonly engine?: Engine
  /** The exit code of a signal that came meanwhile. */
  readonly signal?: () => number | undefined
  /** Aborted when a signal came. */
  readonly interrupt?: AbortSignal
}

/** @returns the exit code: 0 done, 1 as `--check` and `--fail-on` ask, 2 wrong usage or our fault, 3 some files failed */
export async function main(
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
  streams: Streams,
  parts: Parts = {},
): Promise<number> {
  try {
    const asked = parseOptions(argv)
    if (asked.command === 'help') return await printed(streams.stdout, HELP)
    if (asked.command === 'version') return await printed(streams.stdout, `mesh-migrate ${packageVersion()}\n`)
    const options = await withConfig(asked)
    const given = parts.transforms ?? (await import('../transforms/index.ts')).transforms
    const own =
      options.transforms.length === 0 ? [] : await (await import('./own-transforms.ts')).loadOwn(options, given)
    const transforms = [...given, ...own.map(({ transform }) => transform)]
    const engine = { interrupted: () => parts.signal?.() !== undefined, ...parts.engine }
    const builtIn = parts.transforms === undefined && own.length === 0
    const { stdin, stdout, stderr } = streams
    const { interrupt } = parts
    const code = await execute({ stdin, stdout, stderr, options, env, transforms, own, engine, builtIn, interrupt })
    return parts.signal?.() ?? code
  } catch (error) {
    const expected = isUserError(error)
    const words = expected ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)
    const fault = expected ? '' : 'internal error, please report it: '
    const message = `mesh-migrate: ${fault}${words.split('\n').map(escapeLine).join('\n')}\n`
    await print(streams.stderr, message).catch(() => undefined)
    return 2
  }
}

async function execute(session: Session): Promise<number> {
  const { options, stdout, transforms, own } = session
  if (options.command === 'explain') return printed(stdout, await explain(options.operands[0] ?? '', transforms, own))
  if (options.command === 'merge')
    return printed(stdout, await (await import('./report/fleet-formats.ts')).mergeReports(options, transforms))
  const chosen = chooseTransforms(transforms, options.only, options.skip)
  if (options.command === 'list') return printed(stdout, await listTransforms(chosen, options))
  if (options.command === 'lint') return lint(session)
  const answers = parseAnswers(transforms, options.set)
  const ownIds = own.map(({ transform }) => transform.id)
  const toldOf = toldBy(options.assume)
  const known = toldOf === undefined ? {} : { toldOf }
  const verify =
    options.verifyAgainst.length === 0
      ? undefined
      : await (await import('./verify/load.ts')).loadVerify(options.verifyAgainst, options.cwd)
  for (const path of outputPaths(options)) checkOutput(path)
  const whole = parseRange(options.from === 'auto' ? await currentRelease(session) : options.from, options.to)
  const { unsafe } = options
  const requestOf = (range: Range): Request => {
    return { steps: stepsBetween(chosen, range), unsafe, answers, target: targetOf(range, ownIds), verify, ...known }
  }
  if (options.command === 'plan') return plan(session, requestOf(whole), whole)
  const range = options.hop ? await firstHop(session, requestOf(whole), whole) : whole
  const request = requestOf(range)
  const run = options.command === 'filter' ? await filter(session, request) : await runFiles(session, request)
  return conclude(session, run, range, request)
}

/** Findings only: exit 1 where there are any, unless `--fail-on` says otherwise. */
async function lint({ options, transforms, ...session }: Session): Promise<number> {
  const { run, range, request } = await (await import('./lint-files.ts')).lintFiles(options, transforms)
  return conclude({ ...session, options: { ...options, failOn: options.failOn ?? 'findings' } }, run, range, request)
}

/** Nothing is written: the whole range is run in memory, and told upgrade by upgrade. */
async function plan(session: Session, request: Request, range: Range): Promise<number> {
  const { options, stdout, stderr } = session
  const planned = await planFiles(session, request, range)
  const report = createReport(planned.run, {
    tool: { name: 'mesh-migrate', version: packageVersion() },
    from: formatRelease(range.from),
    to: formatRelease(range.to),
  })
  await print(stdout, (await import('./hops.ts')).showPlan(planned, options))
  await print(stderr, formatFailures(report))
  return exitCode(options, report)
}

function outputPaths({ cwd, reports, patch }: Options): string[] {
  const all = patch === undefined ? reports : [...reports, { path: patch }]
  return all.map(({ path }) => resolve(cwd, path))
}

const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const

async function start(): Promise<void> {
  let signal: number | undefined
  const interrupt = new AbortController()
  // Once: a second signal ends the process at once, which leaves every file whole too.
  for (const [name, code] of Object.entries(SIGNALS)) {
    process.once(name, () => {
      signal = code
      interrupt.abort()
    })
  }
  // Errors are told to the writer; without a listener they would also end the process.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined)
  const parts = { signal: () => signal, interrupt: interrupt.signal }
  process.exitCode = await main(process.argv.slice(2), process.env, process, parts)
}

const entry = process.argv[1]
if (entry !== undefined && realpathSync(entry) === fileURLToPath(import.meta.url)) await start()
