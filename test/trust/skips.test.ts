import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, linkSync, symlinkSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { contents, temporaryFolder } from '../fake.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const built = join(root, 'node_modules', '.cache', 'mesh-migrate-skips')
const RANGE = ['--from', '2.6', '--to', '2.7']
const OLD = 'env:\n  - name: KUMA_DP_SERVER_AUTH_USE_TOKEN_PATH\n    value: "true"\n'

beforeAll(() => {
  execFileSync(process.execPath, ['scripts/build.mjs', built, '--no-types'], { cwd: root })
})

/** Runs over a folder. @returns what became of each file that was left alone, as JSON and `-v` tell it */
function leftAlone(folder: string, paths: readonly string[] = []) {
  const args = [join(built, 'cli.js'), ...RANGE, '-v', '--format', 'json', ...paths]
  const ran = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })
  const { files } = JSON.parse(ran.stdout)
  const inJson: string[] = files.flatMap(({ path, status, error }: { path: string; status: string; error?: string }) =>
    status === 'failed' || status === 'skipped' ? [`${path}: ${status}: ${error}`] : [],
  )
  const told = ran.stderr.split('\n').flatMap((line) => {
    const [, path, status, error] = /^(.*?): (failed|skipped)(?:, left as it was)?: (.*)$/.exec(line) ?? []
    return path === undefined ? [] : [`${path}: ${status}: ${error}`]
  })
  return { inJson, told: told.sort(), stderr: ran.stderr, code: ran.status }
}

test('every file that is left alone has its reason on the terminal and in the JSON', () => {
  const outside = temporaryFolder({ 'b.yaml': OLD })
  const folder = temporaryFolder({
    'binary.yaml': `${OLD}\0`,
    'broken.yaml': `${OLD}a: "\n`,
    'large.yaml': OLD + '# filled up\n'.repeat(100_000),
    'latin1.yaml': Buffer.concat([Buffer.from(OLD), Buffer.from([0xfc])]),
    'linked.yaml': OLD,
    'long.env': `KUMA_DP_SERVER_AUTH_USE_TOKEN_PATH=true\n${'A=1\n'.repeat(100_001)}`,
    'read-only.yaml': OLD,
    'utf16.yaml': Buffer.from(`\ufeff${OLD}`, 'utf16le'),
  })
  truncateSync(join(folder, 'large.yaml'), 100 * 1024 * 1024 + 1)
  linkSync(join(folder, 'linked.yaml'), join(outside, 'other-name.yaml'))
  chmodSync(join(folder, 'read-only.yaml'), 0o444)
  const { inJson, told, code } = leftAlone(folder)
  expect(inJson).toEqual([
    'binary.yaml: skipped: binary (it holds NUL bytes)',
    'broken.yaml: failed: 5:1: it does not parse: Missing closing "quote',
    'large.yaml: skipped: larger than 100 MB: split it, or migrate it by hand',
    'latin1.yaml: failed: not valid UTF-8: convert it to UTF-8',
    'linked.yaml: failed: it has several names (hard links): edit it by hand, or make it a copy',
    'long.env: failed: 100001:4: it does not parse: more than 100,000 lines',
    'read-only.yaml: failed: it is read-only: make it writable (chmod u+w)',
    'utf16.yaml: failed: encoded as UTF-16: convert it to UTF-8',
  ])
  expect(told).toEqual(inJson)
  expect(code).toBe(3)
  for (const name of ['linked.yaml', 'read-only.yaml']) expect(contents(folder, name)).toBe(OLD)
})

test('so has every path that was asked for', () => {
  const outside = temporaryFolder({ 'b.yaml': OLD })
  const folder = temporaryFolder()
  symlinkSync(join(outside, 'b.yaml'), join(folder, 'link.yaml'))
  symlinkSync('circle.yaml', join(folder, 'circle.yaml'))
  symlinkSync('nowhere.yaml', join(folder, 'dangling.yaml'))
  execFileSync('mkfifo', ['pipe.yaml'], { cwd: folder })
  const { inJson, told, code } = leftAlone(folder, ['circle.yaml', 'dangling.yaml', 'link.yaml', 'pipe.yaml'])
  expect(inJson).toEqual([
    'circle.yaml: failed: it is a symbolic link: give the path of its target',
    'dangling.yaml: failed: it is not there: it was removed meanwhile, or its name is not UTF-8',
    'link.yaml: failed: a symbolic link out of the working folder: give the path of its target',
    'pipe.yaml: failed: not a regular file',
  ])
  expect(told).toEqual(inJson)
  expect(code).toBe(3)
  expect(contents(outside, 'b.yaml')).toBe(OLD)
})

test("other people's code is named once, by its folder", () => {
  const folder = temporaryFolder({ 'node_modules/a/b.yaml': OLD, 'a/.terraform/c.yaml': OLD })
  const { stderr, inJson } = leftAlone(folder)
  expect(stderr.match(/.*: passed over.*/g)).toEqual([
    'a/.terraform: passed over, not your own code',
    'node_modules: passed over, not your own code',
  ])
  expect(inJson).toEqual([])
})

test.runIf(process.getuid?.() === 0)('what another user may not read or write is named, and stays as it was', () => {
  const folder = temporaryFolder({ 'closed.yaml': OLD, 'inner/kept.yaml': OLD })
  const open = temporaryFolder()
  execFileSync('cp', ['-r', built, join(root, 'package.json'), open])
  for (const name of [open, folder]) chmodSync(name, 0o755)
  chownSync(join(folder, 'inner/kept.yaml'), 65534, 65534)
  chmodSync(join(folder, 'closed.yaml'), 0o600)
  const args = [join(open, 'mesh-migrate-skips', 'cli.js'), ...RANGE, '--format', 'json']
  const ran = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', uid: 65534, gid: 65534 })
  expect(JSON.parse(ran.stdout).files).toMatchObject([
    { path: 'closed.yaml', error: 'permission denied: make it accessible or leave it out' },
    // Its folder takes no file of theirs.
    { path: 'inner/kept.yaml', error: 'permission denied: make it accessible or leave it out' },
  ])
  expect(ran.status).toBe(3)
  expect(contents(folder, 'inner/kept.yaml')).toBe(OLD)
})
