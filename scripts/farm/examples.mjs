import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../examples/', import.meta.url))
const read = new Map()

/**
 * The files of one of the bundled examples, as another team would have them.
 * @param {'ecs' | 'kubernetes' | 'universal'} example
 * @param {{ readonly name: string, readonly site: string }} at
 */
export function exampleFiles(example, { name, site }) {
  if (!read.has(example)) read.set(example, readFolder(join(ROOT, example)))
  const files = [...read.get(example)].map(([path, text]) => [
    path,
    text.replaceAll('eu-west-1', site).replaceAll('kong-mesh-cp', `${name}-cp`),
  ])
  return { ...Object.fromEntries(files), OWNERS: `${name}\n` }
}

function readFolder(folder) {
  const names = readdirSync(folder, { recursive: true }).filter((name) => statSync(join(folder, name)).isFile())
  return new Map(names.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}
