import { dirname } from 'node:path'
import { compareText, findFiles, onlyFolder, workingFolder } from './files/find.ts'
import type { Placed } from './files/gate-groups.ts'
import { createReader, encode } from './files/read.ts'
import { reasonOf } from './files/reason.ts'
import { Scanner, type ScanPlan, showPath } from './files/scan.ts'
import type { Found } from './files/scan-tree.ts'
import { scanFiles, scanFolder } from './files/threads.ts'
import { isWalked } from './files/walk.ts'
import { replaceFile, sweepTemporaries } from './files/write.ts'
import { loading } from './formats/lazy.ts'
import { type Migrate, migrateText, type Outcome, unread, withdraw } from './outcome.ts'
import { concernedPaths, gateWordsOf, needsOfWords, soughtBy, withNames } from './prefilter.ts'
import type { Request, Told } from './result.ts'
import { Survey } from './survey.ts'
import type { Transform } from './transform.ts'
import { UserError } from './user-error.ts'
import { namesIn } from './views/needs.ts'

export interface RepositoryRequest extends Request {
  /** The folder that paths are taken from and shown from. */
  readonly cwd: string
  /** Files, folders and globs; none: the whole folder. */
  readonly paths: readonly string[]
  /** Write the files, not only say what would change. */
  readonly write: boolean
  /** Write files with uncommitted changes too. */
  readonly allowDirty: boolean
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
  /** Asked between files: true ends the run after the file in hand. */
  readonly interrupted?: (() => boolean) | undefined
}

interface FoundFile {
  /** As it is shown: from the working folder, with slashes. */
  readonly path: string
  readonly absolute: string
}

interface FoundInScope extends Found {
  /** Whether a file is one of those that were looked at. */
  readonly holds: (path: string) => boolean
}

interface Migrated {
  readonly file: FoundFile
  readonly outcome: Outcome
}

/**
 * Migrates the files of a folder: all of them in memory, then, where asked for, written one by one.
 * @throws UserError for a path that is not there, and before anything is written when a file has uncommitted changes
 */
export async function migrateRepository(request: RepositoryRequest, engine: Engine = {}): Promise<Run> {
  const base = workingFolder(request.cwd)
  const found = await scan(base, request, engine)
  const survey = await Survey.of(base, found.leads)
  const toldOf = (path: string): Told | undefined => request.toldOf?.(path) ?? survey.toldOf(path)
  const more = survey.files.filter((path) => found.holds(path))
  const concerned = [...new Set([...found.concerned, ...more])]
  const migrated = await migrateFiles(base, { ...found, concerned }, { ...request, toldOf }, engine)
  const changed = migrated.filter(({ outcome }) => outcome.status === 'changed')
  const warnings = request.write && !request.allowDirty && changed.length > 0 ? await refuseDirty(changed) : []
  const written = request.write ? await writeFiles(migrated, engine) : migrated.map(({ outcome }) => outcome)
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
  const isStopped = (): Promise<boolean> => isInterrupted(engine)
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
  const read = createReader(() => true)
  for (const file of found.concerned.map(fileOf).sort(byPath)) {
    const reading = read(file.absolute)
    if (reading.kind === 'clean') continue
    const outcome =
      reading.kind === 'text'
        ? await loading(() => migrateText(file.path, reading, request, migrate))
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

/** @returns warnings where git cannot tell */
async function refuseDirty(changed: readonly Migrated[]): Promise<readonly string[]> {
  const { gitState } = await import('./files/git.ts')
  const { dirty, warnings } = gitState(changed.map(({ file }) => file.absolute))
  const paths = changed.filter(({ file }) => dirty.has(file.absolute)).map(({ file }) => file.path)
  if (paths.length === 0) return warnings
  const list = paths.slice(0, 20).map((path) => `\n  ${path}`)
  const more = paths.length > list.length ? `\n  and ${paths.length - list.length} more` : ''
  throw new UserError(
    `nothing was written: these files have changes that no commit holds.${list.join('')}${more}\n` +
      'Commit them first, or pass --allow-dirty.',
  )
}

async function writeFiles(migrated: readonly Migrated[], engine: Engine): Promise<Outcome[]> {
  const changed = migrated.filter(({ outcome }) => outcome.status === 'changed')
  for (const folder of new Set(changed.map(({ file }) => dirname(file.absolute)))) sweepTemporaries(folder)
  const outcomes: Outcome[] = []
  let stopped = await isInterrupted(engine)
  for (const { file, outcome } of migrated) {
    if (outcome.status !== 'changed') outcomes.push(outcome)
    else if (stopped) outcomes.push(withdraw(outcome, 'not written, the run was interrupted: run again'))
    else {
      outcomes.push(writeFile(file, outcome))
      stopped = await isInterrupted(engine)
    }
  }
  return outcomes
}

function writeFile(file: FoundFile, outcome: Outcome): Outcome {
  try {
    const { text, newText, bom } = outcome
    replaceFile(file.absolute, encode(text, bom), encode(newText, bom))
    return outcome
  } catch (error) {
    return withdraw(outcome, reasonOf(error))
  }
}
