#!/usr/bin/env node
import { realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { toldBy } from './assume.ts'
import { conclude, exitCode } from './conclude.ts'
import { withConfig } from './config.ts'
import { packageVersion } from './files/package.ts'
import { decode, encode } from './files/read.ts'
import { checkOutput } from './files/write.ts'
import { loading } from './formats/lazy.ts'
import { explainTransform, listTransforms } from './lookup.ts'
import { HELP } from './option-table.ts'
import { type Options, parseOptions } from './options.ts'
import type { OwnTransform } from './own-transforms.ts'
import { type Output, print, printed } from './output.ts'
import { migrateText, unread } from './outcome.ts'
import { formatRelease } from './release.ts'
import { createReport } from './report/json.ts'
import { formatFailures } from './report/summary.ts'
import { escapeLine } from './report/terminal.ts'
import { type Engine, migrateRepository, type Run } from './repository.ts'
import type { Request } from './result.ts'
import { chooseTransforms, parseAnswers, parseRange, type Range, stepsBetween, targetOf } from './steps.ts'
import type { Transform } from './transform.ts'
import { isUserError } from './user-error.ts'

export interface Streams {
  readonly stdin: AsyncIterable<Uint8Array | string>
  readonly stdout: Output
  readonly stderr: Output
}

/** What to run with, where it shall not be the real thing. */
export interface Parts {
  readonly transforms?: readonly Transform[]
  readonly engine?: Engine
  /** The exit code of a signal that came meanwhile. */
  readonly signal?: () => number | undefined
}

interface Session extends Streams {
  readonly options: Options
  readonly env: NodeJS.ProcessEnv
  readonly transforms: readonly Transform[]
  /** Those of them that the user wrote. */
  readonly own: readonly OwnTransform[]
  readonly engine: Engine
  /** The transforms are those of this program. */
  readonly builtIn: boolean
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
    const code = await execute({ ...streams, options, env, transforms, own, engine, builtIn })
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
  if (options.command === 'explain')
    return printed(stdout, explainTransform(options.operands[0] ?? '', transforms, own))
  if (options.command === 'merge')
    return printed(stdout, await (await import('./report/fleet-formats.ts')).mergeReports(options, transforms))
  const chosen = chooseTransforms(transforms, options.only, options.skip)
  if (options.command === 'list') return printed(stdout, listTransforms(chosen, options))
  if (options.command === 'lint') return lint(session)
  const range = parseRange(options.from, options.to)
  const answers = parseAnswers(transforms, options.set)
  const target = targetOf(
    range,
    own.map(({ transform }) => transform.id),
  )
  const toldOf = toldBy(options.assume)
  const known = toldOf === undefined ? {} : { toldOf }
  const request = { steps: stepsBetween(chosen, range), unsafe: options.unsafe, answers, target, ...known }
  for (const path of outputPaths(options)) checkOutput(path)
  if (options.command === 'plan') return plan(session, request, range)
  const run = options.command === 'filter' ? await filter(session, request) : await migrateFiles(session, request)
  return conclude(session, run, range, request)
}

/** Findings only: exit 1 where there are any, unless `--fail-on` says otherwise. */
async function lint({ options, transforms, ...session }: Session): Promise<number> {
  const { run, range, request } = await (await import('./lint-files.ts')).lintFiles(options, transforms)
  return conclude({ ...session, options: { ...options, failOn: options.failOn ?? 'findings' } }, run, range, request)
}

/** Nothing is written: the whole range is run in memory, and told upgrade by upgrade. */
async function plan(session: Session, request: Request, range: Range): Promise<number> {
  const { options, stdout, stderr, transforms } = session
  const run = await migrateFiles(session, request)
  const [{ formatPlan }, { notes }] = await Promise.all([import('./report/plan.ts'), import('../transforms/notes.ts')])
  const report = createReport(run, {
    tool: { name: 'mesh-migrate', version: packageVersion() },
    from: formatRelease(range.from),
    to: formatRelease(range.to),
  })
  await print(stdout, formatPlan({ range, outcomes: run.outcomes, transforms, notes }))
  await print(stderr, formatFailures(report))
  return exitCode(options, report)
}

function outputPaths({ cwd, reports, patch }: Options): string[] {
  const all = patch === undefined ? reports : [...reports, { path: patch }]
  return all.map(({ path }) => resolve(cwd, path))
}

async function migrateFiles({ options, engine, builtIn }: Session, request: Request): Promise<Run> {
  const { cwd, operands, write, allowDirty, jobs } = options
  const words = builtIn ? (await import('./gate-words.ts')).GATE_WORDS : undefined
  return migrateRepository({ ...request, cwd, paths: operands, write, allowDirty, jobs, words }, engine)
}

/** Standard input to standard output; what cannot be migrated passes as it came. */
async function filter({ options, stdin, stdout, engine }: Session, request: Request): Promise<Run> {
  const chunks: Buffer[] = []
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk))
  const bytes = Buffer.concat(chunks)
  const path = options.stdinFilename ?? 'stdin'
  const decoded = decode(bytes)
  const migrate = engine.migrate ?? (await import('./migrate.ts')).migrate
  const outcome =
    decoded.kind === 'text'
      ? await loading(() => migrateText(path, decoded, request, migrate))
      : unread(path, 'failed', decoded.reason)
  await print(stdout, outcome.status === 'changed' ? encode(outcome.newText, outcome.bom) : bytes)
  return { files: 1, outcomes: [outcome], warnings: [], vendored: [] }
}

const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const

async function start(): Promise<void> {
  let signal: number | undefined
  // Once: a second signal ends the process at once, which leaves every file whole too.
  for (const [name, code] of Object.entries(SIGNALS)) process.once(name, () => (signal = code))
  // Errors are told to the writer; without a listener they would also end the process.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined)
  process.exitCode = await main(process.argv.slice(2), process.env, process, { signal: () => signal })
}

const entry = process.argv[1]
if (entry !== undefined && realpathSync(entry) === fileURLToPath(import.meta.url)) await start()
