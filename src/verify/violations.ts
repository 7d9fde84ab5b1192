import type { ErrorObject } from 'ajv'
import { readText } from '../dialects/read.ts'
import type { EditedText, Failure, Told } from '../result.ts'
import { oldOffset } from '../text.ts'
import { entryOf, type MapNode, type Node, resolve } from '../tree.ts'
import { fileOffset, type FlatHome, type Home, type NestedHome, type ObjectHome, type Source } from '../views/home.ts'
import { isUncertain, isUnread, plain } from './plain.ts'
import type { Check, Target } from './target.ts'

interface Violation {
  readonly offset: number
  readonly message: string
}

/** @returns the first that the edits brought; those that were there before are not theirs. */
export function newViolation(
  { before, after, path, regions, told: of }: EditedText,
  target: Target,
): Failure | undefined {
  const now = violationsIn(after, path, of, target)
  if (now.length === 0) return undefined
  const old = new Map<string, number>()
  for (const violation of violationsIn(before, path, of, target)) {
    const key = keyOf(violation)
    old.set(key, (old.get(key) ?? 0) + 1)
  }
  for (const violation of now) {
    const left = old.get(keyOf(violation)) ?? 0
    if (left === 0) return { offset: oldOffset(regions, violation.offset), message: violation.message }
    old.set(keyOf(violation), left - 1)
  }
  return undefined
}

/** Items may have moved in their lists, and what holds them may have another name: the last two names of a path count. */
function keyOf({ message }: Violation): string {
  const [, path = '', rest = ''] = /^`([^`]*)`([^]*)$/.exec(message.replaceAll(/\[\d+\]/g, '[]')) ?? [
    undefined,
    '',
    message,
  ]
  return `${path.split('.').slice(-2).join('.')}${rest}`
}

function violationsIn(text: string, path: string, of: Told | undefined, target: Target): Violation[] {
  const homes = readText(text, path, () => true, of).flatMap((reading) => reading.homes)
  return homes.filter(({ doubt }) => doubt === undefined).flatMap((home) => violationsAt(home, target))
}

function violationsAt(home: Home, target: Target): Violation[] {
  if (home.home === 'object') return ofObject(home, target)
  if (home.home === 'values') return [...ofSchema(home, target), ...ofValues(home, target)]
  return home.home === 'set' ? ofPairs(home, target) : []
}

function ofObject({ source, node, kind, apiVersion }: ObjectHome, target: Target): Violation[] {
  const known = target.checkOf(kind, apiVersion)
  if (known === undefined) return []
  const offset = fileOffset(source, node.span.start)
  if (known.check === undefined) return [{ offset, message: `the target has no ${kind} of ${String(apiVersion)}` }]
  return told(known.check, source, node, `of ${kind} in the target`)
}

/** What a check says of a node, without any of the values, which may be secret. */
function told(check: Check, source: Source, node: MapNode, where: string): Violation[] {
  return check(plain(node)).flatMap((error) => {
    if (isExcused(error)) return []
    const keys = error.instancePath.split('/').slice(1).map(unescape)
    const extra: unknown = error.params.additionalProperty
    const all = typeof extra === 'string' ? [...keys, extra] : keys
    const reason =
      typeof extra === 'string'
        ? `is no field ${where}`
        : `${error.message ?? 'does not fit'}, as the schema ${where} says`
    return [{ offset: fileOffset(source, startOf(node, all)), message: `\`${pathOf(all)}\` ${reason}` }]
  })
}

/** Whether it may hold once expressions have their values. */
function isExcused({ keyword, data }: ErrorObject): boolean {
  return ['anyOf', 'oneOf', 'allOf', 'not', 'uniqueItems'].includes(keyword) ? isUncertain(data) : isUnread(data)
}

function unescape(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~')
}

function pathOf(keys: readonly string[]): string {
  return keys.map((key, index) => (/^\d+$/.test(key) ? `[${key}]` : `${index === 0 ? '' : '.'}${key}`)).join('')
}

/** As near as there is something. */
function startOf(node: Node, keys: readonly string[]): number {
  const [key, ...rest] = keys
  const found = resolve(node)
  if (key === undefined || found === undefined) return node.span.start
  if (found.type === 'list') {
    const item = found.members[Number(key)]?.value
    return item === undefined ? node.span.start : startOf(item, rest)
  }
  const entry = entryOf(found, key)
  if (entry === undefined) return node.span.start
  return rest.length === 0 ? entry.keySpan.start : startOf(entry.value, rest)
}

/** Where a chart nests Kuma's values and the home does too, they are looked at as they stand. */
function offer(prefix: string, nests: boolean): { readonly skip: readonly string[]; readonly add: readonly string[] } {
  const names = prefix.split('.').filter(Boolean)
  if (nests) return { skip: [], add: names.length === 0 ? ['kuma'] : [] }
  return { skip: names, add: [] }
}

function ofSchema({ source, root, prefix }: NestedHome, target: Target): Violation[] {
  return target.charts.flatMap((chart) => {
    const { skip, add } = offer(prefix, chart.nests('kuma'))
    const map = skip.reduce<Node | undefined>((node, key) => entryOf(node, key)?.value, root)
    const values = resolve(map)
    if (chart.schema === undefined || add.length > 0 || values?.type !== 'map') return []
    return told(target.check(chart.schema), source, values, "of the target's chart")
  })
}

function ofValues({ source, root, prefix }: NestedHome, target: Target): Violation[] {
  const found: Violation[] = []
  const walk = (map: MapNode, path: readonly string[]): void => {
    for (const { key, keySpan, value } of map.members) {
      if (key === undefined) continue
      const below = resolve(value)
      if (below?.type === 'map' && below.members.length > 0) walk(below, [...path, key])
      else found.push(...unknownValue(fileOffset(source, keySpan.start), [...path, key], prefix, target))
    }
  }
  walk(root, [])
  return found
}

function ofPairs({ source, variables }: FlatHome, target: Target): Violation[] {
  return variables.flatMap(({ name, nameSpan }) =>
    /^K(?:UMA|MESH)_/.test(name)
      ? []
      : unknownValue(fileOffset(source, nameSpan.start), name.split(/(?<!\\)\./), '', target),
  )
}

function unknownValue(offset: number, path: readonly string[], prefix: string, { charts }: Target): Violation[] {
  return charts.flatMap((chart) => {
    const { skip, add } = offer(prefix, chart.nests('kuma'))
    const isBelow = skip.every((name, index) => path[index] === name)
    const unknown = isBelow ? chart.unknownIn([...add, ...path.slice(skip.length)]) : undefined
    return unknown === undefined
      ? []
      : [{ offset, message: `\`${path.join('.')}\` is no value of the target's chart: it has no \`${unknown}\` there` }]
  })
}
