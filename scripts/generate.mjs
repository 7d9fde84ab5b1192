// Writes what is derived from the transforms: their registry, the list of notes, and docs. With --check, fails when something is not up to date.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { noteIndex, transformIndex } from './generate/registry.mjs'
import { upgradeNotes } from './generate/upgrade-notes.mjs'

const check = process.argv.includes('--check')
let stale = false

function output(path, content) {
  let current
  try {
    current = readFileSync(path, 'utf8')
  } catch {
    current = undefined
  }
  if (current === content) return
  if (check) {
    console.error(`${path} is not up to date: run \`npm run generate\``)
    stale = true
  } else writeFileSync(path, content)
}

/** The TypeScript module as Node 20 can import it. */
async function load(path) {
  const folder = mkdtempSync(join('node_modules', '.generate-'))
  try {
    const outfile = join(folder, 'module.mjs')
    await build({
      entryPoints: [path],
      bundle: true,
      format: 'esm',
      platform: 'node',
      packages: 'external',
      outfile,
      logLevel: 'error',
    })
    return await import(pathToFileURL(outfile).href)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

output('transforms/index.ts', transformIndex())
output('transforms/notes.ts', noteIndex())
const { transforms } = await load('transforms/index.ts')
const { notes } = await load('transforms/notes.ts')
output('docs/upgrade-notes.md', upgradeNotes(notes, transforms))
process.exit(stale ? 1 : 0)
