import { copyFileSync, cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cloudFormation, NEW_NAME, OLD_NAME } from './marked.ts'
import { createMonorepo, type Monorepo, renamed, restore } from './monorepo.ts'
import type { Peers } from './peers.ts'
import { createRandom } from './random.ts'
import type { Contender } from './run.ts'
import { writeStream } from './stream.ts'

/** What is measured: ours first. A goal is the most that our time may be of another's. */
export interface Work {
  readonly name: string
  readonly ours: Contender
  readonly others: readonly { readonly contender: Contender | string; readonly goal?: number }[]
  /** The most memory ours may take, in MB. */
  readonly memory?: number
}

export interface Setting {
  readonly folder: string
  readonly files: number
  /** The built program. */
  readonly program: string
  /** The folder whose packages peers use. */
  readonly root: string
  readonly peers: Peers
}

const ALL = '--from 2.0 --to 2.14'
const UPGRADE = '--from 2.6 --to 2.11'
const WORDS = [OLD_NAME, 'KUMA_DP_SERVER_AUTH_TYPE', 'control-plane-token']

export function coldStart({ folder, program, root }: Setting): Work {
  const cwd = join(folder, 'single')
  mkdirSync(cwd, { recursive: true })
  writeFileSync(join(cwd, 'control-plane.yaml'), cloudFormation(createRandom(3)))
  const node = (code: string): Contender => ({ name: `node -e "${code}"`, command: `node -e "${code}"`, cwd: root })
  return {
    name: 'cold start: dry run of one CloudFormation file of 60 lines with 2 edits',
    ours: { name: 'mesh-migrate', command: `node ${program} ${UPGRADE} --dry-run`, cwd },
    others: [{ contender: node("require('yaml')"), goal: 0.9 }, { contender: node('0') }],
  }
}

/** Works on the large repository; the last ones leave it migrated. */
export function monorepoWorks(setting: Setting, repository: Monorepo): Work[] {
  const { program, peers } = setting
  const cwd = repository.folder
  const mesh = (name: string, options: string, prepare: () => void): Contender => {
    return { name, command: `node ${program} ${options}`, cwd, prepare }
  }
  const empty = (): void => fill(repository, () => '')
  const original = (): void => restore(repository)
  const done = (): void => fill(repository, renamed)
  const list = (name: string, prepare: () => void): Contender | string =>
    peers.rg === undefined ? 'rg -l: absent' : { name, command: `rg -l '${WORDS.join('|')}' .`, cwd, prepare }
  const loop = join(peers.scripts, 'loop.mjs')
  const sed = `sed -i 's/${OLD_NAME}/${NEW_NAME}/g'`
  return [
    {
      name: 'nothing to do, all releases in range',
      ours: mesh('mesh-migrate', `${ALL} --check`, empty),
      others: [
        { contender: list('rg -l of three names', empty), goal: 1.15 },
        {
          contender: {
            name: 'readFileSync and search',
            command: `node ${loop} . ${WORDS.join(' ')}`,
            cwd,
            prepare: empty,
          },
          goal: 0.65,
        },
        { contender: mesh('mesh-migrate --jobs 1', `${ALL} --check --jobs 1`, empty) },
      ],
      memory: 80,
    },
    {
      name: `migrate ${repository.marked.size} files in place, with diff and proof`,
      ours: mesh('mesh-migrate', ALL, original),
      others: [
        {
          contender:
            peers.rg === undefined
              ? 'rg -l | xargs sed -i, git diff: absent'
              : {
                  name: 'rg -l | xargs sed -i, git diff',
                  command: `rg -l ${OLD_NAME} . | xargs ${sed} && git diff`,
                  cwd,
                  prepare: original,
                },
          goal: 1.5,
        },
        ...slowPeers(setting, cwd, original),
      ],
    },
    {
      name: 'again, on the migrated tree',
      ours: mesh('mesh-migrate', ALL, done),
      others: [{ contender: list('rg -l of three names', done), goal: 1.2 }],
    },
  ]
}

function fill({ folder, marked }: Monorepo, write: (text: string) => string): void {
  for (const [path, text] of marked) writeFileSync(join(folder, path), write(text))
}

