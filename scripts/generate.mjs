// Writes what is derived from the transforms: their registry, the list of notes, and docs. With --check, fails when something is not up to date.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { apiReference } from './generate/api-reference.mjs'
import { architecture } from './generate/architecture.mjs'
import { licensesPage } from './generate/licenses.mjs'
import { completions, manual, optionsPage } from './generate/options.mjs'
import { noteIndex, transformIndex } from './generate/registry.mjs'
import { upgradeNotes } from './generate/upgrade-notes.mjs'
import { whereItWorks } from './generate/where-it-works.mjs'

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
  } else {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
  }
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
const table = await load('src/option-table.ts')
output('docs/options.md', optionsPage(table))
for (const [path, text] of Object.entries(completions(table))) output(path, text)
output('completions/mesh-migrate.1', manual(table))
output('docs/architecture.md', architecture())
output('docs/api-reference.md', apiReference())
output('docs/licenses.md', licensesPage())
const { cellOf, readPages } = await load('test/dialects/pages.ts')
output('docs/where-it-works.md', whereItWorks(readPages('test/dialects/pages'), cellOf))
process.exit(stale ? 1 : 0)
