import type { Span } from '../text.ts'
import { anchorsOf, entryOf, type Item, type ListNode, type MapNode, type ScalarNode } from '../tree.ts'
import type { Variable } from '../views/home.ts'
import { isKumaVariable, isReadVariable } from './kuma.ts'

const NAME_KEYS = ['name', 'Name', 'key', 'Key', 'env', 'Env']
const VALUE_KEYS = ['value', 'Value']

/** The variables of a map whose keys are names: a compose `environment`, Helm's `envVars`, a dotenv file. */
export function variablesOfMap(map: MapNode): Variable[] {
  return map.members.flatMap((entry, index) =>
    entry.key !== undefined && isReadVariable(entry.key)
      ? [
          {
            name: entry.key,
            index,
            nameSpan: entry.keySpan,
            writeName: (name) => map.syntax.key(name, entry),
            value: entry.value.type === 'scalar' ? entry.value : undefined,
            anchors: anchorsOf(entry.value),
          },
        ]
      : [],
  )
}

/** The variables of a list: items with a name and a value, or items such as `KUMA_MODE=zone`. */
export function variablesOfList(list: ListNode, accepts: (name: string) => boolean): Variable[] {
  return list.members.flatMap((item, index) => pairOf(item, index, accepts) ?? assignmentOf(item, index, accepts) ?? [])
}

/** The variables of blocks with a name and a value, as Terraform repeats them; Helm's `secrets` as a map. */
export function variablesOfBlocks(map: MapNode, accepts: (name: string) => boolean): Variable[] {
  return map.members.flatMap((entry, index) => pairOf(entry, index, accepts) ?? [])
}

/** `{ name: A, value: b }` in any of the spellings met. */
export function pairOf(item: Item, index: number, accepts: (name: string) => boolean): Variable | undefined {
  const map = item.value
  if (map.type !== 'map') return undefined
  const names = NAME_KEYS.map((key) => entryOf(map, key)?.value)
  const name = names.find((node) => node?.type === 'scalar' && typeof node.value === 'string' && accepts(node.value))
  if (name?.type !== 'scalar' || typeof name.value !== 'string') return undefined
  const valueKey = VALUE_KEYS.find((key) => entryOf(map, key) !== undefined)
  const value = valueKey === undefined ? undefined : entryOf(map, valueKey)?.value
  return {
    name: name.value,
    index,
    nameSpan: name.span,
    writeName: (wanted) => name.write(wanted),
    value: value?.type === 'scalar' ? value : undefined,
    anchors: anchorsOf(map),
  }
}

function assignmentOf(item: Item, index: number, accepts: (name: string) => boolean): Variable | undefined {
  const node = item.value
  if (node.type !== 'scalar') return undefined
  const embedded = node.embedded()
  if (embedded === undefined) return undefined
  const { text } = embedded
  const equals = text.indexOf('=')
  // A name alone hands on what is set outside.
  const name = equals === -1 ? text : text.slice(0, equals)
  if (name === '' || !(equals === -1 ? isKumaVariable(name) : accepts(name))) return undefined
  const outer = (start: number, end: number): Span => ({
    start: embedded.outerOffset(start),
    end: embedded.outerOffset(end),
  })
  const value = equals === -1 ? undefined : partOf(node, text.slice(equals + 1), outer(equals + 1, text.length))
  return { name, index, nameSpan: outer(0, name.length), writeName: (wanted) => wanted, value }
}

/** A text that is one variable: a line to be written to a file. */
export function variableOfText(node: ScalarNode): Variable[] {
  const text = node.embedded()?.text.replaceAll(/\{\{[^{}]*\}\}/g, '') ?? ''
  const isOne = /^K(?:UMA|MESH)_[A-Z0-9_]+=\S*$/.test(text)
  return isOne
    ? [assignmentOf({ span: node.span, value: node }, 0, isKumaVariable)].filter((each) => each !== undefined)
    : []
}

/** A part of a scalar's text as a value of its own: only simple characters can be written into it. */
export function partOf(node: ScalarNode, text: string, span: Span): ScalarNode {
  const literal = node.value !== undefined && !text.includes('${')
  return {
    type: 'scalar',
    span,
    value: literal ? text : undefined,
    write: (value) => (literal && /^[\w./:@%+-]*$/.test(String(value)) ? String(value) : undefined),
    embedded: () => undefined,
  }
}
