import type { Word } from '../format.ts'
import type { Entry, Layout, MapNode, ScalarNode, Syntax } from '../tree.ts'
import type { CommandHome, MetadataHome } from '../views/home.ts'
import { isMeshMetadataKey } from './kuma.ts'
import { objectCommand } from './kubectl.ts'

/** Verbs of kubectl's, and what they write. */
const VERBS = [
  ['annotate', 'annotations'],
  ['label', 'labels'],
] as const

/** `kubectl annotate pod web kuma.io/mesh=default kuma.io/gateway-`: the words as a map of what they write. */
export function metadataIn(home: CommandHome): MetadataHome[] {
  return VERBS.flatMap(([verb, role]): MetadataHome[] => {
    const found = objectCommand(home, verb)
    const words = found?.words ?? []
    const entries = words.flatMap((word) => entryOf(word) ?? [])
    if (found === undefined || !entries.some(({ key }) => key !== undefined && isMeshMetadataKey(key))) return []
    const list = words[0]?.list
    if (list === undefined) return []
    const map = mapOf(entries, isRow(entries, list.members) ? list.layout : { kind: 'fixed', because: BETWEEN })
    // What stands beside the annotations of an object is told by other commands.
    const other = { kind: 'fixed', because: 'it takes another command' } as const
    const only = { key: role, keySpan: map.span, span: map.span, value: map }
    const around = { ...map, members: [only], layout: other, syntax: { ...SYNTAX, member: () => '' } }
    const { source, doubt } = home
    return [{ home: 'metadata', source, doubt, map, verb, role, around, kind: found.kind, chain: [] }]
  })
}

const BETWEEN = 'other words stand between'

/** Nothing but pairs stands from the first to the last. */
function isRow(entries: readonly Entry[], members: readonly { readonly span: Entry['span'] }[]): boolean {
  const first = members.findIndex(({ span }) => span.start === entries[0]?.span.start)
  return first !== -1 && entries.every((entry, index) => members[first + index]?.span.start === entry.span.start)
}

function mapOf(entries: readonly Entry[], layout: Layout): MapNode {
  const span = { start: entries[0]?.span.start ?? 0, end: entries.at(-1)?.span.end ?? 0 }
  return { type: 'map', span, members: entries, layout, syntax: SYNTAX }
}

/** What needs no quotes. */
const SYNTAX: Syntax = {
  key: (name) => (/^[\w./-]+$/.test(name) ? name : undefined),
  member: (name, data) =>
    /^[\w./-]+$/.test(name ?? '') && /^[\w./:,-]+$/.test(String(data)) ? `${name}=${String(data)}` : undefined,
}

/** `key=value`, or `key-` which takes one away. */
function entryOf(word: Word): Entry | undefined {
  const key = /^([A-Za-z0-9][\w./-]*)=|^([A-Za-z0-9][\w.-]*\/[\w.-]*[\w.])-$/.exec(word.source)
  const name = key?.[1] ?? key?.[2]
  const embedded = word.embedded()
  if (name === undefined || embedded === undefined) return undefined
  const start = name.length + 1
  const end = embedded.text.length
  const keySpan = { start: embedded.outerOffset(0), end: embedded.outerOffset(name.length) }
  const isValue = key?.[1] !== undefined && word.value !== undefined
  const value: ScalarNode = {
    type: 'scalar',
    span: { start: embedded.outerOffset(start), end: embedded.span.end },
    value: isValue ? word.value.slice(start) : undefined,
    write: (data) => (isValue ? embedded.outerEdit({ start, end, text: String(data) })?.text : undefined),
    embedded: () => undefined,
  }
  return { key: name, keySpan, span: word.span, value }
}
