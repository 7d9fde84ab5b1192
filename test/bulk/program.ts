import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const CACHE = join(ROOT, 'node_modules', '.cache')
const PREFIX = 'mesh-migrate-bulk-'
const DAY = 24 * 60 * 60 * 1000

let built: string | undefined

/** The program as it ships, built once from the sources there are at the first call. @returns the path of its entry */
export function program(): string {
  built ??= buildProgram()
  return built
}

/** Other test files find what this one built. */
function buildProgram(): string {
  const sources = ['src', 'transforms'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(ROOT, folder, name)),
  )
  const hash = createHash('sha256')
  for (const path of sources.sort()) {
    const stats = statSync(path, { throwIfNoEntry: false })
    if (stats?.isFile()) hash.update(`${path} ${stats.mtimeMs} ${stats.size}\n`)
  }
  const folder = join(CACHE, PREFIX + hash.digest('hex').slice(0, 16))
  if (!existsSync(folder)) build(folder)
  utimesSync(folder, new Date(), new Date())
  return join(folder, 'cli.js')
}

/** Beside, then renamed: another test file may be building the same. */
function build(folder: string): void {
  mkdirSync(CACHE, { recursive: true })
  for (const name of readdirSync(CACHE)) {
    const path = join(CACHE, name)
    const stats = statSync(path, { throwIfNoEntry: false })
    if (name.startsWith(PREFIX) && Date.now() - (stats?.mtimeMs ?? Date.now()) > DAY) rmSync(path, { recursive: true })
  }
  const draft = `${folder}.${process.pid}`
  execFileSync(process.execPath, ['scripts/build.mjs', draft, '--no-types'], { cwd: ROOT })
  try {
    renameSync(draft, folder)
  } catch (error) {
    rmSync(draft, { recursive: true })
    if (!existsSync(folder)) throw error
  }
}

/**
 * A folder of commands: `mesh-migrate`, and an `npx` that knows nothing else.
 * @param more other commands, as paths of scripts for Node
 */
export function createCommands(folder: string, more: { readonly [name: string]: string } = {}): string {
  mkdirSync(folder, { recursive: true })
  const write = (name: string, text: string): void => {
    writeFileSync(join(folder, name), text)
    chmodSync(join(folder, name), 0o755)
  }
  const node = JSON.stringify(process.execPath)
  write('mesh-migrate', `#!/bin/sh\nexec ${node} ${JSON.stringify(program())} "$@"\n`)
  write(
    'npx',
    `#!/bin/sh\ncase "$1 $2" in "--yes mesh-migrate@0.1") ;; *) echo "npx: unexpected: $*" >&2; exit 1 ;; esac\nshift 2\nexec mesh-migrate "$@"\n`,
  )
  write('node', `#!/bin/sh\nexec ${node} "$@"\n`)
  for (const [name, script] of Object.entries(more))
    write(name, `#!/bin/sh\nexec ${node} ${JSON.stringify(script)} "$@"\n`)
  return folder
}

/** What a clean machine gives to a program, and who commits there. */
export function cleanEnvironment(commands: string, home: string): NodeJS.ProcessEnv {
  return {
    PATH: [commands, '/usr/local/bin', '/usr/bin', '/bin'].join(':'),
    HOME: home,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'Platform Team',
    GIT_AUTHOR_EMAIL: 'platform@example.com',
    GIT_COMMITTER_NAME: 'Platform Team',
    GIT_COMMITTER_EMAIL: 'platform@example.com',
  }
}

export const FAKES = join(dirname(fileURLToPath(import.meta.url)), 'fakes')
