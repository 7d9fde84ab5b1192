import { migrate } from '../../src/migrate.ts'
import { formatPath, type Path } from '../../src/path.ts'
import type { Migration } from '../../src/result.ts'
import { add, defineTransform, field, put, remove, rename, set, when } from '../../src/rules.ts'
import type { Change, Site, Transform } from '../../src/transform.ts'
import { type Data, sameData } from '../../src/tree.ts'

export const OPS = ['rename', 'set', 'set-map', 'add', 'add-map', 'put', 'append', 'remove'] as const
export type Operation = (typeof OPS)[number]

const NEW = 'fresh-Key'
const VALUE = "new: it's #1"
const MAP = { inner: 'x', list: ['one', 2] }

/** Every path below a value, outermost first. */
export function pathsOf(data: Data, path: Path = []): Path[] {
  if (data === null || typeof data !== 'object') return path.length === 0 ? [] : [path]
  const inner = Object.entries(data).flatMap(([key, value]) =>
    pathsOf(value, [...path, Array.isArray(data) ? Number(key) : key]),
  )
  return path.length === 0 ? inner : [path, ...inner]
}

export function at(data: Data, path: Path): Data | undefined {
  let value: Data | undefined = data
  for (const step of path) {
    if (value === null || typeof value !== 'object') return undefined
    value = new Map<string, Data>(Object.entries(value)).get(String(step))
  }
  return value
}

/** A rule that does the operation once: it knows its site by the value there. */
export function transformFor(operation: Operation, path: Path, value: Data): Transform {
  const decide = (site: Site): Change[] => {
    if (!sameData(site.value, value)) return []
    switch (operation) {
      case 'rename':
        return [rename(NEW)]
      case 'set':
        return [set(VALUE)]
      case 'set-map':
        return [set(MAP)]
      case 'add':
      case 'add-map':
        return site.get(`^["${NEW}"]`) === undefined ? [add(NEW, operation === 'add' ? VALUE : MAP)] : []
      case 'put':
        return [put(NEW, VALUE)]
      case 'append':
        return [put(undefined, VALUE)]
      case 'remove':
        return [remove()]
    }
  }
  return {
    id: 'test/change',
    ...defineTransform({
      title: 'test',
      since: ['2.7.0'],
      notes: [],
      rules: [when(field('MeshTimeout', formatPath(path)), decide)],
    }),
  }
}

/** Whether the operation can be asked of that place at all. */
export function makesSense(operation: Operation, path: Path, value: Data): boolean {
  const inMap = typeof path.at(-1) === 'string'
  if (operation === 'rename' || operation === 'add' || operation === 'add-map') return inMap
  if (operation === 'put') return value !== null && typeof value === 'object' && !Array.isArray(value)
  if (operation === 'append') return Array.isArray(value)
  return true
}

/** The data after the operation; entries keep their order. */
export function expected(data: Data, operation: Operation, path: Path): Data {
  const [step, ...rest] = path
  if (step === undefined || data === null || typeof data !== 'object') return data
  const entries = Object.entries(data)
  const index = entries.findIndex(([key]) => key === String(step))
  const [key, value] = entries[index] ?? ['', null]
  if (rest.length > 0) {
    const inner = expected(value, operation, rest)
    const emptied =
      operation === 'remove' && inner !== null && typeof inner === 'object' && Object.keys(inner).length === 0
    const kept: [string, Data][] = emptied ? [] : [[key, inner]]
    entries.splice(index, 1, ...kept)
  } else entries.splice(index, 1, ...changed(operation, key, value))
  return Array.isArray(data) ? entries.map(([, item]) => item) : Object.fromEntries(entries)
}

function changed(operation: Operation, key: string, value: Data): [string, Data][] {
  switch (operation) {
    case 'rename':
      return [[NEW, value]]
    case 'set':
      return [[key, VALUE]]
    case 'set-map':
      return [[key, MAP]]
    case 'add':
      return [
        [key, value],
        [NEW, VALUE],
      ]
    case 'add-map':
      return [
        [key, value],
        [NEW, MAP],
      ]
    case 'put':
      return [[key, { ...(typeof value === 'object' ? value : {}), [NEW]: VALUE }]]
    case 'append':
      return [[key, [...(Array.isArray(value) ? value : []), VALUE]]]
    case 'remove':
      return []
  }
}

export function run(text: string, transform: Transform): Migration {
  return migrate(text, 'policy.yaml', {
    steps: [{ release: '2.7.0', transforms: [transform] }],
    unsafe: true,
    answers: new Map(),
  })
}
