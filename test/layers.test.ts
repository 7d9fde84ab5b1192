import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import layers from '../scripts/layers.json' with { type: 'json' }

const root = fileURLToPath(new URL('..', import.meta.url))

/** A file imports from its own layer and the ones above it, never from below. A folder is a layer. */
const LAYERS = layers.map(({ parts }) => parts)

function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && statSync(join(root, folder, name)).isFile())
    .map((name) => join(folder, name))
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(/(?:from|import\() ?'(\.[^']+)'/g)].map((match) =>
    relative(root, resolve(root, dirname(file), match[1] ?? '')),
  )
}

function layerOf(file: string): number {
  const name = relative('src', file)
  return LAYERS.findIndex((layer) => layer.some((part) => (part.endsWith('/') ? name.startsWith(part) : name === part)))
}

test.each(filesIn('src'))('%s imports only from above', (file) => {
  const own = layerOf(file)
  expect(own, 'the file has a layer').toBeGreaterThanOrEqual(0)
  const below = importsOf(file).filter((path) => path.startsWith('src/') && layerOf(path) > own)
  expect(below).toEqual([])
})

test.each(filesIn('transforms').filter((file) => file !== join('transforms', 'index.ts')))(
  '%s knows no format and no offset',
  (file) => {
    const allowed = ['src/rules.ts', 'src/transform.ts', 'src/note.ts', 'src/tree.ts', 'src/facts/kinds.ts']
    expect(importsOf(file).filter((path) => path.startsWith('src/') && !allowed.includes(path))).toEqual([])
  },
)

const LIMIT = 200

test.each(filesIn('src').filter((file) => !file.startsWith(join('src', 'facts'))))(
  '%s can be read in one sitting',
  (file) => {
    expect(readFileSync(join(root, file), 'utf8').split('\n').length - 1).toBeLessThanOrEqual(LIMIT)
  },
)
