import { compareText, findFiles, onlyFolder, workingFolder } from './files/find.ts'
import type { Placed } from './files/gate-groups.ts'
import { createReader } from './files/read.ts'
import { Scanner, type ScanPlan, showPath } from './files/scan.ts'
import type { Found } from './files/scan-tree.ts'
import { scanFiles, scanFolder } from './files/threads.ts'
import { isWalked } from './files/walk.ts'
import { loading } from './formats/lazy.ts'
import { type Migrate, migrateText, type Outcome, unread } from './outcome.ts'
import { concernedPaths, gateWordsOf, needsOfWords, soughtBy, withNames } from './prefilter.ts'
import type { Request, Told } from './result.ts'
import { Survey } from './survey.ts'
import type { Transform } from './transform.ts'
import { namesIn } from './views/needs.ts'
import { checkFolder, type FoundFile, type Migrated, refuseDirty, writeFiles } from './writing.ts'

export interface RepositoryRequest extends Request {
  /** The folder that paths are taken from and shown from. */
  readonly cwd: string
  /** Files, folders and globs; none: the whole folder. */
  readonly paths: readonly string[]
  /** Write the files, not only say what would change. */
  readonly write: boolean
  /** Write files with uncommitted changes too. */
  readonly allowDirty: boolean
  /** Where changed files are written instead of their own places: a folder that is new or empty. */
  readonly outputDir?: string | undefined
  /** How many threads at most; undefined: as many as pay. */
  readonly jobs?: number | undefined
  /** The words to search files for, where they are known for all transforms there are. */
  readonly words?: readonly (readonly Placed[])[] | undefined
}

export interface Run {
  /** How many files were looked at. */
  readonly files: number
  /** Of the files there is something to say about, in the order of their paths. */
  readonly outcomes: readonly Outcome[]
  readonly warnings: readonly string[]
  /** Folders of other people's code that were passed over. */
  readonly vendored: readonly string[]
}

/** What a run works with, where it shall not be the real thing. */
export interface Engine {
  readonly migrate?: Migrate | undefined
  readonly triggersOf?: ((transform: Transform) => readonly string[]) | undefined
  /** Runs a file's migration as often as there are answers to be had about it. */
  readonly settle?: ((attempt: () => Promise<Outcome>) => Promise<Outcome>) | undefined
  /** Asked between files: true ends the run after the file in hand. */
  readonly interrupted?: (() => boolean) | undefined
  /** Told now and then how many of the files of concern are done; of none while they are looked for. */
  readonly progress?: ((done: number, total: number) => Promise<void>) | undefined
}

interface FoundInScope extends Found {
  /** Whether a file is one of those that were looked at. */
  readonly holds: (path: string) => boolean
}

/**
 * Migrates the files of a folder: all of them in memory, then, where asked for, written one by one.
 * @throws UserError for a path that is not there, and before anything is written when a file has uncommitted changes
 */
export async function migrateRepository(request: RepositoryRequest, engine: Engine = {}): Promise<Run> {
  const base = workingFolder(request.cwd)
  if (request.outputDir !== undefined) checkFolder(request.outputDir)
  const found = await scan(base, request, engine)
  const survey = await Survey.of(base, found.leads)
  const toldOf = (path: string): Told | undefined => request.toldOf?.(path) ?? survey.toldOf(path)
  const more = survey.files.filter((path) => found.holds(path))
  const wanted = { ...found, concerned: [...new Set([...found.concerned, ...more])] }
  const migrateAll = (using: Engine): Promise<Migrated[]> => migrateFiles(base, wanted, { ...request, toldOf }, using)
  const inPlace = request.write && !request.allowDirty && request.outputDir === undefined
  // Nobody shall answer questions about files that are not written then.
  if (inPlace && engine.settle !== undefined) await refuseDirty(await migrateAll({ ...engine, settle: undefined }))
  const migrated = await migrateAll(engine)
  const warnings = inPlace ? await refuseDirty(migrated) : []
  const written = request.write
    ? await writeFiles(migrated, request.outputDir, () => isInterrupted(engine))
    : migrated.map(({ outcome }) => outcome)
  const problems = new Map(found.problems.map(({ path, reason }) => [showPath(base, path), reason]))
  const unreadable = [...problems].map(([path, reason]) => unread(path, 'failed', reason))
  return {
    files: found.files + problems.size,
    outcomes: [...written, ...unreadable].sort((a, b) => compareText(a.path, b.path)),
    warnings,
    vendored: [...new Set(found.vendored.map((path) => showPath(base, path)))].sort(compareText),
  }
}

