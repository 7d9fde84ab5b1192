import enums from '../facts/enums.ts'
import type { Span } from '../text.ts'
import { type Entry, type MapNode, type Node, resolve } from '../tree.ts'
import { fileOffset, type Source } from '../views/home.ts'
import { type Against, judge, type Stale, SURFACES } from './judge.ts'
import { Surface } from './surface.ts'

/** Enumerated fields as `Kind:path=VALUE`. */
const ENUMS = new Surface(enums)

/** The kind of a resource, its fields, and the values that are enumerated. */
export function lintObject(source: Source, node: MapNode, kind: string, against: Against): Stale[] {
  const kindEntry = node.members.find((entry) => entry.key === 'kind' || entry.key === 'type')
  const own = kindEntry === undefined ? [] : judge(source, kindEntry.value.span, 'kind', kind, against)
  const spec = node.members.find((entry) => entry.key === 'spec')?.value
  if (own.length > 0 || spec === undefined || !SURFACES.field.knows(`${kind}:spec`, against.minor)) return own
  return [...own, ...lintFields(source, spec, `${kind}:spec`, against)]
}

function lintFields(source: Source, node: Node, path: string, against: Against): Stale[] {
  const value = resolve(node)
  if (value?.type === 'list')
    return value.members.flatMap((item) => lintFields(source, item.value, `${path}[]`, against))
  if (value?.type === 'map') return value.members.flatMap((entry) => lintField(source, entry, path, against))
  return value === undefined ? [] : lintEnum(source, value.span, path, value.value, against)
}

function lintField(source: Source, entry: Entry, parent: string, against: Against): Stale[] {
  if (entry.key === undefined) return []
  const path = `${parent}.${entry.key}`
  if (SURFACES.field.knows(path, against.minor)) return lintFields(source, entry.value, path, against)
  return judge(source, entry.keySpan, 'field', path, against)
}

function lintEnum(source: Source, span: Span, path: string, value: unknown, { minor }: Against): Stale[] {
  const name = `${path}=${String(value)}`
  if (typeof value !== 'string' || ENUMS.knows(name, minor)) return []
  const { before, after } = ENUMS.around(name, minor)
  if (before === undefined && after === undefined) return []
  const when = before === undefined ? `known from 2.${after} on` : `last known in 2.${before}`
  return [
    {
      offset: fileOffset(source, span.start),
      name,
      message: `\`${value}\` is refused by 2.${minor} at \`${path}\`: ${when}`,
    },
  ]
}
