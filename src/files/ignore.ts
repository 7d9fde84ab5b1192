import { existsSync, lstatSync, readFileSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import ignore, { type Ignore } from 'ignore'

/** What one folder's ignore file says about the paths below it. */
interface Rules {
  readonly folder: string
  readonly matcher: Ignore
}

/** From the repository's root downwards. */
export type IgnoreRules = readonly Rules[]

/** The rules that hold inside a folder, its own included. A folder with a `.git` of its own is a new repository. */
export function enterFolder(above: IgnoreRules, folder: string, names: ReadonlySet<string>): IgnoreRules {
  const inherited = names.has('.git') ? readRules(folder, join('.git', 'info', 'exclude')) : above
  return names.has('.gitignore') ? [...inherited, ...readRules(folder, '.gitignore')] : inherited
}

/** The rules that hold for a folder, from the repository around it; none where that repository ignores the folder. */
export function rulesAbove(folder: string): IgnoreRules {
  const folders: string[] = []
  let current = folder
  while (!existsSync(join(current, '.git'))) {
    if (dirname(current) === current) return []
    current = dirname(current)
    folders.unshift(current)
  }
  let rules: IgnoreRules = []
  for (const parent of folders) {
    const names = ['.git', '.gitignore'].filter((name) => existsSync(join(parent, name)))
    rules = enterFolder(rules, parent, new Set(names))
  }
  return insideOf(rules, folder) ?? []
}

/** The rules to use inside a folder, or undefined where it is ignored. */
export function insideOf(rules: IgnoreRules, folder: string): IgnoreRules | undefined {
  for (let index = rules.length - 1; index >= 0; index--) {
    const verdict = judge(rules[index], `${folder}/`)
    if (verdict === 'ignored') return undefined
    // Brought back by an inner file: the outer ones would still see the ignored folder in every path below it.
    if (verdict === 'kept') return rules.slice(index)
  }
  return rules
}

export function isIgnored(rules: IgnoreRules, file: string): boolean {
  for (let index = rules.length - 1; index >= 0; index--) {
    const verdict = judge(rules[index], file)
    if (verdict !== undefined) return verdict === 'ignored'
  }
  return false
}

function judge(rules: Rules | undefined, path: string): 'ignored' | 'kept' | undefined {
  if (rules === undefined) return undefined
  const start = rules.folder.endsWith(sep) ? rules.folder.length : rules.folder.length + 1
  const result = rules.matcher.test(path.slice(start).replaceAll(sep, '/'))
  if (result.ignored) return 'ignored'
  return result.unignored ? 'kept' : undefined
}

/** Git takes neither links nor anything but a file for its rules; one that cannot be read holds none. */
function readRules(folder: string, name: string): IgnoreRules {
  try {
    if (!lstatSync(join(folder, name)).isFile()) return []
    // Letters count as written, on every machine, whatever its file system.
    return [{ folder, matcher: ignore({ ignorecase: false }).add(readFileSync(join(folder, name), 'utf8')) }]
  } catch {
    return []
  }
}
