import type { Embedded } from '../../src/embedded.ts'
import type { Format } from '../../src/format.ts'
import { type Edits, insertAfter } from '../../src/layout.ts'
import { remove } from '../../src/removal.ts'
import { applyEdits, type Edit } from '../../src/text.ts'
import type { Container, Data, Entry, MapNode, Node, Scalar } from '../../src/tree.ts'

interface Named {
  readonly entry: Entry
  readonly map: MapNode
  readonly index: number
}

/** What is done to a text of one format, to the first entry of a name at any depth; the whole text comes back. */
export interface Editor {
  containers(text: string): Container[]
  named(text: string, key: string): Named
  rename(text: string, key: string, to: string): string
  set(text: string, key: string, to: Scalar): string
  /** A copy under another name, right after it. */
  clone(text: string, key: string, to: string): string
  drop(text: string, key: string): string
  /** A new entry after the one named, as the format would write it. */
  add(text: string, key: string, name: string, data: Data): string
  /** A first entry, into the container of that number. */
  put(text: string, container: number, member: string): string
  embedded(text: string, key: string): Embedded | undefined
}

export function crlf(text: string): string {
  return text.replaceAll('\n', '\r\n')
}

/** The text with the edits made, or why they cannot be. */
export function make(text: string, edits: Edits | Edit | undefined): string {
  if (edits === undefined) return 'refused'
  if ('because' in edits) return `refused: ${edits.because}`
  return applyEdits(text, 'start' in edits ? [edits] : edits)
}

/** The text with what is found in an inner one replaced. */
export function editInside(text: string, embedded: Embedded | undefined, find: string, put: string): string {
  const start = embedded?.text.indexOf(find) ?? -1
  if (embedded === undefined || start === -1) return 'not found'
  return make(text, embedded.outerEdit({ start, end: start + find.length, text: put }))
}

function containersIn(nodes: readonly Node[]): Container[] {
  return nodes.flatMap((node) => {
    if (node.type !== 'map' && node.type !== 'list') return []
    return [node, ...containersIn(node.members.map(({ value }) => value))]
  })
}

function nameIn(containers: readonly Container[], key: string): Named {
  for (const map of containers) {
    if (map.type !== 'map') continue
    const index = map.members.findIndex((entry) => entry.key === key)
    const entry = map.members[index]
    if (entry !== undefined) return { entry, map, index }
  }
  throw new Error(`no entry ${key}`)
}

export function editorOf(format: Format): Editor {
  const containers = (text: string) => containersIn(format.parse(text).roots)
  const named = (text: string, key: string) => nameIn(containers(text), key)
  const embedded = (text: string, key: string) => {
    const { value } = named(text, key).entry
    return value.type === 'scalar' ? value.embedded() : undefined
  }
  return {
    containers,
    named,
    embedded,
    rename(text, key, to) {
      const { entry, map } = named(text, key)
      const written = map.syntax.key(to, entry)
      return make(text, written === undefined ? undefined : { ...entry.keySpan, text: written })
    },
    set(text, key, to) {
      const { value } = named(text, key).entry
      const written = value.type === 'scalar' ? value.write(to) : undefined
      return make(text, written === undefined ? undefined : { ...value.span, text: written })
    },
    clone(text, key, to) {
      const { entry, map, index } = named(text, key)
      const written = map.syntax.key(to, entry)
      if (written === undefined) return 'refused'
      return make(text, insertAfter(text, map, index, written + text.slice(entry.keySpan.end, entry.span.end)))
    },
    drop(text, key) {
      const { map, index } = named(text, key)
      return make(text, remove(text, map, [index]))
    },
    add(text, key, name, data) {
      const { map, index, entry } = named(text, key)
      const lead = /[ \t]*$/.exec(text.slice(0, entry.span.start))?.[0] ?? ''
      const indent = map.layout.kind === 'lines' ? map.layout.indent : lead
      const member = map.syntax.member(name, data, map, indent)
      return member === undefined ? 'refused' : make(text, insertAfter(text, map, index, member))
    },
    put(text, container, member) {
      const map = containers(text)[container]
      return map === undefined ? 'not found' : make(text, insertAfter(text, map, -1, member))
    },
  }
}
