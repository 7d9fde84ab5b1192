import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { contents, temporaryFolder } from '../fake.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const built = join(root, 'node_modules', '.cache', 'mesh-migrate-disk')
const OLD = 'env:\n  - name: KUMA_DP_SERVER_AUTH_USE_TOKEN_PATH\n    value: "true"\n'

beforeAll(() => {
  execFileSync(process.execPath, ['scripts/build.mjs', built, '--no-types'], { cwd: root })
})

/** A file system of one megabyte; undefined: nobody may mount one here. */
function smallDisk(): string | undefined {
  const folder = temporaryFolder()
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]).status !== 0) return undefined
  onTestFinished(() => {
    spawnSync('mount', ['-o', 'remount,rw', folder])
    execFileSync('umount', [folder])
  })
  return folder
}

function migrate(cwd: string) {
  const args = [join(built, 'cli.js'), '--from', '2.6', '--to', '2.7']
  return spawnSync(process.execPath, args, { cwd, encoding: 'utf8' })
}

test('a disk that is full: each file is old or new, and what could not be written says why', ({ skip }) => {
  const folder = smallDisk()
  if (folder === undefined) return skip('only root may mount a file system')
  const text = (name: string): string => `${OLD}# ${name} ${'x'.repeat(100_000)}\n`
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) writeFileSync(join(folder, `${name}.yaml`), text(name))
  writeFileSync(join(folder, 'rest'), 'x'.repeat(400_000))
  const { status, stderr } = migrate(folder)
  expect(stderr).toContain('a.yaml: failed, left as it was: no space is left on the device: free some and run again')
  expect(status).toBe(3)
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) expect(contents(folder, `${name}.yaml`)).toBe(text(name))
  expect(readdirSync(folder)).toHaveLength(7)
})

test('a disk that is read-only: nothing is written, and it says why', ({ skip }) => {
  const folder = smallDisk()
  if (folder === undefined) return skip('only root may mount a file system')
  writeFileSync(join(folder, 'a.yaml'), OLD)
  execFileSync('mount', ['-o', 'remount,ro', folder])
  const { status, stderr } = migrate(folder)
  expect(stderr).toContain('a.yaml: failed, left as it was: the file system is read-only: mount it writable')
  expect(status).toBe(3)
  expect(contents(folder, 'a.yaml')).toBe(OLD)
})
