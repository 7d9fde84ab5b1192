import { lstatSync, realpathSync, statSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import { UserError } from '../user-error.ts'
import { reasonOf } from './reason.ts'
import { VENDORED, type Walk, walkFolder } from './walk.ts'

/** Absolute paths, in any order, each once. */
export interface Found {
  readonly files: readonly string[]
  readonly problems: readonly { readonly path: string; readonly reason: string }[]
  readonly vendored: readonly string[]
}

/**
 * The files that paths (files, folders, globs) stand for.
 * @throws UserError for a path that is not there
 */
export async function findFiles(base: string, paths: readonly string[]): Promise<Found> {
  const all: Walk = { files: [], problems: [], vendored: [] }
  for (const path of paths.length === 0 ? ['.'] : paths) {
    const walk = isMissing(resolve(base, path)) ? await expandGlob(base, path) : lookAt(base, path)
    for (const file of walk.files) all.files.push(file)
    all.problems.push(...walk.problems)
    all.vendored.push(...walk.vendored)
  }
  return { ...all, files: [...new Set(all.files)] }
}

/** The folder that a single path stands for; none given: the base. Undefined where it stands for anything else. */
export function onlyFolder(base: string, paths: readonly string[]): string | undefined {
  const [path = '.', ...others] = paths
  const lexical = resolve(base, path)
  if (others.length > 0 || isMissing(lexical)) return undefined
  try {
    const real = realpathSync(lexical)
    return statSync(real).isDirectory() && isInside(base, lexical) === isInside(base, real) ? real : undefined
  } catch {
    return undefined
  }
}

/** By code unit: the same on every machine, whatever its language. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** @throws UserError where it is not there */
export function workingFolder(cwd: string): string {
  try {
    return realpathSync(cwd)
  } catch (error) {
    throw new UserError(`${cwd}: ${reasonOf(error)}`)
  }
}

/** What may be there but cannot be looked at is not missing. */
function isMissing(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) === undefined
  } catch {
    return false
  }
}

/** A file or folder that was asked for by name: looked at even where it is ignored. */
function lookAt(base: string, path: string): Walk {
  const lexical = resolve(base, path)
  const walk: Walk = { files: [], problems: [], vendored: [] }
  try {
    const real = realpathSync(lexical)
    const kind = statSync(real)
    if (isInside(base, lexical) && !isInside(base, real)) {
      walk.problems.push({
        path: lexical,
        reason: 'a symbolic link out of the working folder: give the path of its target',
      })
    } else if (kind.isDirectory()) return walkFolder(real)
    else if (kind.isFile()) walk.files.push(real)
    else walk.problems.push({ path: lexical, reason: 'not a regular file' })
  } catch (error) {
    walk.problems.push({ path: lexical, reason: reasonOf(error) })
  }
  return walk
}

function isInside(base: string, path: string): boolean {
  return path === base || path.startsWith(base.endsWith(sep) ? base : base + sep)
}

/** The files of a walk that the glob names, so that ignore files and links count as they do in any walk. */
async function expandGlob(base: string, pattern: string): Promise<Walk> {
  const { default: glob } = await import('fast-glob')
  if (!glob.isDynamicPattern(pattern)) {
    throw new UserError(`${pattern}: no such file or folder. Check the path; it is taken from ${base}.`)
  }
  const options = { cwd: base, dot: true, followSymbolicLinks: false, suppressErrors: true, absolute: true }
  const ignored = [...VENDORED].map((name) => `**/${name}/**`)
  const matches = new Set(glob.sync(pattern, { ...options, ignore: ignored }).map((path) => resolve(path)))
  const bases = glob.generateTasks(pattern, options).map((task) => join(base, task.base))
  const walks = bases.filter((folder) => !isMissing(folder)).map(walkFolder)
  const files = walks.flatMap((walk) => walk.files).filter((path) => matches.has(path))
  const problems = walks.flatMap((walk) => walk.problems)
  if (files.length === 0 && problems.length === 0) {
    throw new UserError(`${pattern}: no file matches that is not ignored. Check the glob; it is taken from ${base}.`)
  }
  return { files, problems, vendored: walks.flatMap((walk) => walk.vendored) }
}
