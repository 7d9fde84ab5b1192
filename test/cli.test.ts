import { execFileSync, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { escapeLine, showPatch, wantsColour } from '../src/report/terminal.ts'
import type { Engine } from '../src/repository.ts'
import type { Migration } from '../src/result.ts'
import { contents, ENGINE, fakeMigrate, temporaryFolder, transform } from './fake.ts'
import { run } from './run.ts'

const RANGE = ['--from', '2.6', '--to', '2.7']
const DIFF = '--- a/a.yaml\n+++ b/a.yaml\n@@ -1,1 +1,1 @@\n-KUMA_OLD: 1\n+KUMA_NEW: 1\n'

describe('a run', () => {
  test('writes the files and prints what it wrote', async () => {
    const folder = temporaryFolder({ 'a.yaml': 'KUMA_OLD: 1\n', 'b.yaml': 'x: KUMA_ASK\n', 'c.yaml': '' })
    const ran = await run(folder, RANGE)
    expect(contents(folder, 'a.yaml')).toBe('KUMA_NEW: 1\n')
    expect(ran).toEqual({
      code: 0,
      stdout: DIFF,
      stderr: [
        'warning: not in a git repository: there is no commit to go back to',
        'b.yaml:1:4: decide what KUMA_ASK shall be',
        '    write: KUMA_ANSWER=1',
        '    note: kuma:2.7/fake (mesh-migrate explain 2.7/fake)',
        '2.6 to 2.7: 1 file changed (1 edit), 1 finding left to you (1 file with findings only), 3 files looked at',
        'found 2 = 1 changed + 1 flagged + 0 suppressed',
        '',
      ].join('\n'),
    })
    const again = await run(folder, [...RANGE, '--check', 'a.yaml'])
    expect(again).toEqual({ code: 0, stdout: '', stderr: '2.6 to 2.7: nothing to do, 1 file looked at\n' })
  })

  test('without --dry-run and with it print the same diff', async () => {
    const folder = temporaryFolder({ 'a.yaml': 'KUMA_OLD: 1\n' })
    const dry = await run(folder, [...RANGE, '--dry-run'], { env: { DRY_RUN: 'false' } })
    expect(dry.code).toBe(0)
    expect(dry.stderr).toContain('1 file would change (1 edit)')
    expect(contents(folder, 'a.yaml')).toBe('KUMA_OLD: 1\n')
    const wet = await run(folder, RANGE, { env: { DRY_RUN: 'true' } })
    expect(wet.stdout).toBe(dry.stdout)
    expect(contents(folder, 'a.yaml')).toBe('KUMA_NEW: 1\n')
  })

  test('prints no diff of a file that could not be written', async () => {
    const folder = temporaryFolder({ 'a.yaml': 'KUMA_OLD: 1\n', 'b.yaml': 'KUMA_OLD: 1\n' })
    chmodSync(join(folder, 'b.yaml'), 0o444)
    const ran = await run(folder, RANGE)
    expect(ran).toMatchObject({ code: 3, stdout: DIFF })
    expect(ran.stderr).toContain('b.yaml: failed, left as it was: it is read-only: make it writable (chmod u+w)\n')
    expect(ran.stderr).toContain('found 1 = 1 changed + 0 flagged + 0 suppressed\n')
  })

  test('refuses files with uncommitted changes', async () => {
    const folder = temporaryFolder({ 'a.yaml': 'KUMA_OLD: 1\n' })
    execFileSync('git', ['init', '-q'], { cwd: folder })
    const refused = await run(folder, RANGE)
    expect(refused).toMatchObject({ code: 2, stdout: '' })
    expect(refused.stderr).toMatch(
      /^mesh-migrate: nothing was written: .*\n {2}a\.yaml\nCommit them first, or pass --allow-dirty\.\n$/,
    )
    expect(contents(folder, 'a.yaml')).toBe('KUMA_OLD: 1\n')
    expect(await run(folder, [...RANGE, '--dry-run'])).toMatchObject({ code: 0, stdout: DIFF })
    expect(await run(folder, [...RANGE, '--allow-dirty'])).toMatchObject({ code: 0, stdout: DIFF })
  })

  test('passes what was asked for to the engine', async () => {
    const folder = temporaryFolder({ 'a.yaml': 'KUMA_OLD' })
    const none = { description: 'what to do', default: 'flag', values: ['flag', 'remove'] }
    const transforms = [transform('2.7/a', ['2.7'], { questions: { none } }), transform('2.7/b', ['2.7', '2.6.1'])]
    const requests: unknown[] = []
    const migrate = (text: string, path: string, request: unknown) => {
      requests.push({ path, request })
      return { text, regions: [], edits: [], findings: [] }
    }
    const parts = { transforms, engine: { ...ENGINE, migrate } }
    await run(folder, [...RANGE, '--unsafe', '--set', '2.7/a.none=remove', '--skip', '*/b'], { parts })
    await run(folder, [...RANGE, '--only=2.7/b,2.7/b', '--jobs', '4'], { parts })
    expect(requests).toEqual([
      {
        path: 'a.yaml',
        request: expect.objectContaining({
          steps: [{ release: '2.7.0', transforms: [transforms[0]] }],
          unsafe: true,
          answers: new Map([['2.7/a.none', 'remove']]),
        }),
      },
      {
        path: 'a.yaml',
        request: expect.objectContaining({
          steps: [
            { release: '2.6.1', transforms: [transforms[1]] },
            { release: '2.7.0', transforms: [transforms[1]] },
          ],
          unsafe: false,
          answers: new Map(),
        }),
      },
    ])
  })
})

describe('exit codes', () => {
  const files = {
    'changed.yaml': 'KUMA_OLD',
    'flagged.yaml': 'KUMA_ASK',
    'failed.yaml': 'KUMA_BROKEN',
    'clean.yaml': 'none',
    'binary.yaml': 'KUMA_OLD\0',
  }

  test.each([
    ['clean.yaml', '', 0],
    ['clean.yaml', '--check --fail-on any', 0],
    ['changed.yaml', '--dry-run', 0],
    ['changed.yaml', '--check', 1],
    ['changed.yaml', '--dry-run --fail-on changes', 1],
    ['changed.yaml', '--fail-on changes', 1],
    ['changed.yaml', '--dry-run --fail-on findings', 0],
    ['changed.yaml', '--dry-run --fail-on any', 1],
    ['flagged.yaml', '', 0],
    ['flagged.yaml', '--check', 0],
    ['flagged.yaml', '--fail-on findings', 1],
    ['flagged.yaml', '--fail-on changes', 0],
    ['flagged.yaml', '--fail-on any', 1],
    ['failed.yaml', '', 3],
    ['failed.yaml', '--fail-on never', 0],
    ['failed.yaml changed.yaml flagged.yaml', '--check --fail-on any', 3],
    ['failed.yaml changed.yaml flagged.yaml', '--check --fail-on never', 0],
    ['binary.yaml', '', 0],
    ['failed.yaml missing.yaml', '--fail-on never', 2],
  ])('%s %s: %i', async (paths, options, code) => {
    const folder = temporaryFolder(files)
    const args = `${paths} ${options}`.split(' ').filter((word) => word !== '')
    expect((await run(folder, [...RANGE, ...args])).code).toBe(code)
  })

  test('a signal comes before all others', async () => {
    const folder = temporaryFolder(files)
    expect((await run(folder, RANGE, { parts: { signal: () => 130 } })).code).toBe(130)
    expect(contents(folder, 'changed.yaml')).toBe('KUMA_OLD')
  })

  test('a fault of our own is 2 and says so', async () => {
    const folder = temporaryFolder(files)
    const migrate = (text: string) => ({ text, regions: [], edits: [], findings: [], found: 1 })
    const ran = await run(folder, RANGE, { parts: { engine: { ...ENGINE, migrate } } })
    expect(ran).toMatchObject({ code: 2, stdout: '' })
    expect(ran.stderr).toMatch(
      /^mesh-migrate: internal error, please report it: Error: 3 sites were found, 0 are accounted for/m,
    )
  })
})

describe('wrong usage', () => {
  test.each([
    ['--from 2.6', /--to is missing: .* Known releases: 2\.0, /],
    ['--from 2.7 --to 2.6', /--from 2\.7 is newer than --to 2\.6: swap them\. Known releases: 2\.0, /],
    ['--from 2.6 --to 9.9', /--to 9\.9 is not a known release\. Known releases: 2\.0, .*2\.14/],
    ['--from 2.6 --to 2.7 --nope', /Unknown option '--nope'\. See mesh-migrate --help\./],
    ['--from 2.6 --to', /'--to <value>' argument missing\. See mesh-migrate --help\./],
    ['--from 2.6 --to 2.7 nowhere', /nowhere: no such file or folder\. Check the path/],
    ['--from 2.6 --to 2.7 **/*.none', /no file matches .* Check the glob/],
    ['--from 2.6 --to 2.7 -C nowhere', /nowhere: it is not there/],
    ['--from 2.6 --to 2.7 --fail-on errors', /--fail-on errors: give one of findings, changes, any, never\./],
    ['--from 2.6 --to 2.7 --format xml', /--format xml: give one of text, json, sarif, github, junit, markdown/],
    [
      '--from 2.6 --to 2.7 --report out.json',
      /--report out\.json: write --report <format>:<file>, the format one of json,/,
    ],
    ['--from 2.6 --to 2.7 --report xml:out.xml', /--report xml:out\.xml: write --report <format>:<file>/],
    ['--from 2.6 --to 2.7 --report json:', /--report json:: write/],
    ['--from 2.6 --to 2.7 --report json:no/out.json', /no\/out\.json: its folder does not exist\. Make it first\./],
    ['--from 2.6 --to 2.7 --patch no/out.patch', /its folder does not exist/],
    ['--from 2.6 --to 2.7 --only nope', /--only nope names no transform/],
    ['--from 2.6 --to 2.7 --only ,', /--only is empty/],
    ['--from 2.6 --to 2.7 --set 2.7/fake.x=1', /no such question\. No transform asks any\./],
    ['--from 2.6 --to 2.7 --jobs many', /--jobs many: give a number/],
    ['--from 2.6 --to 2.7 -q -v', /exclude each other/],
    ['--from 2.6 --to 2.7 --list-changed --format json', /give one, or --report/],
    ['--from 2.6 --to 2.7 --stdin-filename x.yaml', /goes with - only/],
    ['--from 2.6 --to 2.7 -i --check', /--interactive and --check exclude each other\. Give one\./],
    ['--from 2.6 --to 2.7 -i -', /--interactive goes with runs over files\./],
    ['--from 2.6 --to 2.7 --answers-from-stdin', /--answers-from-stdin goes with --interactive\./],
    ['--from 2.6 --to 2.7 --output-dir x --dry-run', /exclude each other: --dry-run writes nothing\. Give one\./],
    ['--from 2.6 --to 2.7 --output-dir x -', /--output-dir goes with runs over files\./],
    ['lint --release 2.7 --hop', /--hop goes with runs over files, and with plan\./],
    ['list --from auto --to 2.7', /--from auto looks into files: name the release/],
    ['--from auto --to 2.7 -', /--from auto looks into files: name the release/],
    ['--from 2.6 --to 2.7 --surface text', /--surface goes with list only\./],
    ['plan --from 2.6 --to 2.7 --format html', /--format html does not go with plan: give text or json\./],
    ['plan --from 2.6 --to 2.7 --patch x', /--patch does not go with plan, which changes nothing\./],
    ['list --format sarif', /--format sarif does not go with list: give text or json\./],
    ['list --surface nope', /--surface nope: give one of setting, value, resource, /],
    ['list --disposition nope', /--disposition nope: give one of rewrite, /],
    ['list --release nope', /--release nope: give a release such as 2\.7 or 2\.7\.26\./],
    ['--from 2.6 --to 2.7 - a.yaml', /goes with no other path/],
    ['--from 2.6 --to 2.7 --format json -', /standard output is the migrated text/],
    ['explain', /explain takes one id/],
    ['explain fake', /explain fake: there is no such transform or note\. Do you mean 2\.7\/fake\?/],
    ['explain nope-nope', /there is no such transform or note\. See mesh-migrate list\./],
    ['list here', /list takes no paths/],
    ['list --from 2.6', /--to is missing/],
  ])('%s', async (args, message) => {
    const folder = temporaryFolder({ 'a.yaml': 'KUMA_OLD' })
    const ran = await run(folder, args.split(' '))
    expect(ran).toMatchObject({ code: 2, stdout: '' })
    expect(ran.stderr).toMatch(message)
    expect(ran.stderr.trimEnd()).not.toContain('\n')
    expect(readdirSync(folder)).toEqual(['a.yaml'])
    expect(contents(folder, 'a.yaml')).toBe('KUMA_OLD')
  })
})

describe('filter', () => {
  test.each(['\uFEFF# 😀\r\nKUMA_OLD: 1', '', 'nothing', 'KUMA_ASK'])('%j', async (stdin) => {
    const ran = await run(temporaryFolder(), [...RANGE, '-'], { stdin })
    expect(ran).toMatchObject({ code: 0, stdout: stdin.replace('OLD', 'NEW') })
  })

  test('tells the engine the name, and places on stderr', async () => {
    const migrate = (text: string, path: string) => ({
      text: `${text}${path}`,
      regions: [{ old: { start: 1, end: 1 }, new: { start: 1, end: 1 + path.length } }],
      edits: [],
      findings: [],
    })
    const parts = { engine: { ...ENGINE, migrate } }
    expect(await run('.', [...RANGE, '-', '--stdin-filename', 'values.yaml'], { stdin: 'x', parts })).toMatchObject({
      stdout: 'xvalues.yaml',
    })
    const flagged = await run('.', [...RANGE, '-', '--stdin-filename', 'values.yaml', '--fail-on', 'findings'], {
      stdin: 'KUMA_ASK',
    })
    expect(flagged.code).toBe(1)
    expect(flagged.stderr).toContain('values.yaml:1:1: decide what KUMA_ASK shall be\n')
  })

  test.each([Buffer.from('KUMA_OLD \xfc', 'latin1'), Buffer.from('KUMA_OLD\0'), Buffer.from('KUMA_BROKEN\n')])(
    'passes on what it cannot migrate: %s',
    async (stdin) => {
      const ran = await run('.', [...RANGE, '-', '-q'], { stdin })
      expect(ran.code).toBe(3)
      expect(ran.stdout).toBe(stdin.toString())
      expect(ran.stderr).toMatch(/^stdin: failed, left as it was: .*\n$/)
    },
  )

  test('--check', async () => {
    expect((await run('.', [...RANGE, '-', '--check'], { stdin: 'KUMA_OLD' })).code).toBe(1)
    expect((await run('.', [...RANGE, '-', '--check'], { stdin: 'KUMA_NEW' })).code).toBe(0)
  })
})

describe('outputs', () => {
  test('--list-changed prints paths as git takes them', async () => {
    const names = ['a b.yaml', 'ä.yaml', 'line\nbreak\x1b.yaml', 'quote".yaml', 'sub/x.yaml', 'turned\u202e\x9b.yaml']
    const folder = temporaryFolder({
      ...Object.fromEntries(names.map((name) => [name, 'KUMA_OLD'])),
      'flagged.yaml': 'KUMA_ASK',
    })
    execFileSync('git', ['init', '-q'], { cwd: folder })
    const ran = await run(folder, [...RANGE, '--list-changed', '-q', '--allow-dirty'])
    expect(ran).toEqual({
      code: 0,
      stdout:
        'a b.yaml\n"line\\012break\\033.yaml"\n"quote\\".yaml"\nsub/x.yaml\n"turned\\342\\200\\256\\302\\233.yaml"\nä.yaml\n',
      stderr: '',
    })
    execFileSync('git', ['add', '--pathspec-from-file=-'], { cwd: folder, input: ran.stdout })
    const staged = execFileSync('git', ['diff', '--cached', '--name-only', '-z'], { cwd: folder, encoding: 'utf8' })
    expect(
      staged
        .split('\0')
        .filter((name) => name !== '')
        .sort(),
    ).toEqual([...names].sort())
    expect((await run(folder, [...RANGE, '--list-changed', '-q'])).stdout).toBe('')
  })

  test('--quiet prints nothing but errors and what was asked for by name', async () => {
    const folder = temporaryFolder({ 'a.yaml': 'KUMA_OLD', 'b.yaml': 'KUMA_BROKEN', 'c.yaml': 'KUMA_ASK' })
    const ran = await run(folder, [...RANGE, '-q', '--report', 'json:r.json'])
    expect(ran).toEqual({ code: 3, stdout: '', stderr: 'b.yaml: failed, left as it was: 1:1: does not parse\n' })
    expect(JSON.parse(contents(folder, 'r.json')).summary).toMatchObject({ changed: 1, failed: 1, flagged: 1 })
  })

  test('--verbose tells every edit and what was passed over', async () => {
    const folder = temporaryFolder({ 'a.yaml': '\nKUMA_OLD', 'node_modules/a.yaml': 'KUMA_OLD' })
    const { stderr } = await run(folder, [...RANGE, '-v', '--dry-run'])
    expect(stderr).toContain('node_modules: passed over, not your own code\n')
    expect(stderr).toContain('a.yaml:2:1: safe edit: KUMA_OLD -> KUMA_NEW (2.7/fake)\n')
  })

  test('--verbose tells of each changed file what was proven, and no more than that', async () => {
    const files = { 'a.yaml': 'KUMA_OLD\nKUMA_OLD', 'b.yaml': 'KUMA_ASK', 'c.yaml': 'KUMA_BROKEN' }
    const told = async (engine: Partial<Engine>): Promise<string[]> => {
      const options = { parts: { engine: { ...ENGINE, ...engine } } }
      const { stderr } = await run(temporaryFolder(files), [...RANGE, '-v', '--dry-run'], options)
      return stderr.split('\n').filter((line) => line.includes('proven'))
    }
    expect(await told({})).toEqual(['a.yaml: proven: 2 edits, patch applies and reverses'])
    const migrate = (text: string): Migration => ({ ...fakeMigrate(text), idempotent: true })
    expect(await told({ migrate })).toEqual(['a.yaml: proven: 2 edits, idempotent, patch applies and reverses'])
  })

  test('failures come first, then what the new release does not read, then the rest', async () => {
    const transforms = [
      transform('2.7/open', ['2.7.0']),
      transform('2.7/read', ['2.7.0'], { acceptedSince: '2.2', readUntil: '2.7' }),
      transform('2.7/later', ['2.7.0'], { acceptedSince: '2.2' }),
      transform('2.7/broken', ['2.7.0'], { acceptedSince: '2.2', readUntil: '2.6' }),
    ]
    const ids = ['mesh-migrate-ignore', ...transforms.map(({ id }) => id)]
    const migrate = (text: string, path: string) => {
      const findings = ids.map((id) => ({ transform: id, notes: [], offset: 0, message: id }))
      const failure = { offset: 0, message: 'does not parse' }
      return { text, regions: [], edits: [], findings, ...(path === 'b.yaml' ? { failure } : {}) }
    }
    const folder = temporaryFolder({ 'a.yaml': 'KUMA_', 'b.yaml': 'KUMA_' })
    const { stderr } = await run(folder, RANGE, { parts: { transforms, engine: { ...ENGINE, migrate } } })
    const lines = stderr.split('\n').filter((line) => /^[ab]\.yaml/.test(line))
    expect(lines).toEqual([
      'b.yaml: failed, left as it was: 1:1: does not parse',
      ...['2.7/broken', '2.7/open', '2.7/read', '2.7/later', 'mesh-migrate-ignore'].flatMap((id) =>
        id === '2.7/read'
          ? [`a.yaml:1:1: ${id}`, 'a.yaml:1:1: 2.7/later', `b.yaml:1:1: ${id}`, 'b.yaml:1:1: 2.7/later']
          : id === '2.7/later'
            ? []
            : [`a.yaml:1:1: ${id}`, `b.yaml:1:1: ${id}`],
      ),
    ])
  })

  test('--format json, --report and --patch agree', async () => {
    const folder = temporaryFolder({ 'a.yaml': 'KUMA_OLD: 1\n', 'b.yaml': 'KUMA_ASK' })
    const out = temporaryFolder({ 'p.patch': 'an older and longer one'.repeat(99) })
    const args = ['--format', 'json', '--report', `json:${out}/r.json`, '--patch', `${out}/p.patch`]
    const ran = await run(folder, [...RANGE, ...args])
    expect(contents(out, 'r.json')).toBe(ran.stdout)
    expect(contents(out, 'p.patch')).toBe(DIFF)
    expect(statSync(join(out, 'p.patch')).mode & 0o777).toBe(0o600)
    const report = JSON.parse(ran.stdout)
    expect(report).toMatchObject({ schemaVersion: 1, from: '2.6', to: '2.7', tool: { name: 'mesh-migrate' } })
    expect(report.files.map(({ path, status }: { path: string; status: string }) => [path, status])).toEqual([
      ['a.yaml', 'changed'],
      ['b.yaml', 'flagged'],
    ])
  })

  test('reports hide secrets, the diff is exact', async () => {
    const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjE3MDAwMDAwMDB9.c2lnbmF0dXJlLXBhcnQ'
    const folder = temporaryFolder({ 'a.env': `KUMA_TOKEN=${jwt}\n` })
    const migrate = (text: string) => {
      const span = { start: 0, end: text.length }
      const by = { transform: '2.7/fake', notes: [], safety: 'safe' } as const
      const findings = [{ ...by, offset: 0, message: `the token ${jwt} is old`, suggestion: `KUMA_TOKEN=${jwt}` }]
      const edits = [{ ...by, span, before: text, after: `X_${text}` }]
      return { text: `X_${text}`, regions: [{ old: { start: 0, end: 0 }, new: { start: 0, end: 2 } }], edits, findings }
    }
    const parts = { engine: { ...ENGINE, migrate } }
    const text = await run(folder, [...RANGE, '--dry-run', '-v'], { parts })
    const json = await run(folder, [...RANGE, '--dry-run', '--format', 'json'], { parts })
    expect(text.stdout).toContain(`+X_KUMA_TOKEN=${jwt}\n`)
    expect(text.stderr).toContain('a.env:1:1: the token *** is old\n    write: KUMA_TOKEN=***\n')
    for (const hidden of [text.stderr, json.stdout]) expect(hidden).not.toContain('eyJ')
  })

  test('a terminal gets colour and no control characters, a pipe the exact bytes', async () => {
    const name = '\x1b[2J\u202e.yaml'
    const folder = temporaryFolder({ [name]: 'KUMA_OLD\x1b[2J \u202e \r\n' })
    const piped = await run(folder, [...RANGE, '--dry-run'], { env: { FORCE_COLOR: '1' } })
    expect(piped.stdout).toContain('+KUMA_NEW\x1b[2J \u202e \r\n')
    const shown = await run(folder, [...RANGE, '--dry-run'], { isTTY: true })
    expect(shown.stdout).toContain('\x1b[32m+KUMA_NEW\\u{1b}[2J \\u{202e} \x1b[0m\n')
    const plain = await run(folder, [...RANGE, '--dry-run'], { isTTY: true, env: { NO_COLOR: '1' } })
    expect(plain.stdout).not.toContain('\x1b')
    const flagged = temporaryFolder({ 'a\x1b[2J\n.yaml': 'KUMA_ASK' })
    expect((await run(flagged, RANGE)).stderr).toContain('a\\u{1b}[2J\\n.yaml:1:1: ')
  })

  test.each([
    [false, { FORCE_COLOR: '1' }, false],
    [true, {}, true],
    [true, { NO_COLOR: '' }, true],
    [true, { NO_COLOR: '1' }, false],
    [true, { TERM: 'dumb' }, false],
    [true, { TERM: 'dumb', NO_COLOR: '1', FORCE_COLOR: '1' }, true],
    [true, { FORCE_COLOR: '0' }, false],
  ])('colour with a terminal %s and %j: %s', (isTTY, env, colour) => {
    expect(wantsColour({ isTTY }, env)).toBe(colour)
  })

  test('what is shown has no character that moves or hides', () => {
    expect(escapeLine('a\tb\nc\x00\x7f\x9b\u2066')).toBe('a\\tb\\nc\\u{0}\\u{7f}\\u{9b}\\u{2066}')
    expect(showPatch('-a\r\n+b\rc\n', false)).toBe('-a\n+b\\u{d}c\n')
  })
})

describe('catalogue', () => {
  const none = { description: 'what to do with `none`', default: 'flag', values: ['flag', 'remove'] }
  const transforms = [
    transform('2.2/a', ['2.2.0']),
    transform('2.7/long-name', ['2.7.26', '2.9.16'], { questions: { none }, acceptedSince: '2.2', readUntil: '2.6' }),
  ]
  const parts = { transforms }

  test('list', async () => {
    expect(await run('.', ['list'], { parts })).toEqual({
      code: 0,
      stdout: '2.2/a          2.2.0  the title of 2.2/a\n2.7/long-name  2.7.26, 2.9.16  the title of 2.7/long-name\n',
      stderr: '',
    })
    expect((await run('.', ['list', '--from', '2.9.0', '--to', '2.9'], { parts })).stdout).toMatch(
      /^2\.7\/long-name .*\n$/,
    )
    expect((await run('.', ['list', '--skip', '2.7'], { parts })).stdout).toMatch(/^2\.2\/a .*\n$/)
    expect((await run('.', ['list', '--release', '2.9'], { parts })).stdout).toMatch(/^2\.7\/long-name .*\n$/)
    expect((await run('.', ['list', '--release', '2.9.16'], { parts })).stdout).toMatch(/^2\.7\/long-name .*\n$/)
    expect((await run('.', ['list', '--release', '2.9.1'], { parts })).stdout).toBe('')
  })

  test('list by surface and by disposition', async () => {
    const ids = async (...args: string[]): Promise<string[]> => {
      const { stdout } = await run('.', ['list', ...args], { real: true })
      return stdout.split('\n').flatMap((line) => line.split(' ')[0] || [])
    }
    const all = await ids()
    const commands = await ids('--surface', 'command')
    expect(commands).toContain('2.7/removed-commands')
    expect(commands).not.toContain('2.7/dp-server-auth')
    expect(commands.every((id) => all.includes(id))).toBe(true)
    expect(await ids('--surface', 'setting', '--release', '2.7')).toContain('2.7/dp-server-auth')
    const rewritten = await ids('--disposition', 'rewrite')
    expect(rewritten).toContain('2.8/postgres-driver')
    expect(rewritten.length).toBeLessThan(all.length)
    const advice = await ids('--disposition', 'advise')
    expect(advice).toContain('km-cp-token-deprecated')
    expect(advice).not.toContain('2.8/postgres-driver')
    const inRange = await ids('--disposition', 'advise', '--from', '2.6', '--to', '2.7')
    expect(inRange).toContain('gatewayapi-httproute-internal')
    expect(inRange).not.toContain('km-cp-token-deprecated')
  })

  test('list as JSON', async () => {
    const { stdout } = await run('.', ['list', '--format', 'json', '--only', '2.7/dp-server-auth'], { real: true })
    const { transforms: rows, advice, schemaVersion } = JSON.parse(stdout)
    expect({ schemaVersion, advice }).toEqual({ schemaVersion: 1, advice: [] })
    expect(rows).toMatchObject([
      {
        id: '2.7/dp-server-auth',
        acceptedSince: '2.2',
        readUntil: '2.6',
        safety: ['safe'],
        surfaces: expect.arrayContaining(['setting']),
        notes: expect.arrayContaining(['dp-server-auth-type']),
        options: [expect.objectContaining({ name: '2.7/dp-server-auth.none', values: ['ask', 'remove', 'carry'] })],
      },
    ])
    expect(rows).toHaveLength(1)
    expect(rows[0].dispositions.length).toBeGreaterThan(0)
  })

  test('explain tells safety, options, the published note and the evidence', async () => {
    const { stdout } = await run('.', ['explain', '2.7/dp-server-auth'], { real: true })
    expect(stdout).toContain('\nsafety: safe\n--set 2.7/dp-server-auth.none=ask  (default; ask | remove | carry)\n')
    expect(stdout).toContain('\npublished at: https://')
    expect(stdout).toMatch(
      /\ndp-server-auth-type:\n {2}if left: .*\n(?: {2}the published note is .*\n)?(?: {2}evidence: .*\n)+/,
    )
  })

  test('explain takes the id of a note too', async () => {
    const { stdout } = await run('.', ['explain', 'zone-ingress-token-deprecated'], { real: true })
    expect(stdout).toMatch(
      /^# Zone ingress tokens .*\n\nkuma 2\.0\nwhat to do: Give every ingress .*\ncan be done until: 2\.6\n.*\nzone-ingress-token-deprecated:\n {2}if left: /,
    )
  })

  test('explain', async () => {
    const { stdout } = await run('.', ['explain', '2.7/long-name'], { parts })
    expect(stdout).toBe(
      [
        '# the title of 2.7/long-name',
        '',
        'id: 2.7/long-name',
        'runs in the step to: 2.7.26, 2.9.16',
        'new form read since: 2.2',
        'old form read until: 2.6',
        '--set 2.7/long-name.none=flag  (default; flag | remove)',
        '    what to do with `none`',
        'upgrade notes: kuma:2.7/long-name',
        '',
      ].join('\n'),
    )
  })

  test('--help and --version', async () => {
    expect(await run('.', ['--help'])).toMatchObject({ code: 0, stderr: '' })
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
    expect((await run('.', ['--version'])).stdout).toBe(`mesh-migrate ${version}\n`)
  })
})

describe('the built program', () => {
  const root = join(import.meta.dirname, '..')
  const built = join(root, 'node_modules', '.cache', 'mesh-migrate-cli')
  const program = join(built, 'cli.js')
  const deployment = (count: number): string =>
    `kind: Deployment\nmetadata: {name: kuma-control-plane}\nspec:\n  containers:\n    - image: kumahq/kuma-cp:2.6.1\n      env:\n${'        - {name: KUMA_DP_SERVER_AUTH_USE_TOKEN_PATH, value: "true"}\n'.repeat(count)}`
  const done = (text: string): string => text.replaceAll('AUTH_USE_TOKEN_PATH', 'AUTHN_ENABLE_RELOADABLE_TOKENS')

  beforeAll(() => {
    execFileSync(process.execPath, ['scripts/build.mjs', built, '--no-types'], { cwd: root })
  })

  test('migrates a folder, is done then, and runs through a link as npm makes it', () => {
    const folder = temporaryFolder({ 'sub/a.yaml': deployment(1) })
    const link = join(temporaryFolder(), 'mesh-migrate')
    symlinkSync(program, link)
    const first = spawnSync(process.execPath, [link, ...RANGE], { cwd: folder, encoding: 'utf8' })
    expect(first.status).toBe(0)
    expect(contents(folder, 'sub/a.yaml')).toBe(done(deployment(1)))
    execFileSync('git', ['apply', '-R', '-'], { cwd: folder, input: first.stdout })
    expect(contents(folder, 'sub/a.yaml')).toBe(deployment(1))
    expect(spawnSync(process.execPath, [program, ...RANGE, '--check'], { cwd: folder }).status).toBe(1)
  })

  test('explains a transform with its page', () => {
    const { stdout } = spawnSync(process.execPath, [program, 'explain', '2.7/dp-server-auth'], { encoding: 'utf8' })
    expect(stdout.startsWith(readFileSync(join(root, 'transforms/2.7/dp-server-auth.md'), 'utf8').trimEnd())).toBe(true)
  })

  test('says nothing when nobody reads on', () => {
    const files = Array.from({ length: 200 }, (_, index) => [`${index}.yaml`, deployment(20)])
    const folder = temporaryFolder(Object.fromEntries(files))
    const command = `"$0" "$1" --from 2.6 --to 2.7 -q --format json --dry-run | head -c 1; echo "\${PIPESTATUS[0]}"`
    const ran = spawnSync('bash', ['-c', command, process.execPath, program], { cwd: folder, encoding: 'utf8' })
    expect(ran.stdout).toBe('{0\n')
    expect(ran.stderr).toBe('')
  })

  test('gives the same for any number of threads', () => {
    const files: { [path: string]: string } = { '.gitignore': 'out/\n' }
    for (let index = 0; index < 6000; index++) {
      const path = `${index % 60}/${index % 7}/${index}.yaml`
      files[path] = index % 400 === 0 ? deployment(1) : index % 401 === 0 ? `${deployment(1)}\0` : 'a: 1\n'
      if (index % 500 === 0) files[`${index % 60}/.gitignore`] = '5/\n'
      if (index % 600 === 0) files[`${index % 60}/out/${index}.yaml`] = deployment(1)
    }
    const folder = temporaryFolder(files)
    const run = (...options: string[]) =>
      spawnSync(process.execPath, [program, ...RANGE, '--dry-run', '-v', ...options], { cwd: folder, encoding: 'utf8' })
    const one = run('--jobs', '1')
    expect(one.status).toBe(0)
    expect(one.stdout.match(/^--- /gm)?.length).toBeGreaterThan(5)
    for (const jobs of ['2', '5']) {
      const { stdout, stderr } = run('--jobs', jobs)
      expect({ stdout, stderr }).toEqual({ stdout: one.stdout, stderr: one.stderr })
    }
  })

  test('needs no git', () => {
    const folder = temporaryFolder({ 'a.yaml': deployment(1) })
    execFileSync('git', ['init', '-q'], { cwd: folder })
    const ran = spawnSync(process.execPath, [program, ...RANGE], { cwd: folder, env: { PATH: '' }, encoding: 'utf8' })
    expect(ran.status).toBe(0)
    expect(ran.stderr).toContain(
      'warning: git could not tell whether files have uncommitted changes: git could not be started\n',
    )
    expect(contents(folder, 'a.yaml')).toBe(done(deployment(1)))
  })

  test.runIf(process.getuid?.() === 0)('names what may not be read, and goes on', () => {
    const folder = temporaryFolder({
      'a.yaml': deployment(1),
      'closed/b.yaml': '',
      'closed.yaml': '',
      'z.yaml': deployment(1),
    })
    for (const name of ['', 'a.yaml', 'z.yaml']) chownSync(join(folder, name), 65534, 65534)
    for (const name of ['closed', 'closed.yaml']) chmodSync(join(folder, name), 0o000)
    // The project itself may lie where only its owner gets in.
    const open = temporaryFolder()
    chmodSync(open, 0o755)
    cpSync(built, join(open, 'dist'), { recursive: true })
    cpSync(join(root, 'package.json'), join(open, 'package.json'))
    const ran = spawnSync(process.execPath, [join(open, 'dist', 'cli.js'), ...RANGE], {
      cwd: folder,
      uid: 65534,
      gid: 65534,
      encoding: 'utf8',
    })
    expect(ran.status).toBe(3)
    expect(ran.stderr).toContain(
      'closed: failed, left as it was: permission denied: make it accessible or leave it out\n',
    )
    expect(ran.stderr).toContain('closed.yaml: failed, left as it was: permission denied')
    for (const name of ['a.yaml', 'z.yaml']) expect(contents(folder, name)).toBe(done(deployment(1)))
  })

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s ends it after the file in hand', async (signal, code) => {
    const names = Array.from({ length: 300 }, (_, index) => `${String(index).padStart(3, '0')}.yaml`)
    const folder = temporaryFolder(Object.fromEntries(names.map((name) => [name, deployment(1)])))
    const child = spawn(process.execPath, [program, ...RANGE], { cwd: folder, stdio: 'ignore' })
    const ended = new Promise((end) => child.once('exit', end))
    // The first file has been replaced once the program is in the middle of writing.
    while (contents(folder, '000.yaml') === deployment(1)) await new Promise((turn) => setTimeout(turn, 1))
    child.kill(signal)
    expect(await ended).toBe(code)
    const written = names.filter((name) => contents(folder, name) === done(deployment(1)))
    expect(names.filter((name) => contents(folder, name) === deployment(1))).toHaveLength(300 - written.length)
    expect(written.length).toBeGreaterThan(0)
    expect(written.length).toBeLessThan(300)
    expect(readdirSync(folder)).toHaveLength(300)
  })

  test('opens nothing for writing in a dry run', () => {
    const folder = temporaryFolder({ 'a.yaml': deployment(1) })
    const trace = join(temporaryFolder(), 'trace.mjs')
    writeFileSync(
      trace,
      `import fs from 'node:fs'
      import { syncBuiltinESMExports } from 'node:module'
      const { openSync } = fs
      fs.openSync = (path, flags, mode) => {
        if (typeof flags === 'number' ? flags & 3 : flags !== 'r') throw new Error('opened for writing: ' + path)
        return openSync(path, flags, mode)
      }
      for (const name of ['writeFileSync', 'renameSync', 'unlinkSync', 'mkdirSync', 'rmSync', 'chmodSync']) {
        fs[name] = () => { throw new Error(name) }
      }
      syncBuiltinESMExports()`,
    )
    const args = ['--import', trace, program, ...RANGE]
    expect(spawnSync(process.execPath, [...args, '--dry-run'], { cwd: folder }).status).toBe(0)
    expect(spawnSync(process.execPath, [...args, '--check'], { cwd: folder }).status).toBe(1)
    expect(spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' }).stderr).toContain('opened for writing')
    expect(existsSync(join(folder, 'a.yaml'))).toBe(true)
  })
})
