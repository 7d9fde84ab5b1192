// Builds what ships into dist, or into the folder given: node scripts/build.mjs [folder] [--no-types]
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const outdir = process.argv.slice(2).find((argument) => !argument.startsWith('--')) ?? 'dist'
const common = { bundle: true, platform: 'node', format: 'esm', target: 'node20', logLevel: 'warning' }
// Packages that are not ES modules find Node's own ones by `require`.
const banner = { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" }

/** The words that files are searched for: worked out here, so that a run need not. */
async function gateWords() {
  const folder = mkdtempSync(join(tmpdir(), 'mesh-migrate-build-'))
  try {
    const outfile = join(folder, 'gate-words.mjs')
    await build({ ...common, entryPoints: ['src/gate-words.ts'], outfile })
    return (await import(pathToFileURL(outfile).href)).GATE_WORDS
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function constant(file, name, value) {
  return {
    name: 'constant',
    setup({ onLoad }) {
      onLoad({ filter: new RegExp(`/src/${file}$`) }, () => ({
        contents: `export const ${name} = ${JSON.stringify(value)}`,
        loader: 'js',
      }))
    },
  }
}

/** The licences of the packages whose code is in the bundle, which ask to be passed on with it. */
function licences({ inputs }) {
  const folders = Object.keys(inputs).flatMap((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? [])
  return [...new Set(folders)].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
    const text = file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim()
    return `${name} ${version} (${license})\n\n${text}\n`
  })
}

rmSync(outdir, { recursive: true, force: true })
const { metafile } = await build({
  ...common,
  banner,
  entryPoints: {
    cli: 'src/cli.ts',
    index: 'src/index.ts',
    testing: 'src/testing.ts',
    'scan-worker': 'src/files/scan-worker.ts',
  },
  outdir,
  splitting: true,
  minify: true,
  metafile: true,
  plugins: [constant('gate-words.ts', 'GATE_WORDS', await gateWords())],
})
writeFileSync(join(outdir, 'LICENSES.txt'), licences(metafile).join(`\n${'-'.repeat(80)}\n\n`))
if (!process.argv.includes('--no-types')) {
  const folder = join(outdir, 'types')
  const types = ['-p', 'tsconfig.build.json', '--emitDeclarationOnly', '--outDir', folder]
  execFileSync('node_modules/.bin/tsc', types, { stdio: 'inherit' })
  keepReached(folder, ['src/index.d.ts', 'src/testing.d.ts'])
}

/** Leaves only the types that the entries lead to, with names of modules that are there. */
function keepReached(folder, entries) {
  const reached = new Map()
  const pending = entries.map((entry) => join(folder, entry))
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    if (reached.has(path)) continue
    const text = readFileSync(path, 'utf8')
    for (const [, name] of text.matchAll(/(?:from |import\()["'](\.[^"']+)\.ts["']/g)) {
      pending.push(join(dirname(path), `${name}.d.ts`))
    }
    reached.set(path, text.replaceAll(/((?:from |import\()["']\.[^"']+)\.ts(?=["'])/g, '$1.js'))
  }
  rmSync(folder, { recursive: true })
  for (const [path, text] of reached) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
}
