import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { contents, temporaryFolder } from '../fake.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const built = join(root, 'node_modules', '.cache', 'mesh-migrate-security')
const program = join(built, 'cli.js')
const RANGE = ['--from', '2.6', '--to', '2.7']
const OLD = 'env:\n  - name: KUMA_DP_SERVER_AUTH_USE_TOKEN_PATH\n    value: "true"\n'

beforeAll(() => {
  execFileSync(process.execPath, ['scripts/build.mjs', built, '--no-types'], { cwd: root })
})

function run(cwd: string, args: readonly string[], env: { readonly [name: string]: string } = {}) {
  return spawnSync(process.execPath, [...args], { cwd, encoding: 'utf8', env: { ...process.env, ...env } })
}

function migrate(cwd: string, ...options: readonly string[]) {
  return run(cwd, [program, ...RANGE, ...options])
}

/** Every module that may reach the network or start something, and who imports it. */
function importersOf(pattern: RegExp): string[] {
  const names = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  const sources = names.filter((name) => name.endsWith('.ts'))
  return sources.filter((name) => pattern.test(readFileSync(join(root, 'src', name), 'utf8'))).sort()
}

describe('nothing of a scanned repository is executed or loaded', () => {
  test('not its modules, its packages or its configuration of node', () => {
    const trap = (name: string): string => `require('fs').writeFileSync(${JSON.stringify(name)}, '')\n`
    const folder = temporaryFolder({ 'a.yaml': OLD })
    const ran = join(folder, 'ran')
    const traps = {
      'index.js': trap(ran),
      'a.js': `${trap(ran)}const env = { KUMA_DP_SERVER_AUTH_USE_TOKEN_PATH: 'true' }\n`,
      'node_modules/yaml/index.js': trap(ran),
      'node_modules/yaml/package.json': '{"main":"index.js"}',
      'node_modules/fast-glob/index.js': trap(ran),
      'package.json': '{"main":"index.js","type":"commonjs"}',
      'mesh-migrate.config.js': trap(ran),
      'mesh-migrate.config.mjs': trap(ran),
      '.npmrc': 'node-options=--require ./index.js\n',
      '.env': `NODE_OPTIONS=--require=./index.js\nKUMA_DP_SERVER_AUTH_USE_TOKEN_PATH=true\n`,
      Makefile: `X := $(shell touch ${ran})\nexport KUMA_DP_SERVER_AUTH_USE_TOKEN_PATH = true\n`,
      'a.sh': `touch ${ran}\nexport KUMA_DP_SERVER_AUTH_USE_TOKEN_PATH=$(touch ${ran})\n`,
    }
    for (const [name, text] of Object.entries(traps)) {
      mkdirSync(join(folder, name, '..'), { recursive: true })
      writeFileSync(join(folder, name), text)
    }
    expect(migrate(folder).status).toBe(0)
    expect(migrate(folder, '*.yaml').status).toBe(0)
    expect(contents(folder, 'a.yaml')).not.toBe(OLD)
    expect(existsSync(ran)).toBe(false)
  })

  test('a YAML tag makes no object', () => {
    const text = `${OLD}x: !!js/function 'function () { throw 1 }'\ny: !!python/object/apply:os.system ['true']\n`
    const folder = temporaryFolder({ 'a.yaml': text })
    expect(migrate(folder).status).toBe(0)
    expect(contents(folder, 'a.yaml')).toContain('!!js/function')
  })

  test('keys such as __proto__ are keys', () => {
    const text = `${OLD}__proto__: {polluted: yes}\nconstructor: {prototype: {polluted: yes}}\n`
    const folder = temporaryFolder({ 'a.yaml': text })
    expect(migrate(folder).status).toBe(0)
    expect(contents(folder, 'a.yaml')).toContain('__proto__: {polluted: yes}\n')
  })
})

