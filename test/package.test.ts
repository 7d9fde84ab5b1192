import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const base = mkdtempSync(join(tmpdir(), 'mesh-migrate-package-'))
const stage = join(base, 'stage')
const user = join(base, 'user')
const SHIPPED = ['package.json', 'LICENSE', 'README.md', 'CHANGELOG.md', 'schema', 'completions', 'transforms', 'src']
let tarball = ''

function npm(cwd: string, ...args: readonly string[]): string {
  return execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

/** A command as a user types it, in a folder where the package is installed. @returns both outputs, one after the other */
function shell(command: string, cwd = user): string {
  const PATH = [join(user, 'node_modules/.bin'), dirname(process.execPath), process.env.PATH].join(delimiter)
  const env = { ...process.env, PATH, VITEST: '', NODE_OPTIONS: '' }
  return execFileSync('sh', ['-c', `( ${command} ) 2>&1`], { cwd, env, encoding: 'utf8' })
}

// Packed and installed as a user gets it, apart from the work tree, without the network.
beforeAll(() => {
  mkdirSync(stage)
  mkdirSync(user)
  execFileSync('node', ['scripts/build.mjs', join(stage, 'dist')], { cwd: root })
  for (const name of SHIPPED) cpSync(join(root, name), join(stage, name), { recursive: true })
  tarball = join(base, npm(stage, 'pack', '--silent', '--ignore-scripts', '--pack-destination', base).trim())
  npm(user, 'init', '--yes')
  npm(user, 'install', '--offline', '--omit=dev', '--no-audit', '--no-fund', tarball)
}, 300_000)

afterAll(() => rmSync(base, { recursive: true, force: true }))

describe('the package', () => {
  test('holds what runs, and nothing else', () => {
    const files = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' }).trim().split('\n')
    const shipped =
      /^package\/(?:package\.json|LICENSE|README\.md|CHANGELOG\.md|schema\/[\w-]+\.json|completions\/[\w.-]+|dist\/[\w-]+\.js|dist\/LICENSES\.txt|dist\/types\/.+\.d\.ts|transforms\/.+\.md|src\/report\/html\/page\/[\w-]+\.(?:js|css))$/
    expect(files.filter((file) => !shipped.test(file))).toEqual([])
    expect(statSync(tarball).size).toBeLessThan(950_000)
  })

  test('needs no other package', () => {
    expect(npm(user, 'ls', '--all', '--parseable').trim().split('\n')).toHaveLength(2)
  })

  test('runs by its name, and prints the diff', () => {
    cpSync(join(root, 'examples/ecs'), join(user, 'ecs'), { recursive: true })
    const diff = shell('npx --offline mesh-migrate --from 2.6 --to 2.11 --dry-run 2>/dev/null', join(user, 'ecs'))
    expect(diff).toBe(readFileSync(join(root, 'test/examples/ecs.patch'), 'utf8'))
  })

  test('is sound for publint and are-the-types-wrong', () => {
    const bin = join(root, 'node_modules/.bin')
    const run = (...args: readonly string[]): string => execFileSync('node', [...args], { cwd: base, encoding: 'utf8' })
    expect(run(join(bin, 'publint'), 'run', '--strict', tarball)).toContain('All good!')
    run(join(bin, 'attw'), tarball, '--profile', 'esm-only', '--exclude-entrypoints', './schema/*')
  })

  test('has types for both entries', () => {
    const source = `import { createRequest, defineTransform, migrate, type Migration, on, rename, setting } from 'mesh-migrate'
import { checkCases } from 'mesh-migrate/testing'
const transform = defineTransform({ title: 'x', since: [], rules: [on(setting('a.b'), rename('a.c'))] })
export const done: Promise<Migration> = migrate('', 'x.env', createRequest({ from: '2.6', to: '2.7' }))
export const checked: Promise<void> = checkCases(transform, '')
// @ts-expect-error: a release is a text
createRequest({ from: 2.6, to: '2.7' })
`
    writeFileSync(join(user, 'types.mts'), source)
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    const flags = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022', '--types', 'node']
    const roots = ['--typeRoots', join(root, 'node_modules/@types')]
    execFileSync('node', [tsc, ...flags, ...roots, 'types.mts'], { cwd: user, encoding: 'utf8' })
  })
})

interface Block {
  readonly info: string
  readonly text: string
}

function blocksOf(page: string): Block[] {
  const blocks = page.matchAll(/^(`{3,})(\w+)(.*)\n([^]*?)^\1$/gm)
  return [...blocks].map(([, , language = '', rest = '', text = '']) => ({ info: `${language}${rest}`, text }))
}

/** Pages whose files are written and whose commands are run in a new folder, as a reader does. */
describe.each(['own-transforms', 'api'])('docs/%s.md', (name) => {
  const blocks = blocksOf(readFileSync(join(root, 'docs', `${name}.md`), 'utf8'))
  const folder = join(user, name)

  test('works as it is told', () => {
    let printed = ''
    let compared = 0
    for (const { info, text } of blocks) {
      const path = /file=(\S+)/.exec(info)?.[1]
      if (path !== undefined) {
        mkdirSync(dirname(join(folder, path)), { recursive: true })
        writeFileSync(join(folder, path), text)
      } else if (info === 'sh') {
        printed = shell(text, folder)
      } else if (info === 'text output') {
        expect(printed).toBe(text)
        compared++
      } else expect.fail(`a block that nothing is done with: ${info}`)
    }
    expect(compared).toBeGreaterThan(1)
  })
})

describe('--transform', () => {
  const list = (path: string): string => shell(`mesh-migrate list --transform ${path}; echo "exit $?"`)

  test('says what is wrong with a file', () => {
    writeFileSync(join(user, 'none.mjs'), 'export const x = 1\n')
    writeFileSync(join(user, 'broken.mjs'), 'export default {\n')
    writeFileSync(join(user, 'short.mjs'), written("since: [], rules: [on(text(/a.b/g), set('x'))]"))
    writeFileSync(join(user, 'odd.mjs'), written("since: ['soon'], rules: []"))
    writeFileSync(join(user, 'taken.mjs'), written("id: '2.7/dp-server-auth', since: [], rules: []"))
    expect(list('nowhere')).toBe('mesh-migrate: --transform nowhere: there is no such file or folder.\nexit 2\n')
    expect(list('none.mjs')).toContain('none.mjs: it has no `export default defineTransform(')
    expect(list('broken.mjs')).toContain('broken.mjs: Unexpected end of input\nexit 2\n')
    expect(list('short.mjs')).toContain('has no word of 4 characters to look for\nexit 2\n')
    expect(list('odd.mjs')).toContain('since: soon is not a release, such as 2.11.0.\nexit 2\n')
    expect(list('taken.mjs')).toContain('the id 2.7/dp-server-auth is taken.')
  })

  test('takes TypeScript where Node does, and says so where not', () => {
    writeFileSync(join(user, 'typed.mts'), written('since: [], rules: []'))
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
    const isRun = major > 22 || (major === 22 && minor >= 18)
    const line = list('typed.mts').split('\n').at(-3)
    if (isRun) expect(line).toMatch(/^ours\/typed +always +x$/)
    else expect(line).toMatch(/Node [\d.]+ does not run TypeScript: use Node 22\.18 or newer, or write it as \.mjs\.$/)
  })

  test('loads nothing that lies in the folder', () => {
    const folder = join(user, 'hostile')
    mkdirSync(join(folder, 'transforms'), { recursive: true })
    for (const path of ['transforms/x.mjs', 'mesh-migrate.config.mjs', 'index.js'])
      writeFileSync(
        join(folder, path),
        "import { writeFileSync } from 'node:fs'\nwriteFileSync('loaded', 'KUMA_MODE')\n",
      )
    shell('mesh-migrate --from 2.6 --to 2.7 --dry-run', folder)
    expect(shell('ls', folder)).not.toContain('loaded')
  })
})

function written(spec: string): string {
  return `import { defineTransform, on, set, text } from 'mesh-migrate'\nvoid [on, set, text]\nexport default defineTransform({ title: 'x', ${spec} })\n`
}
