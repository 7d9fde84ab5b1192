import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'

export interface GitState {
  /** Files with changes that no commit holds: staged, unstaged, untracked or ignored. */
  readonly dirty: ReadonlySet<string>
  /** Why some files could not be asked for. */
  readonly warnings: readonly string[]
}

/** Room for paths on one command line, far below every system's limit. */
const ARGUMENT_LIMIT = 30_000

/** Nothing a repository configures is run, and nothing is written, not even the index. */
const SAFE = ['--literal-pathspecs', '-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null']
const STATUS = ['status', '--porcelain', '-z', '--no-renames', '--untracked-files=all', '--ignored', '--']

/** Variables that would make git look at another repository than the files' own. */
const LOCAL = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_COMMON_DIR',
  'GIT_OBJECT_DIRECTORY',
  'GIT_NAMESPACE',
  'GIT_PREFIX',
]

/** Asks git about these files only (absolute paths without links), each in the repository it lies in. */
export function gitState(files: readonly string[]): GitState {
  const dirty = new Set<string>()
  const warnings = new Set<string>()
  for (const [root, inside] of byRepository(files)) {
    if (root === undefined) {
      warnings.add('not in a git repository: there is no commit to go back to')
      continue
    }
    for (const batch of batches(inside.map((file) => relative(root, file)))) {
      const { paths, problem } = askStatus(root, batch)
      for (const path of paths) dirty.add(resolve(root, path))
      if (problem !== undefined) warnings.add(`git could not tell whether files have uncommitted changes: ${problem}`)
    }
  }
  return { dirty, warnings: [...warnings] }
}

function byRepository(files: readonly string[]): Map<string | undefined, string[]> {
  const roots = new Map<string, string | undefined>()
  const rootOf = (folder: string): string | undefined => {
    if (roots.has(folder)) return roots.get(folder)
    const parent = dirname(folder)
    const root = existsSync(join(folder, '.git')) ? folder : parent === folder ? undefined : rootOf(parent)
    roots.set(folder, root)
    return root
  }
  const groups = new Map<string | undefined, string[]>()
  for (const file of files) {
    const root = rootOf(dirname(file))
    const group = groups.get(root)
    if (group === undefined) groups.set(root, [file])
    else group.push(file)
  }
  return groups
}

function batches(paths: readonly string[]): string[][] {
  const result: string[][] = []
  let length = ARGUMENT_LIMIT
  for (const path of paths) {
    length += Buffer.byteLength(path) + 1
    if (length > ARGUMENT_LIMIT) {
      result.push([])
      length = Buffer.byteLength(path) + 1
    }
    result.at(-1)?.push(path)
  }
  return result
}

function askStatus(root: string, paths: readonly string[]): { paths: string[]; problem?: string } {
  const env = withoutFilters(root)
  const result = spawnSync('git', [...SAFE, ...STATUS, ...paths], { ...CALL, cwd: root, env })
  if (result.error !== undefined) return { paths: [], problem: 'git could not be started' }
  if (result.status !== 0) return { paths: [], problem: result.stderr.split('\n')[0] ?? '' }
  // Each entry: two letters of state, a blank, the path from the repository's root.
  const entries = result.stdout.split('\0').filter((entry) => entry !== '')
  return { paths: entries.map((entry) => entry.slice(3).replaceAll('/', sep)) }
}

const CALL = { encoding: 'utf8', maxBuffer: Number.POSITIVE_INFINITY } as const

/** What git is started with: no repository's filters, which are programs that it would run to compare files. */
function withoutFilters(root: string): NodeJS.ProcessEnv {
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !LOCAL.includes(name)))
  const env: NodeJS.ProcessEnv = { ...own, GIT_OPTIONAL_LOCKS: '0', GIT_NO_LAZY_FETCH: '1', LC_ALL: 'C' }
  const asked = ['config', '--includes', '--null', '--name-only', '--get-regexp', '^filter\\.']
  const { stdout } = spawnSync('git', asked, { ...CALL, cwd: root, env })
  // Behind those that are set this way already, such as a safe.directory.
  let count = Number(env.GIT_CONFIG_COUNT ?? 0)
  for (const name of (stdout ?? '').split('\0').filter((each) => /\.(?:clean|process|required)$/i.test(each))) {
    env[`GIT_CONFIG_KEY_${count}`] = name
    env[`GIT_CONFIG_VALUE_${count}`] = name.toLowerCase().endsWith('required') ? 'false' : ''
    env.GIT_CONFIG_COUNT = String(++count)
  }
  return env
}
