import { execFileSync, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { git, repository } from '../committed.ts'
import { contents, temporaryFolder } from '../fake.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const built = join(root, 'node_modules', '.cache', 'mesh-migrate-isolation')
const RANGE = ['--from', '2.6', '--to', '2.7']
const OLD = 'env:\n  - name: KUMA_DP_SERVER_AUTH_USE_TOKEN_PATH\n    value: "true"\n'

beforeAll(() => {
  execFileSync(process.execPath, ['scripts/build.mjs', built, '--no-types'], { cwd: root })
})

/** Loaded before the program: whoever opens a connection, asks for a name, or starts anything but git, ends the process with 99. */
const GUARD = `
  const refuse = (what) => { process._rawDebug('refused: ' + what); process.exit(99) }
  require('net').Socket.prototype.connect = () => refuse('connect')
  require('dgram').createSocket = () => refuse('datagram')
  for (const name of ['lookup', 'resolve', 'resolve4']) require('dns')[name] = () => refuse('name')
  const processes = require('child_process')
  for (const name of ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork']) {
    const real = processes[name]
    processes[name] = (program, ...rest) => program === 'git' && name === 'spawnSync' ? real(program, ...rest) : refuse(program)
  }
  require('module').syncBuiltinESMExports()
`

function guarded(cwd: string, args: readonly string[], env: { readonly [name: string]: string } = {}) {
  const guard = join(temporaryFolder({ 'guard.cjs': GUARD }), 'guard.cjs')
  const all = ['--require', guard, ...args]
  return spawnSync(process.execPath, all, { cwd, encoding: 'utf8', env: { ...process.env, ...env } })
}

describe('a run', () => {
  test.each([
    ['that writes', RANGE],
    ['that only looks', [...RANGE, '--dry-run', '-v']],
    ['with a report', [...RANGE, '--dry-run', '--format', 'html']],
    ['that plans', ['plan', ...RANGE]],
    ['that finds the release', ['--from', 'auto', '--to', '2.7', '--dry-run']],
    ['that lints', ['lint', '--release', '2.7']],
  ])('%s opens no connection, and starts nothing but git', (_, args) => {
    const text = `${OLD}image: docker.io/kumahq/kuma-cp:2.6.0\nurl: http://192.0.2.1/values.yaml\n`
    const folder = repository({ 'a.yaml': text })
    const { status, stderr } = guarded(folder, [join(built, 'cli.js'), ...args])
    expect(stderr).not.toContain('refused')
    expect([0, 1]).toContain(status)
  })

  test.each(["require('net').connect(1)", "fetch('http://192.0.2.1')", "require('child_process').spawnSync('sh')"])(
    'is refused where it does: %s',
    (code) => {
      expect(guarded(temporaryFolder(), ['-e', code]).status).toBe(99)
    },
  )
})

test("variables of git do not lead to another repository than the file's own", () => {
  const other = repository({ 'a.yaml': OLD })
  const folder = repository({ 'a.yaml': OLD })
  writeFileSync(join(folder, 'a.yaml'), `${OLD}# changed\n`)
  const env = { GIT_DIR: join(other, '.git'), GIT_WORK_TREE: other, GIT_INDEX_FILE: join(other, '.git', 'index') }
  const { status, stderr } = guarded(folder, [join(built, 'cli.js'), ...RANGE], env)
  expect(stderr).toContain('have changes that no commit holds')
  expect(status).toBe(2)
  expect(contents(folder, 'a.yaml')).toBe(`${OLD}# changed\n`)
  expect(git(folder, 'status', '--porcelain')).toContain('a.yaml')
})
