import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { contents, temporaryFolder } from '../fake.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const built = join(root, 'node_modules', '.cache', 'mesh-migrate-trust')
const program = join(built, 'cli.js')
const OLD = 'env:\n  - name: KUMA_DP_SERVER_AUTH_USE_TOKEN_PATH\n    value: "true"\n'
const NEW = OLD.replace('AUTH_USE_TOKEN_PATH', 'AUTHN_ENABLE_RELOADABLE_TOKENS')
const RANGE = ['--from', '2.6', '--to', '2.7']

function tree(count: number): { readonly folder: string; readonly names: readonly string[] } {
  const names = Array.from({ length: count }, (_, index) => `${String(index).padStart(4, '0')}.yaml`)
  return { folder: temporaryFolder(Object.fromEntries(names.map((name) => [name, OLD]))), names }
}

beforeAll(() => {
  execFileSync(process.execPath, ['scripts/build.mjs', built, '--no-types'], { cwd: root })
})

test('SIGKILL at random moments tears no file; a writer in place tears some', () => {
  const args = ['scripts/crash.mjs', '--kills', '12', '--files', '150', '--program', program]
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
  expect(stderr).toBe('')
  expect(stdout).toMatch(/^control: \d+ kills .* [1-9]\d* files torn$/m)
  expect(stdout).toMatch(/^program: 12 kills .* 0 files torn$/m)
  expect(stdout).toContain('sweeps what was left: yes')
})

describe('a signal', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s: the summary tells what was written', async (signal, code) => {
    const { folder, names } = tree(400)
    const args = [program, ...RANGE, '--report', 'json:report.json']
    const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
    const ended = new Promise((end) => child.once('close', end))
    while (contents(folder, '0000.yaml') === OLD) await setTimeout(1)
    child.kill(signal)
    expect(await ended).toBe(code)
    const written = names.filter((name) => contents(folder, name) === NEW).length
    expect(names.filter((name) => contents(folder, name) === OLD)).toHaveLength(400 - written)
    expect(said).toContain(`${written} file${written === 1 ? '' : 's'} changed (${written} edit`)
    const { summary } = JSON.parse(contents(folder, 'report.json'))
    expect(summary).toMatchObject({ changed: written, failed: 400 - written })
  })
})

test('two runs at once on one tree: no file is torn, and none is edited twice', async () => {
  const { folder, names } = tree(150)
  const codes = await Promise.all(
    [1, 2].map(async () => {
      const child = spawn(process.execPath, [program, ...RANGE], { cwd: folder, stdio: 'ignore' })
      return new Promise((end) => child.once('exit', end))
    }),
  )
  for (const code of codes) expect([0, 3]).toContain(code)
  const texts = names.map((name) => contents(folder, name))
  expect(texts.filter((text) => text !== OLD && text !== NEW)).toEqual([])
  // What one of them found changed is told, and done by the next run.
  expect(spawnSync(process.execPath, [program, ...RANGE], { cwd: folder }).status).toBe(0)
  expect(names.map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual(names.map(() => NEW))
  expect(readdirSync(folder)).toEqual(names)
})
