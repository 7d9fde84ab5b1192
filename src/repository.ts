import { dirname } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { compareText, type FoundFile, findFiles } from './files/find.ts'
import { gitState } from './files/git.ts'
import { createReader, encode } from './files/read.ts'
import { reasonOf } from './files/reason.ts'
import { replaceFile, sweepTemporaries } from './files/write.ts'
import { loading } from './formats/lazy.ts'
import { type Migrate, migrateText, type Outcome, unread, withdraw } from './outcome.ts'
import { createGate } from './prefilter.ts'
import type { Request } from './result.ts'
import type { Transform } from './transform.ts'
import { UserError } from './user-error.ts'
import { triggersOf } from './views/index.ts'

export interface RepositoryRequest extends Request {
  /** The folder that paths are taken from and shown from. */
  readonly cwd: string
  /** Files, folders and globs; none: the whole folder. */
  readonly paths: readonly string[]
  /** Write the files, not only say what would change. */
  readonly write: boolean
  /** Write files with uncommitted changes too. */
  readonly allowDirty: boolean
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

interface Migrated {
  readonly file: FoundFile
  readonly outcome: Outcome
}

/**
 * Migrates the files of a folder: all of them in memory, then, where asked for, written one by one.
 * @throws UserError for a path that is not there, and before anything is written when a file has uncommitted changes
 */
export async function migrateRepository(request: RepositoryRequest, engine: Engine = {}): Promise<Run> {
  const found = await findFiles(request.cwd, request.paths)
  const migrated = await migrateFiles(found.files, request, engine)
  const changed = migrated.filter(({ outcome }) => outcome.status === 'changed')
  const warnings = request.write && !request.allowDirty && changed.length > 0 ? refuseDirty(changed) : []
  const written = request.write ? await writeFiles(migrated, engine) : migrated.map(({ outcome }) => outcome)
  const unreadable = found.problems.map(({ path, reason }) => unread(path, 'failed', reason))
  return {
    files: found.files.length + found.problems.length,
    outcomes: [...written, ...unreadable].sort((a, b) => compareText(a.path, b.path)),
    warnings,
    vendored: found.vendored,
  }
}

async function migrateFiles(files: readonly FoundFile[], request: Request, engine: Engine): Promise<Migrated[]> {
  const migrate = engine.migrate ?? (await import('./migrate.ts')).migrate
  const transforms = new Set(request.steps.flatMap((step) => step.transforms))
  const read = createReader(createGate([...transforms].flatMap(engine.triggersOf ?? triggersOf)))
  const result: Migrated[] = []
  for (const [index, file] of files.entries()) {
    if (index % 200 === 0 && (await isInterrupted(engine))) break
    const reading = read(file.absolute)
    if (reading.kind === 'clean') continue
    const outcome =
      reading.kind === 'text'
        ? await loading(() => migrateText(file.path, reading, request, migrate))
        : unread(file.path, reading.kind, reading.reason)
    if (outcome.status !== 'clean' || outcome.found > 0) result.push({ file, outcome })
    if (await isInterrupted(engine)) break
  }
  return result
}

/** Signals are delivered between turns only. */
async function isInterrupted(engine: Engine): Promise<boolean> {
  await setImmediate()
  return engine.interrupted?.() ?? false
}

/** @returns warnings where git cannot tell */
function refuseDirty(changed: readonly Migrated[]): readonly string[] {
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
