import { entryOf, type MapNode, type Node, valueAt } from '../tree.ts'
import type { Variable } from '../views/home.ts'
import { looksLikeValues } from './kuma.ts'

/** Values of the Kuma chart stand at the root; Kong Mesh, and a chart that depends on either, nest them. */
export function prefixOf(map: MapNode): string {
  if (entryOf(map, 'controlPlane') !== undefined) return ''
  for (const path of [['kuma'], ['kong-mesh', 'kuma'], ['kong-mesh']]) {
    const inner = valueAt(map, ...path)
    if (inner?.type === 'map' && (entryOf(inner, 'controlPlane') !== undefined || path.length > 1))
      return `${path.join('.')}.`
  }
  return entryOf(map, 'kuma') === undefined ? '' : 'kuma.'
}

export function isValues(map: MapNode, name: string): boolean {
  if (prefixOf(map) !== '') return valueAt(map, ...prefixOf(map).split('.').filter(Boolean))?.type === 'map'
  return (
    entryOf(map, 'controlPlane') !== undefined || (/values[\w.-]{0,80}\.ya?ml$/i.test(name) && looksLikeValues(map))
  )
}

/** Why values that have no chart beside them may be somebody else's; undefined: they are told by their own words. */
export function doubtOfValues(node: MapNode): string | undefined {
  const kuma = entryOf(node, 'kuma')?.value
  if (kuma?.type === 'map' && entryOf(kuma, 'controlPlane') !== undefined) return undefined
  return 'nothing says that these values belong to the Kuma chart'
}

/** A release, or a part of one, that takes values besides those it sets one by one. */
export function takesValues(node: Node | undefined): boolean {
  return ['values', 'valuesObject', 'valueFiles', 'valuesFiles'].some((key) => entryOf(node, key) !== undefined)
}

/** A `--set` name as the Kuma chart has it. */
export function withoutPrefix(variable: Variable): Variable {
  if (!variable.name.startsWith('kuma.')) return variable
  return { ...variable, name: variable.name.slice(5), writeName: (name) => variable.writeName(`kuma.${name}`) }
}
