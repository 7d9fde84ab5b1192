import { dirname, join } from 'node:path'
import { encode } from './files/read.ts'
import { reasonOf } from './files/reason.ts'
import { createFile, isEmptyOrNew, replaceFile, sweepTemporaries } from './files/write.ts'
import { type Outcome, withdraw } from './outcome.ts'
import { UserError } from './user-error.ts'

export interface FoundFile {
  /** As it is shown: from the working folder, with slashes. */
  readonly path: string
  readonly absolute: string
}

export interface Migrated {
  readonly file: FoundFile
  readonly outcome: Outcome
}

/** @throws UserError for a folder that holds something: a file in it might be somebody's */
export function checkFolder(path: string): void {
  if (isEmptyOrNew(path)) return
  throw new UserError(`--output-dir ${path}: it holds files already. Empty it, or name a new folder.`)
}

/**
 * @returns warnings where git cannot tell
 * @throws UserError where a file that would be written has uncommitted changes
 */
export async function refuseDirty(migrated: readonly Migrated[]): Promise<readonly string[]> {
  const changed = changedOf(migrated)
  if (changed.length === 0) return []
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

/** Writes the changed files one by one. @param outputDir where to; undefined: in their own places */
export async function writeFiles(
  migrated: readonly Migrated[],
  outputDir: string | undefined,
  isInterrupted: () => Promise<boolean>,
): Promise<Outcome[]> {
  const folders = changedOf(migrated).map(({ file }) => dirname(file.absolute))
  if (outputDir === undefined) for (const folder of new Set(folders)) sweepTemporaries(folder)
  const outcomes: Outcome[] = []
  let stopped = await isInterrupted()
  for (const { file, outcome } of migrated) {
    if (outcome.status !== 'changed') outcomes.push(outcome)
    else if (stopped) outcomes.push(withdraw(outcome, 'not written, the run was interrupted: run again'))
    else {
      outcomes.push(writeFile(file, outcome, outputDir))
      stopped = await isInterrupted()
    }
  }
  return outcomes
}

function changedOf(migrated: readonly Migrated[]): Migrated[] {
  return migrated.filter(({ outcome }) => outcome.status === 'changed')
}

function writeFile(file: FoundFile, outcome: Outcome, outputDir: string | undefined): Outcome {
  try {
    const { text, newText, bom } = outcome
    if (outputDir === undefined) replaceFile(file.absolute, encode(text, bom), encode(newText, bom))
    else if (/^(?:\.\.(?:\/|$)|\/|[A-Za-z]:)/.test(file.path))
      return withdraw(outcome, 'outside of the working folder: run there (-C) to have it in the output folder')
    else createFile(join(outputDir, file.path), encode(newText, bom), file.absolute)
    return outcome
  } catch (error) {
    return withdraw(outcome, reasonOf(error))
  }
}
