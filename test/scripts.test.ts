import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from './fake.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** A work tree of its own, for scripts that write into it. */
function copyOfTree(...names: readonly string[]): string {
  const folder = temporaryFolder()
  for (const name of names) cpSync(join(root, name), join(folder, name), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

function node(cwd: string, ...args: readonly string[]): { code: number | null; said: string } {
  const env = { ...process.env, VITEST: '', NODE_OPTIONS: '' }
  const { status, stdout, stderr } = spawnSync('node', args, { cwd, encoding: 'utf8', env })
  return { code: status, said: stdout + stderr }
}

describe('new-transform', () => {
  test('writes a transform, registers it, and its case fails until it is real', () => {
    const folder = copyOfTree(
      'scripts',
      'src',
      'transforms',
      'docs',
      'test',
      'package.json',
      'package-lock.json',
      'tsconfig.json',
    )
    cpSync(join(root, 'vitest.config.ts'), join(folder, 'vitest.config.ts'))
    const made = node(folder, 'scripts/new-transform.mjs', '2.12/some-thing')
    expect(made.said).toContain("npx vitest run test/cases.test.ts -t '2.12/some-thing'")
    expect(made.code).toBe(0)
    expect(readFileSync(join(folder, 'transforms/index.ts'), 'utf8')).toContain("{ id: '2.12/some-thing',")
    expect(existsSync(join(folder, 'transforms/2.12/some-thing.md'))).toBe(true)
    const vitest = ['node_modules/vitest/vitest.mjs', 'run', 'test/cases.test.ts', '-t', '2.12/some-thing']
    const tested = node(folder, ...vitest)
    expect(tested.code).toBe(1)
    expect(tested.said).toContain('An environment: gives the text after')
    expect(node(folder, 'scripts/new-transform.mjs', '2.12/some-thing')).toMatchObject({ code: 2 })
  })

  test('wants a release and a name', () => {
    expect(node(root, 'scripts/new-transform.mjs', 'some-thing').said).toMatch(
      /^usage: npm run new-transform <release>/,
    )
  })
})

describe('release', () => {
  function repository(): string {
    const folder = copyOfTree('scripts', 'package.json', 'package-lock.json', 'CHANGELOG.md')
    const git = (...args: readonly string[]): unknown => execFileSync('git', args, { cwd: folder })
    git('init', '--quiet')
    git('config', 'user.name', 'a')
    git('config', 'user.email', 'a@example.org')
    execFileSync('sh', ['-c', 'echo node_modules > .gitignore'], { cwd: folder })
    git('add', '.')
    git('commit', '--quiet', '-m', 'x')
    return folder
  }

  test('says what it would do, and does it only when asked to', () => {
    const folder = repository()
    const before = readFileSync(join(folder, 'package.json'), 'utf8')
    const said = node(folder, 'scripts/release.mjs', '9.8.7')
    expect(said.said).toContain('Nothing was done. --write does it.')
    expect(readFileSync(join(folder, 'package.json'), 'utf8')).toBe(before)

    expect(node(folder, 'scripts/release.mjs', '9.8.7', '--write')).toMatchObject({ code: 0 })
    expect(execFileSync('git', ['tag'], { cwd: folder, encoding: 'utf8' })).toBe('v9.8.7\n')
    expect(readFileSync(join(folder, 'CHANGELOG.md'), 'utf8')).toMatch(/^## 9\.8\.7 \(\d{4}-\d\d-\d\d\)$/m)
    const lock = readFileSync(join(folder, 'package-lock.json'), 'utf8')
    expect(lock.match(/"version": "9\.8\.7"/g)).toHaveLength(2)
    expect(readFileSync(join(folder, 'package.json'), 'utf8')).toContain('"version": "9.8.7"')
  })

  test('refuses a version that is older or none', () => {
    expect(node(root, 'scripts/release.mjs', '0.0.1').said).toMatch(/^0\.0\.1 is older than /)
    expect(node(root, 'scripts/release.mjs', 'soon').said).toMatch(/^usage: /)
  })
})
