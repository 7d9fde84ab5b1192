import { execFileSync, spawn } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cleanEnvironment, createCommands, FAKES, ROOT } from './program.ts'

/** As scripts/farm.mjs writes it. */
export interface Planted {
  readonly name: string
  readonly path: string
  readonly branch: string
  readonly kind: string
  /** `changed`, `clean`, or what keeps it from being migrated: `unreadable`, `refused`. */
  readonly expect: string
}

/** A farm with all that a run over it needs. */
export interface Farm {
  readonly folder: string
  readonly list: string
  readonly reports: string
  readonly repositories: readonly Planted[]
  readonly env: NodeJS.ProcessEnv
}

const FROM = '2.6'
const TO = '2.11'
export const BRANCH = `kong-mesh-${TO}`

/** Makes a farm for one run; remove its folder when done. */
export function plantFarm(repositories: number, huge: number): Farm {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'mesh-migrate-farm-')))
  const remotes = join(folder, 'remotes')
  const [home, reports, temporary] = [join(folder, 'home'), join(folder, 'reports'), join(folder, 'tmp')]
  for (const path of [remotes, home, reports, temporary]) mkdirSync(path)
  writeFileSync(join(folder, 'will-cite'), '')
  execFileSync(process.execPath, [join(ROOT, 'scripts/farm.mjs'), remotes, `${repositories}`, `${huge}`])
  const commands = createCommands(join(folder, 'bin'))
  const env = {
    ...cleanEnvironment(commands, home),
    ...{ FROM, TO, REPORTS: reports, TMPDIR: temporary, JOBS: '4', PARALLEL_HOME: folder },
    NODE_OPTIONS: `--import=${join(FAKES, 'measure.mjs')}`,
    MEASURES: join(folder, 'measures'),
  }
  return { folder, list: join(remotes, 'repositories.tsv'), reports, repositories: readFarm(remotes), env }
}

function readFarm(remotes: string): Planted[] {
  return JSON.parse(readFileSync(join(remotes, 'farm.json'), 'utf8'))
}

export function uproot({ folder }: Farm): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 9, retryDelay: 100 })
}

/** The names of the repositories that are done. */
export function reported({ reports }: Farm): string[] {
  return readdirSync(reports).flatMap((name) => (/^[^.].*\.json$/.test(name) ? [name.slice(0, -'.json'.length)] : []))
}

export interface Finished {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly err: string
  readonly seconds: number
}

/**
 * Runs one of the scripts of examples/bulk/parallel over a farm.
 * @param until when it says so, the whole run is sent a signal, as CI does it to a job and a terminal to what runs in it
 */
export async function runScript(
  script: string,
  farm: Farm,
  interrupt?: { readonly until: () => boolean; readonly signal: NodeJS.Signals },
): Promise<Finished> {
  const began = performance.now()
  const path = join(ROOT, 'examples/bulk/parallel', script)
  // In a process group of its own, to which signals go.
  const child = spawn(path, [farm.list], {
    cwd: farm.folder,
    env: farm.env,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let err = ''
  child.stderr.on('data', (chunk) => (err += chunk))
  const exit = new Promise<Pick<Finished, 'code' | 'signal'>>((done) =>
    child.once('exit', (code, signal) => done({ code, signal })),
  )
  let ended = false
  void exit.then(() => (ended = true))
  if (interrupt !== undefined && child.pid !== undefined) {
    while (!ended && !interrupt.until()) await new Promise((turn) => setTimeout(turn, 20))
    if (!ended) process.kill(-child.pid, interrupt.signal)
  }
  const { code, signal } = await exit
  await gone(child.pid ?? 0)
  return { code, signal, err, seconds: (performance.now() - began) / 1000 }
}

/** Waits until nobody of a process group is left: git and the program end what they have in hand. */
async function gone(group: number): Promise<void> {
  for (;;) {
    try {
      process.kill(-group, 0)
    } catch {
      return
    }
    await new Promise((turn) => setTimeout(turn, 20))
  }
}

export interface Measure {
  readonly seconds: number
  readonly megabytes: number
}

/** What each run of the program took, the longest last. */
export function measures({ env }: Farm): Measure[] {
  const file = env.MEASURES ?? ''
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n')
  const all = lines.filter((line) => line !== '').map((line): Measure => JSON.parse(line))
  return all.sort((a, b) => a.seconds - b.seconds)
}

/** For each repository, the tree of its branch and how many commits it has on top of the default one; undefined where it has no branch. */
export function branches({ repositories, env }: Farm): Map<string, string | undefined> {
  const git = (path: string, ...args: readonly string[]): string =>
    execFileSync('git', args, { cwd: path, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  return new Map(
    repositories.map(({ name, path, branch, expect }) => {
      const heads =
        expect === 'unreadable' ? [] : git(path, 'for-each-ref', '--format=%(refname:short)', 'refs/heads').split('\n')
      if (!heads.includes(BRANCH)) return [name, undefined]
      const count = git(path, 'rev-list', '--count', `${branch}..${BRANCH}`)
      return [name, `${git(path, 'rev-parse', `${BRANCH}^{tree}`)} in ${count}`]
    }),
  )
}