/** They read and parse every file of a kind, and take minutes. */
function slowPeers({ peers, root }: Setting, cwd: string, prepare: () => void): Work['others'] {
  const scripts = peers.scripts
  const find = (ending: string): string =>
    `find . -name node_modules -prune -o -name dist -prune -o -name .git -prune -o -name '*.${ending}' -print`
  const modules = `NODE_PATH=${join(root, 'node_modules')}`
  const jscodeshift = join(root, 'node_modules/.bin/jscodeshift')
  const once = { cwd, prepare, once: true }
  return [
    {
      contender:
        peers.astGrep === undefined
          ? 'ast-grep scan -U: absent'
          : { name: 'ast-grep scan -U', command: `${peers.astGrep} scan -U -r ${scripts}/rule.yml .`, ...once },
      goal: 1 / 20,
    },
    {
      contender: {
        name: 'yaml, parse and print',
        command: `${find('yaml')} | ${modules} node ${scripts}/yaml.cjs /dev/null`,
        ...once,
      },
      goal: 1 / 50,
    },
    {
      contender: existsSync(jscodeshift)
        ? {
            name: 'jscodeshift',
            command: `${find('ts')} | ${jscodeshift} --stdin -t ${scripts}/rename.cjs --extensions=ts --cpus=2 -s`,
            ...once,
          }
        : 'jscodeshift: absent',
      goal: 1 / 80,
    },
  ]
}

export function streamWorks({ folder, program }: Setting, megabytes: number): Work[] {
  const cwd = join(folder, `stream-${megabytes}`)
  const original = join(folder, `stream-${megabytes}.yaml`)
  if (!existsSync(original)) writeStream(original, megabytes)
  rmSync(cwd, { recursive: true, force: true })
  mkdirSync(cwd, { recursive: true })
  const prepare = (): void => copyFileSync(original, join(cwd, 'all.yaml'))
  const sed = `sed 's/${OLD_NAME}/${NEW_NAME}/g'`
  const memory = 60 + 3 * megabytes
  return [
    {
      name: `stream of ${megabytes} MB from stdin to stdout`,
      ours: {
        name: 'mesh-migrate',
        command: `node ${program} ${UPGRADE} - --stdin-filename all.yaml < all.yaml > out.yaml`,
        cwd,
        prepare,
      },
      others: [
        {
          contender: {
            name: 'sed, diff -u',
            command: `${sed} all.yaml > out.yaml; diff -u all.yaml out.yaml > out.patch`,
            cwd,
            prepare,
          },
          goal: 1,
        },
      ],
      memory,
    },
    {
      name: `stream of ${megabytes} MB in place, with diff`,
      ours: { name: 'mesh-migrate', command: `node ${program} ${UPGRADE} all.yaml > out.patch`, cwd, prepare },
      others: [
        {
          contender: {
            name: 'sed, diff -u, mv',
            command: `${sed} all.yaml > out.yaml; diff -u all.yaml out.yaml > out.patch; mv out.yaml all.yaml`,
            cwd,
            prepare,
          },
          goal: 1,
        },
      ],
      memory,
    },
  ]
}

/** Many repositories of one or two small files each, two at a time. */
export function clones(
  { folder, program }: Setting,
  count: number,
): { readonly all: Contender; readonly one: Contender } {
  const cwd = join(folder, 'clones')
  rmSync(cwd, { recursive: true, force: true })
  for (let index = 0; index < count; index++)
    cpSync(join(folder, 'single'), join(cwd, String(index)), { recursive: true })
  const command = (where: string): string => `node ${program} ${UPGRADE} --dry-run -C ${where}`
  return {
    all: { name: `${count} clones through xargs -P2`, command: `ls | xargs -P2 -I{} ${command('{}')}`, cwd },
    one: { name: 'one of them', command: command('0'), cwd },
  }
}

/** A tree of a given size, and how many of its files are to edit. */
export function tree({ folder }: Setting, files: number, marked: number): Monorepo {
  return createMonorepo({ folder: join(folder, `tree-${files}-${marked}`), files, marked })
}
