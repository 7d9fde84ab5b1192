import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { cleanEnvironment, createCommands, ROOT } from './program.ts'

/** A folder with commands, a home, and the bare repositories of an organization: all that an engine works with. */
export interface World {
  readonly folder: string
  readonly home: string
  readonly commands: string
  readonly env: NodeJS.ProcessEnv
  /** `<owner>/<name>.git` below it. */
  readonly remotes: string
}

const OLD = 'KUMA_DP_SERVER_AUTH_USE_TOKEN_PATH=true\n'
const NEW = 'KUMA_DP_SERVER_AUTHN_ENABLE_RELOADABLE_TOKENS=true\n'

type Files = { readonly [path: string]: string | Buffer }

/** One to change with a finding, one clean, and one with a file that fails beside one to change. */
export const REPOSITORIES: { readonly [name: string]: Files } = {
  'acme/orders-mesh': {
    'control plane.env': OLD,
    'docs/runbook.md': 'Since KUMA_DP_SERVER_AUTH_USE_TOKEN_PATH is on, tokens are read again.\n',
    'src/main.ts': 'export const answer = 42\n',
  },
  'acme/billing-infra': { 'src/main.ts': 'export const answer = 42\n' },
  'acme/legacy-mesh': { 'zone.env': `# 😀\r\n${OLD}`, 'alt.env': Buffer.from(`# \xfcbrig\n${OLD}`, 'latin1') },
}

/** What a run makes of them: the files of each repository that change. */
export const MIGRATED: { readonly [name: string]: Files } = {
  'acme/orders-mesh': { 'control plane.env': NEW },
  'acme/legacy-mesh': { 'zone.env': `# 😀\r\n${NEW}` },
}

/** A folder of its own for one test, with the organization in it. */
export function createWorld(fakes: { readonly [name: string]: string } = {}, repositories = REPOSITORIES): World {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'mesh-migrate-bulk-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const [home, commands, remotes] = [join(folder, 'home'), join(folder, 'bin'), join(folder, 'remotes')]
  for (const path of [home, remotes]) mkdirSync(path)
  createCommands(commands, fakes)
  const env = { ...cleanEnvironment(commands, home), REMOTES: remotes }
  const world = { folder, home, commands, env, remotes }
  for (const [name, files] of Object.entries(repositories)) createRemote(world, name, files)
  return world
}

function createRemote(world: World, name: string, files: Files): void {
  const remote = join(world.remotes, `${name}.git`)
  const work = join(world.folder, 'first')
  git(world, world.folder, 'init', '--quiet', '--bare', '--initial-branch=main', remote)
  git(world, world.folder, 'clone', '--quiet', remote, work)
  for (const [path, content] of Object.entries(files)) put(work, path, content)
  git(world, work, 'add', '--all')
  git(world, work, 'commit', '--quiet', '--message', 'first')
  git(world, work, 'push', '--quiet', 'origin', 'HEAD:main')
  rmSync(work, { recursive: true })
}

export function put(folder: string, path: string, content: string | Buffer): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), content)
}

/** @returns standard output; what git complains of is in the error's message */
export function git({ env }: World, cwd: string, ...args: readonly string[]): string {
  return execFileSync('git', args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

export const EXAMPLES = join(ROOT, 'examples', 'bulk')

/** The folder of an example, copied to where its files may be filled in. */
export function copyExample(world: World, engine: string, name = engine): string {
  const folder = join(world.folder, name)
  cpSync(join(EXAMPLES, engine), folder, { recursive: true })
  return folder
}

/** A command in the world's environment, and what else is given. */
export function run(
  world: World,
  cwd: string,
  command: string,
  args: readonly string[] = [],
  more: NodeJS.ProcessEnv = {},
) {
  const ran = spawnSync(command, args, { cwd, env: { ...world.env, ...more }, encoding: 'utf8' })
  return { code: ran.status, out: ran.stdout, err: ran.stderr }
}

/** A clone in a folder of its own. */
export function clone(world: World, name: string, folder = join(world.folder, 'work', name)): string {
  git(world, world.folder, 'clone', '--quiet', join(world.remotes, `${name}.git`), folder)
  return folder
}

/** The files of a remote's branch that are not those of main; undefined where there is no such branch. */
export function changedOn(world: World, name: string, branch: string): Files | undefined {
  const remote = join(world.remotes, `${name}.git`)
  const heads = git(world, remote, 'for-each-ref', '--format=%(refname:short)', 'refs/heads').split('\n')
  if (!heads.includes(branch)) return undefined
  const range = `main...${branch}`
  const paths = git(world, remote, 'diff', '--name-only', '-z', range)
    .split('\0')
    .filter((path) => path !== '')
  return Object.fromEntries(paths.map((path) => [path, git(world, remote, 'show', `${branch}:${path}`)]))
}

/** The subjects of the commits of a branch that main has not. */
export function commitsOn(world: World, name: string, branch: string): string[] {
  const log = git(world, join(world.remotes, `${name}.git`), 'log', '--format=%s', `main..${branch}`)
  return log.split('\n').filter((subject) => subject !== '')
}
