import { chmodSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contents, temporaryFolder } from './fake.ts'
import { run } from './run.ts'

const RANGE = ['--from', '2.6', '--to', '2.7']

describe('--output-dir', () => {
  test('gets the changed files under the same paths, and the tree stays as it was', async () => {
    const files = { 'sub/a.yaml': '\uFEFFKUMA_OLD: 1\r\n', 'b.yaml': 'KUMA_ASK', 'c.sh': 'KUMA_OLD' }
    const folder = temporaryFolder(files)
    chmodSync(join(folder, 'c.sh'), 0o755)
    const out = join(temporaryFolder(), 'new/out')
    const { code, stdout, stderr } = await run(folder, [...RANGE, '--output-dir', out])
    expect(code).toBe(0)
    expect(readdirSync(out, { recursive: true }).sort()).toEqual(['c.sh', 'sub', 'sub/a.yaml'])
    expect(contents(out, 'sub/a.yaml')).toBe('\uFEFFKUMA_NEW: 1\r\n')
    expect(statSync(join(out, 'c.sh')).mode & 0o777).toBe(0o755)
    for (const [path, text] of Object.entries(files)) expect(contents(folder, path)).toBe(text)
    expect(stdout).toContain('+++ b/sub/a.yaml\n')
    expect(stderr).toContain(`2 files changed (2 edits), 1 finding left to you`)
    expect(stderr).toContain(`the changed files are in ${out}; the tree is as it was\n`)
  })

  test('is taken from the working folder, and what git says does not count', async () => {
    const folder = temporaryFolder({ 'a.yaml': 'KUMA_OLD' })
    const { code, stderr } = await run(folder, [...RANGE, '--output-dir', 'out'])
    expect(code).toBe(0)
    expect(stderr).not.toContain('git')
    expect([contents(folder, 'a.yaml'), contents(folder, 'out/a.yaml')]).toEqual(['KUMA_OLD', 'KUMA_NEW'])
  })

  test('must not hold anything', async () => {
    const folder = temporaryFolder({ 'a.yaml': 'KUMA_OLD', 'out/a.yaml': 'mine' })
    for (const out of ['out', '.']) {
      const { code, stderr } = await run(folder, [...RANGE, '--output-dir', out])
      expect(code).toBe(2)
      expect(stderr).toMatch(
        /^mesh-migrate: --output-dir .*: it holds files already\. Empty it, or name a new folder\.\n$/,
      )
    }
    expect([contents(folder, 'a.yaml'), contents(folder, 'out/a.yaml')]).toEqual(['KUMA_OLD', 'mine'])
    const file = await run(folder, [...RANGE, '--output-dir', 'a.yaml'])
    expect(file.code).toBe(2)
  })

  test('has no place for a file outside of the working folder', async () => {
    const folder = temporaryFolder({ 'in/b.yaml': 'KUMA_OLD', 'a.yaml': 'KUMA_OLD' })
    const out = join(temporaryFolder(), 'out')
    const { code, stderr } = await run(join(folder, 'in'), [...RANGE, '--output-dir', out, '../a.yaml', 'b.yaml'])
    expect(code).toBe(3)
    expect(stderr).toContain('../a.yaml: failed, left as it was: outside of the working folder: run there (-C)')
    expect(readdirSync(out)).toEqual(['b.yaml'])
  })
})
