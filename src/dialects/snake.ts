import type { Data, MapNode, Node, Syntax } from '../tree.ts'

/** Maps whose keys are the user's own. */
const OWN_KEYS = new Set(['annotations', 'labels', 'match', 'matchLabels', 'tags'])

/** The title of a block of the Terraform provider for Kong Mesh, which writes the fields of resources in snake case. */
export function isSnakeCase(title: string): boolean {
  return /\/(?:kong-mesh|konnect)_mesh[\w-]*\//.test(title)
}

/** The same map as resources have it elsewhere, each name at its place: `target_ref` reads and is written as `targetRef`. */
export function camelCased(map: MapNode): MapNode {
  const syntax = snakeSyntax(map.syntax)
  const members = map.members.map((entry) => {
    const key = entry.key === undefined ? undefined : camel(entry.key)
    return { ...entry, key, value: key !== undefined && OWN_KEYS.has(key) ? entry.value : camelNode(entry.value) }
  })
  return { ...map, members, syntax }
}

function camelNode(node: Node): Node {
  if (node.type === 'map') return camelCased(node)
  if (node.type !== 'list') return node
  const members = node.members.map((item) => ({ ...item, value: camelNode(item.value) }))
  return { ...node, members, syntax: snakeSyntax(node.syntax) }
}

function snakeSyntax(syntax: Syntax): Syntax {
  return {
    key: (name, like) => syntax.key(snake(name), like),
    member: (name, data, container, indent) =>
      syntax.member(name === undefined ? undefined : snake(name), snakeData(data, name), container, indent),
  }
}

function snakeData(data: Data, name: string | undefined): Data {
  if (data === null || typeof data !== 'object' || (name !== undefined && OWN_KEYS.has(name))) return data
  if (isList(data)) return data.map((item) => snakeData(item, undefined))
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [snake(key), snakeData(value, key)]))
}

function isList(data: Data): data is readonly Data[] {
  return Array.isArray(data)
}

function camel(name: string): string {
  return name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}

/** `targetRef` as `target_ref`. */
export function snake(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase()
}
