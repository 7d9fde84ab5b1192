import { KINDS } from '../facts/kinds.ts'
import { mapTo, type SpelledStep } from '../spelled-path.ts'
import { entryOf, type MapNode, type Node, resolve, stringAt } from '../tree.ts'

/** What a patch or a replacement is made on, as a tree that has nothing else in it. */
export interface Pointed {
  readonly root: MapNode
  /** What it is made on, where that is said. */
  readonly kind: string | undefined
}

/** `{ op: add, path: /spec/to/0/default/http, value: … }` of a JSON patch; undefined: the map is none. */
export function pointedBy(map: MapNode, kind: string | undefined): Pointed | undefined {
  const path = entryOf(map, 'path')?.value
  if (stringAt(map, 'op') === undefined || path?.type !== 'scalar') return undefined
  const steps = stepsOf(path, /\/([^/]+)/g, (name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
  const encode = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1')
  const value = entryOf(map, 'value')?.value ?? NOTHING
  return steps.length === 0 ? undefined : { root: mapTo(value, steps, encode, 'it is an operation of a patch'), kind }
}

/** The `fieldPaths` of a target of a replacement. */
export function replacedBy(map: MapNode): Pointed[] {
  const kind = kindOf(entryOf(map, 'select')?.value)
  const paths = resolve(entryOf(map, 'fieldPaths')?.value)
  if (paths?.type !== 'list') return []
  return paths.members.flatMap(({ value }) => {
    const steps = stepsOf(value, /\[([^\]]+)\]|([^.[\]]+)/g, (name) => name)
    const encode = (name: string): string | undefined => (/[.[\]]/.test(name) ? undefined : name)
    return steps.length === 0 ? [] : [{ root: mapTo(NOTHING, steps, encode, 'it is a path of a replacement'), kind }]
  })
}

/** The kind that `target` or `select` names; none where that is another product's. */
export function kindOf(target: Node | undefined): string | undefined {
  const kind = stringAt(target, 'kind')
  const group = stringAt(target, 'group')
  const foreign = kind !== undefined && KINDS.has(kind) && group !== undefined && !/(?:^|\.)kuma\.io$/.test(group)
  return foreign ? undefined : kind
}

const NOTHING: Node = {
  type: 'scalar',
  span: { start: 0, end: 0 },
  value: undefined,
  write: () => undefined,
  embedded: () => undefined,
}

function stepsOf(node: Node, pattern: RegExp, decode: (name: string) => string): SpelledStep[] {
  const embedded = node.type === 'scalar' ? node.embedded() : undefined
  if (embedded === undefined) return []
  return [...embedded.text.matchAll(pattern)].map((match) => {
    const written = match[1] ?? match[2] ?? ''
    const start = match.index + match[0].indexOf(written)
    const span = { start: embedded.outerOffset(start), end: embedded.outerOffset(start + written.length) }
    return { name: decode(written), span }
  })
}
