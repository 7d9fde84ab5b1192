import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { register } from 'node:module'
import { basename, extname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gateWordsOf, soughtBy } from './prefilter.ts'
import { parseRelease } from './release.ts'
import type { Transform, WrittenTransform } from './transform.ts'
import { UserError } from './user-error.ts'

/** A transform that the user wrote. */
export interface OwnTransform {
  readonly transform: Transform
  /** Its page beside it, if there is one. */
  readonly page: string | undefined
}

const SOURCES = ['.ts', '.mts', '.js', '.mjs']

/**
 * Imports what the user named, and nothing else: these files are run.
 * @param named files, or folders whose files are all transforms; from `cwd`
 * @param others transforms whose ids are taken
 * @throws UserError for a path that is not there, a file that is no transform, and an id that is taken
 */
export async function loadOwn(
  { transforms: named, cwd }: { readonly transforms: readonly string[]; readonly cwd: string },
  others: readonly Transform[],
): Promise<OwnTransform[]> {
  offerPackage()
  const ids = new Set(others.map(({ id }) => id))
  const loaded: OwnTransform[] = []
  for (const path of named.flatMap((name) => filesOf(resolve(cwd, name), name))) {
    const own = await loadOne(path)
    const { id } = own.transform
    if (ids.has(id)) throw new UserError(`--transform ${path}: the id ${id} is taken. Give it another: id: 'ours/…'.`)
    ids.add(id)
    loaded.push(own)
  }
  return loaded
}

/** Their `import … from 'mesh-migrate'` means the program that runs them, wherever it is installed. */
function offerPackage(): void {
  // From sources, as tests run them, the name already stands for them.
  if (import.meta.url.endsWith('.ts')) return
  const urls = { 'mesh-migrate': './index.js', 'mesh-migrate/testing': './testing.js' }
  const own = Object.entries(urls).map(([name, path]) => [name, new URL(path, import.meta.url).href])
  const hook = `const own = new Map(${JSON.stringify(own)})
export const resolve = (name, context, next) =>
  own.has(name) ? { url: own.get(name), shortCircuit: true } : next(name, context)`
  register(`data:text/javascript,${encodeURIComponent(hook)}`)
}

function filesOf(path: string, named: string): string[] {
  if (!existsSync(path)) throw new UserError(`--transform ${named}: there is no such file or folder.`)
  if (!statSync(path).isDirectory()) return [path]
  const files = readdirSync(path)
    .filter((name) => SOURCES.includes(extname(name)) && !/\.(?:test|spec|d)\.\w+$/.test(name))
    .sort()
  if (files.length === 0) throw new UserError(`--transform ${named}: no file there ends in ${SOURCES.join(', ')}.`)
  return files.map((name) => join(path, name))
}

async function loadOne(path: string): Promise<OwnTransform> {
  const fail = (reason: string): never => {
    throw new UserError(`--transform ${path}: ${reason}`)
  }
  const written: unknown = await importDefault(path).catch((error: unknown) => fail(reasonOf(error)))
  if (!isWritten(written)) return fail('it has no `export default defineTransform({ title, since, rules })`.')
  const unknown = written.since.find((release) => parseRelease(release) === undefined)
  if (unknown !== undefined) return fail(`since: ${unknown} is not a release, such as 2.11.0.`)
  const name = basename(path, extname(path))
  const transform = { id: `ours/${name}`, ...written }
  if (!/^[\w.-]+\/[\w.-]+$/.test(transform.id)) return fail(`write the id ${transform.id} as ours/some-name.`)
  try {
    gateWordsOf([soughtBy(transform)])
  } catch (error) {
    return fail(reasonOf(error))
  }
  const page = join(path, '..', `${name}.md`)
  return { transform, page: existsSync(page) ? readFileSync(page, 'utf8') : undefined }
}

async function importDefault(path: string): Promise<unknown> {
  const loaded: { readonly default?: unknown } = await import(pathToFileURL(path).href)
  return loaded.default
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if ('code' in error && error.code === 'ERR_UNKNOWN_FILE_EXTENSION') {
    return `Node ${process.versions.node} does not run TypeScript: use Node 22.18 or newer, or write it as .mjs.`
  }
  return error.message
}

function isWritten(value: unknown): value is WrittenTransform {
  if (typeof value !== 'object' || value === null) return false
  if (!('title' in value && 'since' in value && 'rules' in value && 'notes' in value && 'questions' in value))
    return false
  const { title, since, rules } = value
  if (typeof title !== 'string' || !Array.isArray(since) || !Array.isArray(rules)) return false
  return since.every((release) => typeof release === 'string') && rules.every(isRule)
}

function isRule(rule: unknown): boolean {
  return typeof rule === 'object' && rule !== null && 'at' in rule && 'decide' in rule
}
