import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Kind, MARKED, NEAR, NEW_NAME, OLD_NAME } from './marked.ts'
import { createRandom, type Random } from './random.ts'
import { json, markdown, script, terraform, typescript, yaml } from './texts.ts'
import { noun } from './words.ts'

/** A generated repository, and what to know about it. */
export interface Monorepo {
  readonly folder: string
  readonly files: number
  /** The files to edit: path and text as generated, the old name in it. */
  readonly marked: ReadonlyMap<string, string>
}

interface Plan {
  readonly folder: string
  readonly files: number
  readonly marked: number
}

const KINDS: readonly (readonly [number, string, Kind])[] = [
  [40, 'deploy', { suffix: '.yaml', write: yaml }],
  [25, 'src', { suffix: '.ts', write: typescript }],
  [15, 'docs', { suffix: '.md', write: markdown }],
  [10, 'config', { suffix: '.json', write: json }],
  [5, 'bin', { suffix: '.sh', write: script }],
  [5, 'infra', { suffix: '.tf', write: terraform }],
]

/** Vendored files and binaries for each 1000 files of one's own. */
const VENDORED = 240
const BINARIES = 4
const BINARY_SIZE = 256 * 1024

/**
 * Makes the repository, or takes the one of an earlier run with the same plan. Marked files are written again in any case.
 * Vendored files, ignored files and binaries hold the old name too: nobody may touch them.
 */
export function createMonorepo({ folder, files, marked }: Plan): Monorepo {
  const done = join(folder, '.git', 'bench-done')
  const texts = new Map<string, string>()
  const fresh = !existsSync(done)
  if (fresh) rmSync(folder, { recursive: true, force: true })
  const write = (path: string, content: string | Buffer): void => {
    if (fresh) put(folder, path, content)
  }
  const random = createRandom(7)
  const step = Math.max(1, Math.floor(files / marked))
  for (let index = 0; index < files; index++) {
    const nth = index / step
    const isMarked = Number.isInteger(nth) && nth < marked
    const [path, text] = isMarked ? markedFile(random, index, nth) : plainFile(random, index)
    if (isMarked) texts.set(path, text)
    write(path, text)
  }
  if (fresh) {
    addOthers(random, files / 1000, write)
    commitAll(folder)
    writeFileSync(done, '')
  }
  const repository = { folder, files, marked: texts }
  restore(repository)
  return repository
}

/** Writes the marked files as they were generated. */
export function restore({ folder, marked }: Monorepo): void {
  for (const [path, text] of marked) writeFileSync(join(folder, path), text)
}

/** What the rename makes of every marked file. */
export function renamed(text: string): string {
  return text.replaceAll(OLD_NAME, NEW_NAME)
}

function put(folder: string, path: string, content: string | Buffer): void {
  const target = join(folder, path)
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, content)
}

/** 40 files a service, in a folder for each kind. */
function pathOf(random: Random, index: number, folder: string, suffix: string): string {
  const service = Math.floor(index / 40)
  return `apps/team${Math.floor(service / 20)}/service${service}/${folder}/${noun(random)}-${index}${suffix}`
}

function plainFile(random: Random, index: number): [string, string] {
  if (random.chance(2)) {
    const near = NEAR[random.below(NEAR.length)]
    if (near !== undefined) return [pathOf(random, index, 'misc', near.suffix), near.write(random)]
  }
  let share = random.below(100)
  for (const [percent, folder, kind] of KINDS) {
    share -= percent
    if (share >= 0) continue
    const text = kind.write(random)
    const form = random.chance(2) ? 'crlf' : random.chance(1) ? 'bom' : random.chance(1) ? 'tabs' : 'plain'
    return [pathOf(random, index, folder, kind.suffix), reshape(text, kind, form)]
  }
  throw new Error('the shares do not add up to 100')
}

const FORMS = ['plain', 'crlf', 'bom', 'tabs', 'open'] as const

/** Each kind of marked file comes in every form. */
function markedFile(random: Random, index: number, nth: number): [string, string] {
  const kind = MARKED[nth % MARKED.length]
  const form = FORMS[Math.floor(nth / MARKED.length) % FORMS.length]
  if (kind === undefined || form === undefined) throw new Error('no kind of file to edit')
  return [pathOf(random, index, 'mesh', kind.suffix), reshape(kind.write(random), kind, form)]
}

function reshape(text: string, kind: Kind, form: (typeof FORMS)[number]): string {
  if (form === 'crlf') return text.replaceAll('\n', '\r\n')
  if (form === 'bom') return `\uFEFF${text}`
  if (form === 'open') return text.trimEnd()
  const tabs = form === 'tabs' && !kind.suffix.endsWith('.yaml') && !kind.suffix.endsWith('.md')
  return tabs ? text.replace(/^(?: {2})+/gm, (blanks) => '\t'.repeat(blanks.length / 2)) : text
}

function addOthers(random: Random, thousands: number, write: (path: string, content: string | Buffer) => void): void {
  write('.gitignore', 'node_modules/\ndist/\n*.log\n/tmp/\n.terraform/\n')
  for (let index = 0; index < VENDORED * thousands; index++) {
    const text = `${typescript(random)}${index % 100 === 0 ? `// ${OLD_NAME}\n` : ''}`
    write(`node_modules/package${Math.floor(index / 80)}/lib/${index % 8}/${index}.js`, text)
  }
  for (let index = 0; index < 10 * thousands; index++) {
    write(`apps/team${index}/dist/${index}.js`, `${OLD_NAME}\n`)
    write(`apps/team${index}/.gitignore`, `/build-${index}/\n*.tmp\n!keep.tmp\n`)
  }
  for (let index = 0; index < BINARIES * thousands; index++) {
    const bytes = Buffer.alloc(BINARY_SIZE)
    for (let at = 0; at < bytes.length; at += 4) bytes.writeUInt32LE(random.below(2 ** 32), at)
    if (index % 40 === 0) bytes.write(OLD_NAME, BINARY_SIZE / 2)
    bytes.writeUInt8(0, 16)
    write(`assets/${index % 20}/image${index}.bin`, bytes)
  }
}

function commitAll(cwd: string): void {
  const git = (...args: string[]): void => {
    execFileSync('git', ['-c', 'user.name=bench', '-c', 'user.email=bench@example.com', ...args], {
      cwd,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  }
  git('init', '-q')
  git('config', 'core.autocrlf', 'false')
  git('config', 'gc.auto', '0')
  git('add', '-A')
  git('commit', '-qm', 'all')
}
