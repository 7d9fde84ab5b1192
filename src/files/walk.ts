import { type Dirent, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
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

function isVendored(folder: string, names: ReadonlySet<string>): boolean {
  if (names.has('pyvenv.cfg')) return true
  return basename(folder) === 'vendor' && VENDOR_MARKS.some((mark) => names.has(mark))
}

/** All files below a folder that are neither ignored nor vendored. Links are not followed: their targets are met on their own. */
export function walkFolder(folder: string): Walk {
  const walk: Walk = { files: [], problems: [], vendored: [] }
  visit(folder, rulesAbove(folder), walk, true)
  return walk
}

function visit(folder: string, above: IgnoreRules | undefined, walk: Walk, asked: boolean): void {
  const entries = readEntries(folder, walk)
  const names = new Set(entries.map((entry) => entry.name))
  if (!asked && isVendored(folder, names)) {
    walk.vendored.push(folder)
    return
  }
  const rules = enterFolder(above, folder, names)
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.isFile()) {
      if (!isTemporary(entry.name) && !isIgnored(rules, path, 'file')) walk.files.push(path)
    } else if (entry.isDirectory()) {
      if (VENDORED.has(entry.name)) walk.vendored.push(path)
      else if (!isIgnored(rules, path, 'folder')) visit(path, rules, walk, false)
    }
  }
}

function readEntries(folder: string, walk: Walk): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    walk.problems.push({ path: folder, reason: reasonOf(error) })
    return []
  }
}