test('git is the only program that is started, and no shell', () => {
  expect(importersOf(/node:child_process|node:cluster/)).toEqual(['files/git.ts'])
  const source = readFileSync(join(root, 'src/files/git.ts'), 'utf8')
  expect(source.match(/(?:spawn|exec|fork)\w*\(.{5}|shell:/g)).toEqual(["spawnSync('git'", "spawnSync('git'"])
})

test('no code is made from text', () => {
  expect(importersOf(/\beval\(|new Function\(|node:vm|node:repl/)).toEqual([])
})

test('there is no network', () => {
  expect(importersOf(/node:(?:https?2?|net|tls|dgram|dns)\b|\bfetch\(|\bWebSocket\b|XMLHttpRequest/)).toEqual([])
})

describe('nothing is written outside the paths that were given', () => {
  test('a link that leads out is not followed', () => {
    const outside = temporaryFolder({ 'b.yaml': OLD })
    const folder = temporaryFolder({ 'a.yaml': OLD })
    symlinkSync(outside, join(folder, 'folder'))
    symlinkSync(join(outside, 'b.yaml'), join(folder, 'file.yaml'))
    migrate(folder)
    expect(migrate(folder, 'file.yaml').status).toBe(3)
    expect(migrate(folder, 'folder').status).toBe(3)
    expect(contents(outside, 'b.yaml')).toBe(OLD)
  })

  test('a path is all that is looked at', () => {
    const folder = temporaryFolder({ 'a/a.yaml': OLD, 'b/b.yaml': OLD })
    expect(migrate(folder, 'a').status).toBe(0)
    expect(contents(folder, 'b/b.yaml')).toBe(OLD)
  })
})

test('the patch that holds what files hold is for its owner alone, and reverses', () => {
  const folder = temporaryFolder({ 'a.yaml': OLD })
  const patch = join(temporaryFolder(), 'undo.patch')
  expect(migrate(folder, '--patch', patch).status).toBe(0)
  expect(
    run(folder, [
      '-e',
      `process.stdout.write((require('fs').statSync(${JSON.stringify(patch)}).mode & 0o777).toString(8))`,
    ]).stdout,
  ).toBe('600')
  execFileSync('git', ['apply', '-R', patch], { cwd: folder })
  expect(contents(folder, 'a.yaml')).toBe(OLD)
})

describe('what is in a file stays in it', () => {
  const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ0b3Atc2VjcmV0In0.c2lnbmF0dXJlLW9mLWl0'

  test('reports of every format hold no token', () => {
    const text = `env:\n  - name: KUMA_DP_SERVER_AUTH_USE_TOKEN_PATH\n    value: "${TOKEN}"\n`
    const folder = temporaryFolder({ 'a.yaml': text })
    for (const format of ['json', 'sarif', 'markdown', 'junit', 'github']) {
      const { stdout, stderr } = migrate(folder, '--dry-run', '--format', format, '-v')
      expect(stdout).not.toBe('')
      expect(stdout + stderr).not.toContain(TOKEN)
    }
  })

  test('nothing that moves a cursor or turns text around is printed', () => {
    const name = 'a\x1b[2J\u202eb\n.yaml'
    const folder = temporaryFolder({ [name]: OLD.replace('"true"', '"\x9b2J\u2066"') })
    const { stderr } = migrate(folder, '--dry-run', '-v')

    expect(stderr).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/)
    expect(stderr).toContain('a\\u{1b}[2J\\u{202e}b\\n.yaml')
  })

  test('reports in HTML and Markdown hold it as text', () => {
    const bad = '<script>alert(1)</script>'
    const folder = temporaryFolder({ [`${bad.replaceAll('/', '_')}.yaml`]: `# ${bad}\n${OLD}` })
    const html = migrate(folder, '--dry-run', '--format', 'html').stdout
    expect(html).toContain('KUMA_DP_SERVER_AUTH')
    expect(html).not.toContain('<script>alert')
    expect(migrate(folder, '--dry-run', '--format', 'markdown').stdout).not.toMatch(/^[^`]*<script>alert/m)
  })
})

describe('the same input gives the same output', () => {
  const files = Object.fromEntries(
    ['ä.yaml', 'z.yaml', 'a/B.yaml', 'a/b.yaml', 'I.yaml', 'ı.yaml', '10.yaml', '9.yaml'].map((name) => [name, OLD]),
  )

  test('in any locale and time zone', () => {
    const folder = temporaryFolder(files)
    const args = [program, ...RANGE, '--dry-run', '-v']
    const told = (env: { readonly [name: string]: string }) => {
      const { stdout, stderr } = run(folder, args, env)
      return { stdout, stderr }
    }
    const first = told({ LC_ALL: 'C', TZ: 'UTC' })
    expect(first.stdout.match(/^--- /gm)).toHaveLength(8)
    for (const LC_ALL of ['tr_TR.UTF-8', 'de_DE.UTF-8', 'ja_JP.UTF-8']) {
      expect(told({ LC_ALL, LANG: LC_ALL, TZ: 'Pacific/Kiritimati' })).toEqual(first)
    }
  })

  test('with paths in any order, and named twice', () => {
    const folder = temporaryFolder(files)
    const told = (...paths: readonly string[]): string =>
      migrate(folder, '--dry-run', '--format', 'json', ...paths).stdout
    const names = Object.keys(files)
    const first = told(...names)
    expect(told(...names.toReversed())).toBe(first)
    expect(told(...names, 'a', ...names)).toBe(first)
  })
})
