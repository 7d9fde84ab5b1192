import { type Dirent, readdirSync } from 'node:fs'
import { basename, sep } from 'node:path'
import { enterFolder, type IgnoreRules, isIgnored, rulesAbove } from './ignore.ts'
import { reasonOf } from './reason.ts'
import { isTemporary } from './write.ts'

export interface Walk {
  readonly files: string[]
  /** Folders that could not be read. */
  readonly problems: { path: string; reason: string }[]
  /** Folders of other people's code that were passed over. */
  readonly vendored: string[]
}

/** A folder that is still to be read. */
export interface Pending {
  readonly folder: string
  readonly above: IgnoreRules | undefined
  /** It was asked for by name. */
  readonly asked: boolean
}

/** Never anybody's own configuration: version control, downloaded packages and providers. */
export const VENDORED: ReadonlySet<string> = new Set([
  '.git',
  '.hg',
  '.svn',
  'node_modules',
  'bower_components',
  '.terraform',
  '.terragrunt-cache',
])

/** What package managers leave in a `vendor` folder. Without any of it the folder is the user's own. */
const VENDOR_MARKS = ['modules.txt', 'autoload.php', 'bundle']

/** Names that say something about the folder they lie in. */
const MARKS: ReadonlySet<string> = new Set(['.git', '.gitignore', 'pyvenv.cfg', ...VENDOR_MARKS])

function isVendored(folder: string, names: ReadonlySet<string>): boolean {
  if (names.has('pyvenv.cfg')) return true
  return basename(folder) === 'vendor' && VENDOR_MARKS.some((mark) => names.has(mark))
}

/** All files below a folder that are neither ignored nor vendored. Links are not followed: their targets are met on their own. */
export function walkFolder(folder: string): Walk {
  const walk: Walk = { files: [], problems: [], vendored: [] }
  const pending: Pending[] = [startAt(folder)]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) pending.push(...readFolder(next, walk))
  return walk
}

/** Whether a walk of a folder meets a file. */
export function isWalked(root: string, file: string): boolean {
  for (let next: Pending | undefined = startAt(root); next !== undefined;) {
    const walk: Walk = { files: [], problems: [], vendored: [] }
    const folders = readFolder(next, walk)
    if (walk.files.includes(file)) return true
    next = folders.find(({ folder }) => file.startsWith(folder + sep))
  }
  return false
}

export function startAt(folder: string): Pending {
  return { folder, above: rulesAbove(folder), asked: true }
}

/** Adds a folder's files to the walk. @returns the folders in it */
export function readFolder({ folder, above, asked }: Pending, walk: Walk): Pending[] {
  const entries = readEntries(folder, walk)
  const names = new Set<string>()
  for (const { name } of entries) if (MARKS.has(name)) names.add(name)
  if (!asked && isVendored(folder, names)) {
    walk.vendored.push(folder)
    return []
  }
  const rules = enterFolder(above, folder, names)
  const start = folder.endsWith(sep) ? folder : folder + sep
  const folders: Pending[] = []
  for (const entry of entries) {
    const { name } = entry
    const path = start + name
    if (entry.isFile()) {
      if (!isTemporary(name) && !isIgnored(rules, path, 'file', name)) walk.files.push(path)
    } else if (entry.isDirectory()) {
      if (VENDORED.has(name)) walk.vendored.push(path)
      else if (!isIgnored(rules, path, 'folder', name)) folders.push({ folder: path, above: rules, asked: false })
    }
  }
  return folders
}

function readEntries(folder: string, walk: Walk): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    walk.problems.push({ path: folder, reason: reasonOf(error) })
    return []
  }
}
