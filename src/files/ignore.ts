import { existsSync, lstatSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import ignore, { type Ignore } from 'ignore'

/** What the ignore files from a repository's root (or the first folder with one) down to a folder say, the innermost last. */
export interface IgnoreRules {
  readonly root: string
  readonly matcher: Ignore
  /** Matches the name of anything that a rule can mean by itself; most names need no more. */
  readonly names: RegExp
}

/** The rules that hold inside a folder, its own included. A folder with a `.git` of its own is a new repository. */
export function enterFolder(
  above: IgnoreRules | undefined,
  folder: string,
  names: ReadonlySet<string>,
): IgnoreRules | undefined {
  const inherited = names.has('.git') ? extend(undefined, folder, join('.git', 'info', 'exclude')) : above
  return names.has('.gitignore') ? extend(inherited, folder, '.gitignore') : inherited
}

/** The rules that hold for a folder, from the repository around it; none where that repository ignores the folder. */
export function rulesAbove(folder: string): IgnoreRules | undefined {
  const folders: string[] = []
  let current = folder
  while (!existsSync(join(current, '.git'))) {
    if (dirname(current) === current) return undefined
    current = dirname(current)
    folders.unshift(current)
  }
  const rules = enterFolders(undefined, folders)
  return isIgnored(rules, folder, 'folder') ? undefined : rules
}

/** The rules that hold inside the last of some folders, each of which lies in the one before. */
export function enterFolders(above: IgnoreRules | undefined, folders: readonly string[]): IgnoreRules | undefined {
  let rules = above
  for (const folder of folders) {
    const names = ['.git', '.gitignore'].filter((name) => existsSync(join(folder, name)))
    rules = enterFolder(rules, folder, new Set(names))
  }
  return rules
}

/** @param name the last part of the path, where everything above is known not to be ignored */
export function isIgnored(
  rules: IgnoreRules | undefined,
  path: string,
  kind: 'file' | 'folder',
  name?: string,
): boolean {
  if (rules === undefined || (name !== undefined && !rules.names.test(name))) return false
  const start = rules.root.endsWith(sep) ? rules.root.length : rules.root.length + 1
  const inner = path.slice(start).replaceAll(sep, '/')
  return rules.matcher.test(kind === 'folder' ? `${inner}/` : inner).ignored
}

/** Git takes neither links nor anything but a file for its rules; one that cannot be read holds none. */
function extend(above: IgnoreRules | undefined, folder: string, name: string): IgnoreRules | undefined {
  try {
    if (!lstatSync(join(folder, name)).isFile()) return above
    const lines = readFileSync(join(folder, name), 'utf8')
      .replace(/^\uFEFF/, '')
      .split(/\r?\n/)
    const names = namesIn(lines, above?.names)
    // Letters count as written, on every machine, whatever its file system.
    const matcher = ignore({ ignorecase: false })
    if (above === undefined) return { root: folder, matcher: matcher.add(lines), names }
    const prefix = relative(above.root, folder).replaceAll(sep, '/')
    const anchored = lines.map((line) => anchor(line, prefix))
    return { root: above.root, matcher: matcher.add(above.matcher).add(anchored), names }
  } catch {
    return above
  }
}

/** The last part of each line's path, as an expression that matches more rather than less. */
function namesIn(lines: readonly string[], above: RegExp | undefined): RegExp {
  const parts = lines
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map(
      (line) =>
        /[^/]*$/.exec(
          line
            .replace(/^!/, '')
            .trimEnd()
            .replace(/(?<!\/)\/+$/, ''),
        )?.[0] ?? '',
    )
    // Classes and escapes are left to the matcher, and so are several stars, which take long in an expression.
    .map((part) => (/[\\[\]]|\*.*\*|^$/.test(part) ? '.*' : part.replaceAll(/\W/g, nameCharacter)))
  const inherited = above === undefined ? [] : [above.source]
  return new RegExp([...inherited, ...[...new Set(parts)].map((part) => `^${part}$`)].join('|') || '(?!)', 's')
}

function nameCharacter(character: string): string {
  if (character === '*') return '.*'
  return character === '?' || character === ' ' ? '.?' : `\\${character}`
}

/** A line of an inner ignore file as it would stand in the outermost, so that one matcher sees all of them in order. */
function anchor(line: string, prefix: string): string {
  if (prefix === '' || line.startsWith('#') || line.trim() === '') return line
  const sign = line.startsWith('!') ? '!' : ''
  const pattern = line.slice(sign.length)
  const slash = pattern.trimEnd().indexOf('/')
  const between = slash === -1 || slash === pattern.trimEnd().length - 1 ? '/**/' : slash === 0 ? '' : '/'
  return `${sign}/${prefix.replace(/[\\*?[\]]/g, '\\$&')}${between}${pattern}`
}
