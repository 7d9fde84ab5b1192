// Builds what ships into dist, or into the folder given: node scripts/build.mjs [folder] [--no-types]
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const outdir = process.argv.slice(2).find((argument) => !argument.startsWith('--')) ?? 'dist'
const common = { bundle: true, platform: 'node', format: 'esm', target: 'node20', logLevel: 'warning' }
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
function licences(inputs) {
  const folders = Object.keys(inputs).flatMap((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? [])
  return [...new Set(folders)].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
    const text = file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim()
    return `${name} ${version} (${license})\n\n${text}\n`
  })
}

/** What nearly every run needs, and shares with the rest of the program. */
const SHARED = ['src/migrate.ts', 'src/gate-words.ts', 'src/report/diff.ts', 'transforms/index.ts']

/** These hold the same large parser: one copy of it is shipped, at the price of one more file to load. */
const TOGETHER = ['formats-dockerfile', 'formats-makefile', 'formats-shell']

/**
 * What is imported by `import()` otherwise becomes a bundle of its own beside the entries: one more file to load costs more at the start than
 * the few modules cost that several of them hold.
 */
function apart(found) {
  return {
    name: 'apart',
    setup({ onResolve }) {
      onResolve({ filter: /^\..*\.ts$/ }, ({ path, resolveDir, kind }) => {
        const file = relative('.', join(resolveDir, path))
        const name = file
          .replace(/^src\//, '')
          .replace(/\.ts$/, '')
          .replaceAll('/', '-')
        // A format that another one goes by is where it is.
        const isPart =
          kind === 'dynamic-import' ? !SHARED.includes(file) : kind === 'import-statement' && found.has(name)
        if (!isPart) return undefined
        if (!found.has(name)) found.set(name, file)
        return { path: `./${name}.js`, external: true }
      })
    },
  }
}

/** What an earlier build made. Anything else that was given by mistake must not be lost. */
function clear(folder) {
  if (existsSync(folder) && (!statSync(folder).isDirectory() || !isBuild(readdirSync(folder)))) {
    throw new Error(`${folder} is no build: give a folder that is new, empty, or made by this script`)
  }
  rmSync(folder, { recursive: true, force: true })
}

function isBuild(names) {
  return names.length === 0 || names.includes('cli.js')
}

clear(outdir)
const found = new Map()
const constants = constant('gate-words.ts', 'GATE_WORDS', await gateWords())
const shipped = {
  ...common,
  outdir,
  minify: true,
  metafile: true,
  splitting: true,
  // Written as ES modules, unlike what it has for Node: only what is used of it gets into the bundle.
  alias: { yaml: resolve('node_modules/yaml/browser/index.js') },
  // Finds its way around by `require`, and is wanted for globs only.
  external: ['fast-glob'],
}
const plugins = [constants, apart(found)]
const builds = []
for (const [name, entry] of [
  ['cli', 'src/cli.ts'],
  ['index', 'src/index.ts'],
  ['testing', 'src/testing.ts'],
  ['scan-worker', 'src/files/scan-worker.ts'],
]) {
  builds.push(await build({ ...shipped, plugins, entryPoints: { [name]: entry } }))
}
// The map grows while it is gone through.
for (const [name, entry] of found) {
  if (TOGETHER.includes(name)) continue
  builds.push(await build({ ...shipped, plugins, entryPoints: { [name]: entry } }))
}
const together = Object.fromEntries([...found].filter(([name]) => TOGETHER.includes(name)))
builds.push(await build({ ...shipped, plugins, entryPoints: together }))
const inputs = Object.assign({}, ...builds.map(({ metafile }) => metafile.inputs))
writeFileSync(join(outdir, 'LICENSES.txt'), licences(inputs).join(`\n${'-'.repeat(80)}\n\n`))
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
