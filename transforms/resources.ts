import type { Site } from '../src/transform.ts'

/** The kind of the object a site stands in. */
export function kindOf(site: Site): string | undefined {
  return stringOf(site.get(site.form === 'universal' ? '//type' : '//kind'))
}

export function nameOf(site: Site): string | undefined {
  return stringOf(site.get(site.form === 'universal' ? '//name' : '//metadata.name'))
}

/** The mesh of the object a site stands in; undefined where it cannot be read. */
export function meshOf(site: Site): string | undefined {
  const mesh = site.get('//mesh') ?? site.get('//metadata.labels["kuma.io/mesh"]')
  return mesh === undefined ? 'default' : stringOf(mesh)
}

/** The string a site holds; undefined for anything else. */
export function stringOf(site: Site | undefined): string | undefined {
  return typeof site?.value === 'string' ? site.value : undefined
}
