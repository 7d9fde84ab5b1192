import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Options } from './options.ts'
import { UserError } from './user-error.ts'

/** Looked for in the working folder. A file that is a program is loaded only where `--config` names it. */
const NAMES = ['mesh-migrate.config.json', 'mesh-migrate.config.yaml', 'mesh-migrate.config.yml']

const KEYS = ['$schema', 'only', 'skip', 'set', 'assume', 'transforms']

interface Config {
  readonly only: readonly string[]
  readonly skip: readonly string[]
  /** As `--set` has them. */
  readonly set: readonly string[]
  /** Files and folders of the user's own transforms, from the file's folder. */
  readonly transforms: readonly string[]
  /** As `--assume` has them. */
  readonly assume: readonly string[]
}

/**
 * The options with what the configuration file says; the command line counts more.
 * @throws UserError for a file that cannot be read or says what nothing understands.
 */
export async function withConfig(options: Options): Promise<Options> {
  const path = pathOf(options)
  if (path === undefined) return options
  const { only, skip, set, assume, transforms } = configOf(await load(path), path)
  // They are programs, and this file may be one that came with the repository.
  if (transforms.length > 0 && options.config === undefined)
    throw new UserError(
      `${path}: transforms are run as programs: name this file with --config, or them with --transform.`,
    )
  return {
    ...options,
    only: options.only.length > 0 ? options.only : only,
    skip: [...skip, ...options.skip],
    set: [...set, ...options.set],
    transforms: [...transforms.map((name) => resolve(dirname(path), name)), ...options.transforms],
    assume: [...assume, ...options.assume],
  }
}

function pathOf({ cwd, config }: Options): string | undefined {
  if (config !== undefined) return resolve(cwd, config)
  return NAMES.map((name) => resolve(cwd, name)).find((path) => existsSync(path))
}

async function load(path: string): Promise<unknown> {
  try {
    if (/\.m?js$/.test(path)) return (await import(pathToFileURL(path).href)).default
    const text = readFileSync(path, 'utf8')
    return path.endsWith('.json') ? JSON.parse(text) : (await import('yaml')).parse(text)
  } catch (error) {
    throw new UserError(`${path}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`)
  }
}

function configOf(value: unknown, path: string): Config {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UserError(`${path}: give a map of settings.`)
  const entries = new Map<string, unknown>(Object.entries(value))
  const unknown = [...entries.keys()].find((key) => !KEYS.includes(key))
  if (unknown !== undefined)
    throw new UserError(`${path}: there is no setting ${unknown}; there are ${KEYS.slice(1).join(', ')}.`)
  return {
    only: listOf(entries.get('only'), 'only', path),
    skip: listOf(entries.get('skip'), 'skip', path),
    set: answersOf(entries.get('set'), path),
    transforms: listOf(entries.get('transforms'), 'transforms', path, 'files and folders'),
    assume: assumptionsOf(entries.get('assume'), path),
  }
}

function listOf(value: unknown, key: string, path: string, kind = 'ids, releases or globs'): string[] {
  const list: unknown[] = value === undefined ? [] : Array.isArray(value) ? value : [value]
  return list.map((item) => {
    if (typeof item === 'string') return item
    throw new UserError(`${path}: ${key} takes ${kind}.`)
  })
}

/** `assume: { kuma-values: [deploy/values*.yaml] }` */
function assumptionsOf(value: unknown, path: string): string[] {
  if (value === undefined) return []
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UserError(`${path}: assume takes a map of dialects.`)
  return Object.entries(value).flatMap(([dialect, globs]) =>
    listOf(globs, `assume.${dialect}`, path, 'globs').map((glob) => `${dialect}=${glob}`),
  )
}

/** `set: { 2.7/dp-server-auth: { none: remove } }` */
function answersOf(value: unknown, path: string): string[] {
  if (value === undefined) return []
  if (typeof value !== 'object' || value === null) throw new UserError(`${path}: set takes a map of transforms.`)
  return Object.entries(value).flatMap(([id, options]) => {
    if (typeof options !== 'object' || options === null)
      throw new UserError(`${path}: set.${id} takes a map of options.`)
    return Object.entries(options).map(([name, answer]) => `${id}.${name}=${String(answer)}`)
  })
}