/** One folder is scanned as it is walked; several paths may name a file twice, so they are listed first. */
async function scan(base: string, request: RepositoryRequest, engine: Engine): Promise<FoundInScope> {
  const roleOf = request.toldOf === undefined ? undefined : (path: string) => request.toldOf?.(path)?.role
  const plan = planOf(base, request, engine)
  const isStopped = async (): Promise<boolean> => {
    await engine.progress?.(0, 0)
    return isInterrupted(engine)
  }
  const folder = onlyFolder(base, request.paths)
  if (folder !== undefined) {
    const found = await scanFolder(folder, plan, { jobs: request.jobs, roleOf, isInterrupted: isStopped })
    return { ...found, holds: (path) => isWalked(folder, path) }
  }
  const { files, problems, vendored } = await findFiles(base, request.paths)
  const scanner = new Scanner(plan, roleOf)
  await scanFiles(scanner, files, isStopped)
  const named = new Set(files)
  return { ...scanner.scanned, files: files.length, problems, vendored, holds: (path) => named.has(path) }
}

function planOf(base: string, { steps, answers, words }: RepositoryRequest, { triggersOf }: Engine): ScanPlan {
  const transforms = [...new Set(steps.flatMap((step) => step.transforms))]
  const sought = transforms.map((transform) =>
    triggersOf === undefined
      ? soughtBy(transform)
      : { ...soughtBy(transform), needs: needsOfWords(triggersOf(transform)) },
  )
  const names = namesIn(transforms, answers)
  return {
    base,
    words: withNames(words ?? gateWordsOf(sought), names),
    paths: concernedPaths(sought),
    needs: sought.map(({ id, needs }) => [id, needs]),
    names,
  }
}

/** Files of concern one after the other, and what is to be told of those that could not be read. */
async function migrateFiles(base: string, found: Found, request: Request, engine: Engine): Promise<Migrated[]> {
  const fileOf = (absolute: string): FoundFile => ({ path: showPath(base, absolute), absolute })
  const byPath = (a: FoundFile, b: FoundFile): number => compareText(a.path, b.path)
  const result = found.unread.map(({ path, status, reason }): Migrated => {
    const file = fileOf(path)
    return { file, outcome: unread(file.path, status, reason) }
  })
  if (found.concerned.length === 0) return result
  const migrate = engine.migrate ?? (await import('./migrate.ts')).migrate
  const settle = engine.settle ?? ((attempt) => attempt())
  const read = createReader(() => true)
  for (const [done, file] of found.concerned.map(fileOf).sort(byPath).entries()) {
    await engine.progress?.(done, found.concerned.length)
    const reading = read(file.absolute)
    if (reading.kind === 'clean') continue
    const outcome =
      reading.kind === 'text'
        ? await settle(() => loading(() => migrateText(file.path, reading, request, migrate)))
        : unread(file.path, reading.kind, reading.reason)
    if (outcome.status !== 'clean' || outcome.found > 0) result.push({ file, outcome })
    if (await isInterrupted(engine)) break
  }
  return result.sort((a, b) => byPath(a.file, b.file))
}

/** Signals are delivered between turns only. */
async function isInterrupted(engine: Engine): Promise<boolean> {
  await new Promise((turn) => setImmediate(turn))
  return engine.interrupted?.() ?? false
}
