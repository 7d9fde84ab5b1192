import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  linkSync,
  mkdirSync,
  readdirSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareText, findFiles } from '../src/files/find.ts'
import { createReader } from '../src/files/read.ts'
import { showPath } from '../src/files/scan.ts'
import { checkTotals, createReport } from '../src/report/json.ts'
import { maskSecrets } from '../src/report/secrets.ts'
import { type Engine, migrateRepository, type RepositoryRequest, type Run } from '../src/repository.ts'
import { contents, ENGINE, FAKE, fakeMigrate, temporaryFolder } from './fake.ts'
import { git, repository } from './committed.ts'

function run(cwd: string, more: Partial<RepositoryRequest> = {}, engine: Engine = {}): Promise<Run> {
  const steps = [{ release: '2.7.0', transforms: FAKE }]
  const request = { steps, unsafe: false, answers: new Map(), cwd, paths: [], write: false, allowDirty: false }
  return migrateRepository({ ...request, ...more }, { ...ENGINE, ...engine })
}

function statuses({ outcomes }: Run): string[] {
  return outcomes.map(({ path, status, error }) => `${path} ${status}${error === undefined ? '' : `: ${error}`}`)
}

async function found(cwd: string, ...paths: string[]): Promise<string[]> {
  const { files } = await findFiles(cwd, paths)
  return files.map((path) => showPath(cwd, path)).sort(compareText)
}

describe('files found', () => {
  test('are sorted by code unit, each once', async () => {
    const folder = temporaryFolder({ 'b.yaml': '', 'B.yaml': '', 'a/z': '', 'a.yaml': '', 'ä.yaml': '', 'a-b': '' })
    const sorted = ['B.yaml', 'a-b', 'a.yaml', 'a/z', 'b.yaml', 'ä.yaml']
    expect(await found(folder)).toEqual(sorted)
    expect(await found(folder, 'a', 'a/z', '.', join(folder, 'b.yaml'), './a')).toEqual(sorted)
  })

  test('are none of other people', async () => {
    const folder = temporaryFolder({
      'node_modules/p/a.yaml': '',
      'deep/node_modules/a.yaml': '',
      '.terraform/modules/a.tf': '',
      '.git/config': '',
      'vendor/modules.txt': '',
      'vendor/a.yaml': '',
      'env/pyvenv.cfg': '',
      'env/a.yaml': '',
      'own/vendor/a.yaml': '',
      'dist/a.yaml': '',
      '.github/a.yaml': '',
      '.a.yaml.1-0123abcd.mesh-migrate-tmp': '',
    })
    expect(await found(folder)).toEqual(['.github/a.yaml', 'dist/a.yaml', 'own/vendor/a.yaml'])
    expect((await run(folder)).vendored).toEqual([
      '.git',
      '.terraform',
      'deep/node_modules',
      'env',
      'node_modules',
      'vendor',
    ])
    expect(await found(folder, 'vendor')).toEqual(['vendor/a.yaml', 'vendor/modules.txt'])
  })

  test('follow ignore files as git does', async () => {
    const folder = temporaryFolder({
      '.gitignore': '*.log\n/build/\nsecret/*\n!secret/kept.yaml\n*.Tmp\n',
      'a.log': '',
      'a.tmp': '',
      'a.Tmp': '',
      'build/a.yaml': '',
      'sub/build/a.yaml': '',
      'secret/a.yaml': '',
      'secret/kept.yaml': '',
      'sub/.gitignore': '!a.log\nlocal.yaml\n',
      'sub/a.log': '',
      'sub/b.log': '',
      'sub/local.yaml': '',
      'local.yaml': '',
      'excluded.yaml': '',
      '[ab]*/.gitignore': 'x.yaml\n',
      '[ab]*/x.yaml': '',
      'a/x.yaml': '',
    })
    git(folder, 'init', '-q')
    appendFileSync(join(folder, '.git/info/exclude'), 'excluded.yaml\n')
    const ours = await found(folder)
    expect(ours).toEqual(git(folder, 'ls-files', '-co', '--exclude-standard').trimEnd().split('\n').sort())
    expect(ours).toContain('sub/a.log')
    expect(ours).not.toContain('excluded.yaml')
    expect(await found(join(folder, 'sub'))).toEqual(['.gitignore', 'a.log', 'build/a.yaml'])
    expect(await found(folder, 'a.log', 'sub/local.yaml')).toEqual(['a.log', 'sub/local.yaml'])
    expect(await found(folder, 'build')).toEqual(['build/a.yaml'])
  })

  test('follow any ignore files as git does', async () => {
    const pattern = fc.constantFrom(
      'a',
      '/a',
      'a/',
      'b',
      'b/*',
      '!b',
      '!b/a',
      '**/c',
      '*',
      '!*/',
      'a/**',
      '!c',
      '*.x',
      '# c',
      '',
    )
    const lines = fc.array(pattern, { maxLength: 4 }).map((all) => `${all.join('\n')}\n`)
    const names = ['a', 'b', 'c', 'd.x'].flatMap((x) => ['a', 'b', 'c', 'd.x'].map((y) => `${x}${x}/${y}/${y}`))
    const folder = temporaryFolder(
      Object.fromEntries([...names, 'a', 'b/a', 'b/b/a', 'b/c', 'c', 'd.x'].map((name) => [name, ''])),
    )
    git(folder, 'init', '-q')
    await fc.assert(
      fc.asyncProperty(lines, lines, async (root, inner) => {
        writeFileSync(join(folder, '.gitignore'), root)
        writeFileSync(join(folder, 'b/.gitignore'), inner)
        const theirs = git(folder, 'ls-files', '-co', '--exclude-standard')
          .split('\n')
          .filter((name) => name !== '')
        expect(await found(folder)).toEqual(theirs.sort())
      }),
      { numRuns: 150 },
    )
  })

  test('are not reached through links', async () => {
    const outside = temporaryFolder({ 'a.yaml': '' })
    const folder = temporaryFolder({ 'real/a.yaml': '' })
    symlinkSync('real', join(folder, 'alias'))
    symlinkSync('.', join(folder, 'loop'))
    symlinkSync(outside, join(folder, 'out'))
    symlinkSync('nowhere', join(folder, 'broken'))
    symlinkSync('real/a.yaml', join(folder, 'link.yaml'))
    expect(await found(folder)).toEqual(['real/a.yaml'])
    expect(await found(folder, 'alias', 'link.yaml')).toEqual(['real/a.yaml'])
    const { problems } = await findFiles(folder, ['out', 'out/a.yaml', 'broken'])
    expect(problems.map(({ path, reason }) => ({ path: showPath(folder, path), reason }))).toEqual([
      { path: 'out', reason: 'a symbolic link out of the working folder: give the path of its target' },
      { path: 'out/a.yaml', reason: 'a symbolic link out of the working folder: give the path of its target' },
      { path: 'broken', reason: 'it is not there: it was removed meanwhile, or its name is not UTF-8' },
    ])
  })

  test('match globs, without what is ignored', async () => {
    const folder = temporaryFolder({
      '.gitignore': 'ignored/\n',
      'a.yaml': '',
      'x/b.yaml': '',
      'x/.hidden/c.yaml': '',
      'x/c.json': '',
      'ignored/d.yaml': '',
      'node_modules/e.yaml': '',
      '[odd].yaml': '',
    })
    git(folder, 'init', '-q')
    expect(await found(folder, '**/*.yaml')).toEqual(['[odd].yaml', 'a.yaml', 'x/.hidden/c.yaml', 'x/b.yaml'])
    expect(await found(folder, 'x/*.{yaml,json}', 'a.y*')).toEqual(['a.yaml', 'x/b.yaml', 'x/c.json'])
    expect(await found(folder, 'ignored/*.yaml')).toEqual(['ignored/d.yaml'])
    expect(await found(folder, '[odd].yaml')).toEqual(['[odd].yaml'])
    await expect(found(folder, '*.toml')).rejects.toThrow('*.toml: no file matches')
    await expect(found(folder, 'missing.yaml')).rejects.toThrow('missing.yaml: no such file or folder')
  })
})

describe('files read', () => {
  test('are told apart', async () => {
    const folder = temporaryFolder({
      'a-changed.yaml': 'KUMA_OLD',
      'b-flagged.yaml': 'KUMA_ASK',
      'c-clean.yaml': 'KUMA_NEW',
      'd-other.yaml': 'nothing',
      'e-empty.yaml': '',
      'f-binary': 'KUMA_OLD\0',
      'g-binary': 'nothing\0',
      'h-latin1.yaml': Buffer.from('KUMA_OLD \xfc', 'latin1'),
      'i-latin1.yaml': Buffer.from('nothing \xfc', 'latin1'),
      'j-utf16.yaml': Buffer.from('\uFEFFKUMA_OLD', 'utf16le'),
      'k-utf16.yaml': Buffer.from('\uFEFFKUMA_OLD', 'utf16le').swap16(),
      'l-utf16.yaml': Buffer.from('\uFEFFnothing', 'utf16le'),
      'm-broken.yaml': 'fine\nis KUMA_BROKEN',
    })
    const result = await run(folder)
    expect(result.files).toBe(13)
    expect(statuses(result)).toEqual([
      'a-changed.yaml changed',
      'b-flagged.yaml flagged',
      'f-binary skipped: binary (it holds NUL bytes)',
      'h-latin1.yaml failed: not valid UTF-8: convert it to UTF-8',
      'j-utf16.yaml failed: encoded as UTF-16: convert it to UTF-8',
      'k-utf16.yaml failed: encoded as UTF-16: convert it to UTF-8',
      'm-broken.yaml failed: 2:4: does not parse',
    ])
  })

  test('are read whole, whatever their size', async () => {
    const sizes = [256 * 1024 - 8, 256 * 1024 - 7, 256 * 1024, 256 * 1024 + 1, 3_000_000]
    const folder = temporaryFolder(
      Object.fromEntries(sizes.map((size) => [`${size}.txt`, `${'x'.repeat(size - 8)}KUMA_OLD`])),
    )
    await run(folder, { write: true })
    for (const size of sizes) expect(contents(folder, `${size}.txt`)).toBe(`${'x'.repeat(size - 8)}KUMA_NEW`)
  })

  test('may not be larger than 100 MB; of larger ones only texts are told of', async () => {
    const folder = temporaryFolder({ 'text.yaml': 'a: 1\n'.repeat(100_000), 'binary.img': 'KUMA_OLD' })
    for (const name of ['text.yaml', 'binary.img']) truncateSync(join(folder, name), 100 * 1024 * 1024 + 1)
    expect(statuses(await run(folder))).toEqual([
      'text.yaml skipped: larger than 100 MB: split it, or migrate it by hand',
    ])
  })

  test('are regular files only; a pipe does not block', async () => {
    const folder = temporaryFolder({ 'a.yaml': 'KUMA_OLD' })
    execFileSync('sh', ['-c', 'mkfifo pipe'], { cwd: folder })
    expect(statuses(await run(folder))).toEqual(['a.yaml changed'])
    expect(statuses(await run(folder, { paths: ['pipe', 'a.yaml', '/dev/null'] }))).toEqual([
      '../../dev/null failed: not a regular file',
      'a.yaml changed',
      'pipe failed: not a regular file',
    ])
  })

  test('are not what took their place meanwhile', () => {
    const folder = temporaryFolder({ 'a.yaml': 'KUMA_OLD' })
    symlinkSync('a.yaml', join(folder, 'link'))
    execFileSync('sh', ['-c', 'mkfifo pipe'], { cwd: folder })
    const read = createReader(() => true)
    expect(read(join(folder, 'a.yaml'))).toEqual({ kind: 'text', text: 'KUMA_OLD', bom: false })
    expect(read(join(folder, 'link'))).toMatchObject({ kind: 'failed' })
    expect(read(join(folder, 'pipe'))).toEqual({ kind: 'text', text: '', bom: false })
    expect(read(folder)).toMatchObject({ kind: 'failed' })
  })

  test('of many, a signal is asked for now and then', async () => {
    const folder = temporaryFolder(Object.fromEntries(Array.from({ length: 401 }, (_, index) => [`${index}`, ''])))
    let asked = 0
    await run(folder, {}, { interrupted: () => ++asked < 0 })
    expect(asked).toBe(3)
  })

  test('that make the engine throw fail alone', async () => {
    const folder = temporaryFolder({ 'a.yaml': 'KUMA_OLD', 'b.yaml': 'KUMA_OLD' })
    const migrate: Engine['migrate'] = (text, path, request) => {
      if (path === 'a.yaml') throw new Error('oops')
      return ENGINE.migrate?.(text, path, request) ?? { text, regions: [], edits: [], findings: [] }
    }
    expect(statuses(await run(folder, { write: true }, { migrate }))).toEqual([
      'a.yaml failed: oops: please report this, it is a fault of mesh-migrate',
      'b.yaml changed',
    ])
    expect(contents(folder, 'a.yaml')).toBe('KUMA_OLD')
    expect(contents(folder, 'b.yaml')).toBe('KUMA_NEW')
  })

  test('whose edits undo each other are clean, and add up', async () => {
    const folder = temporaryFolder({ 'a.yaml': 'KUMA_OLD' })
    const edit = {
      transform: '2.7/fake',
      notes: [],
      safety: 'safe',
      span: { start: 0, end: 8 },
      before: '',
      after: '',
    } as const
    const regions = [{ old: edit.span, new: edit.span }]
    const migrate: Engine['migrate'] = (text) => ({ text, regions, edits: [edit, edit], findings: [] })
    expect((await run(folder, {}, { migrate })).outcomes).toEqual([])
    const counting: Engine['migrate'] = (text) => ({ text, regions, edits: [edit, edit], findings: [], found: 2 })
    expect((await run(folder, {}, { migrate: counting })).outcomes).toEqual([])
  })

  test.each([
    ['more than its regions say', 'KUMA_OLD and more', 'its patch does not give its new text'],
    ['half a character', '\ud83d', 'its new text holds half a character'],
  ])('whose new text holds %s are withheld', async (_, newText, reason) => {
    const folder = temporaryFolder({ 'a.yaml': 'KUMA_OLD\nKUMA_OLD\n' })
    const migrate: Engine['migrate'] = (text) => {
      const end = reason.includes('patch') ? 0 : text.length
      const regions = [
        { old: { start: 0, end }, new: { start: 0, end: reason.includes('patch') ? 0 : newText.length } },
      ]
      return { text: newText, regions, edits: [], findings: [] }
    }
    const [outcome] = (await run(folder, { write: true }, { migrate })).outcomes
    expect(outcome).toMatchObject({ status: 'failed', newText: 'KUMA_OLD\nKUMA_OLD\n', edits: [] })
    expect(outcome?.error).toContain(reason)
    expect(contents(folder, 'a.yaml')).toBe('KUMA_OLD\nKUMA_OLD\n')
  })
})

describe('files written', () => {
  const BODIES = {
    'lf.yaml': 'a: KUMA_OLD\nb: 1\n',
    'crlf.yaml': 'a: KUMA_OLD\r\nb: 1\r\n',
    'bom.yaml': '\uFEFFKUMA_OLD: 😀\n',
    'open.yaml': '\tb: 1\n\ta: KUMA_OLD',
    'two.yaml': '\uFEFF\uFEFFKUMA_OLD',
  }

  test('differ by the edits only', async () => {
    const folder = temporaryFolder(BODIES)
    const result = await run(folder, { write: true })
    for (const [name, body] of Object.entries(BODIES)) expect(contents(folder, name)).toBe(body.replace('OLD', 'NEW'))
    expect(result.warnings).toEqual(['not in a git repository: there is no commit to go back to'])
    expect((await run(folder, { write: true })).outcomes).toEqual([])
  })

  test('are none without `write`: not even a time changes', async () => {
    const leftover = `.lf.yaml.${2 ** 22 + 1}-0123abcd.mesh-migrate-tmp`
    const folder = temporaryFolder({ ...BODIES, [leftover]: '' })
    utimesSync(folder, 1, 1)
    chmodSync(folder, 0o555)
    const before = execFileSync('stat', ['-c', '%n %Y %i', folder, ...Object.keys(BODIES)], {
      cwd: folder,
      encoding: 'utf8',
    })
    expect((await run(folder)).outcomes).toHaveLength(5)
    chmodSync(folder, 0o755)
    expect(
      execFileSync('stat', ['-c', '%n %Y %i', folder, ...Object.keys(BODIES)], { cwd: folder, encoding: 'utf8' }),
    ).toBe(before)
    expect(readdirSync(folder)).toContain(leftover)
  })

  test('a named link is written at its target', async () => {
    const folder = temporaryFolder({ 'real/a.yaml': 'KUMA_OLD' })
    symlinkSync('real/a.yaml', join(folder, 'link.yaml'))
    expect(statuses(await run(folder, { write: true, paths: ['link.yaml'] }))).toEqual(['real/a.yaml changed'])
    expect(contents(folder, 'real/a.yaml')).toBe('KUMA_NEW')
    expect(execFileSync('readlink', [join(folder, 'link.yaml')], { encoding: 'utf8' })).toBe('real/a.yaml\n')
  })

  test('one that cannot be written leaves the others alone', async () => {
    const folder = temporaryFolder({ 'a.yaml': 'KUMA_OLD', 'b.yaml': 'KUMA_OLD KUMA_ASK', 'c.yaml': 'KUMA_OLD' })
    linkSync(join(folder, 'a.yaml'), join(folder, 'other name'))
    chmodSync(join(folder, 'b.yaml'), 0o444)
    const result = await run(folder, { write: true, paths: ['a.yaml', 'b.yaml', 'c.yaml'] })
    expect(statuses(result)).toEqual([
      'a.yaml failed: it has several names (hard links): edit it by hand, or make it a copy',
      'b.yaml failed: it is read-only: make it writable (chmod u+w)',
      'c.yaml changed',
    ])
    expect(['a.yaml', 'b.yaml', 'c.yaml'].map((name) => contents(folder, name))).toEqual([
      'KUMA_OLD',
      'KUMA_OLD KUMA_ASK',
      'KUMA_NEW',
    ])
    const { summary } = createReport(result, { tool: { name: 'x', version: '1' }, from: '2.6', to: '2.7' })
    expect(summary).toMatchObject({ changed: 1, failed: 2, edits: 1, findings: 1, found: 2 })
  })

  test('leftovers of a killed run are swept where files are written', async () => {
    const leftover = `.a.yaml.${2 ** 22 + 1}-0123abcd.mesh-migrate-tmp`
    const folder = temporaryFolder({ 'a.yaml': 'KUMA_OLD', [leftover]: '', [`other/${leftover}`]: '' })
    await run(folder, { write: true })
    expect(readdirSync(folder).sort()).toEqual(['a.yaml', 'other'])
    expect(readdirSync(join(folder, 'other'))).toEqual([leftover])
  })

  test('an interrupted run ends after the file in hand', async () => {
    const files = ['a.yaml', 'b.yaml', 'c.yaml']
    const folder = temporaryFolder(Object.fromEntries(files.map((name) => [name, 'KUMA_OLD'])))
    const interrupted = (): boolean => contents(folder, 'a.yaml') === 'KUMA_NEW'
    const result = await run(folder, { write: true }, { interrupted })
    expect(files.map((name) => contents(folder, name))).toEqual(['KUMA_NEW', 'KUMA_OLD', 'KUMA_OLD'])
    expect(statuses(result)).toEqual([
      'a.yaml changed',
      'b.yaml failed: not written, the run was interrupted: run again',
      'c.yaml failed: not written, the run was interrupted: run again',
    ])
  })
})

describe('uncommitted changes', () => {
  test('of files to be written stop the run before anything is written', async () => {
    const folder = repository({
      'a.yaml': 'KUMA_OLD',
      'b.yaml': 'KUMA_OLD',
      'c.yaml': 'KUMA_OLD',
      '[*].yaml': 'KUMA_OLD',
    })
    appendFileSync(join(folder, 'b.yaml'), '\n')
    appendFileSync(join(folder, 'c.yaml'), '\n')
    git(folder, 'add', 'c.yaml')
    mkdirSync(join(folder, 'new'))
    writeFileSync(join(folder, 'new/d.yaml'), 'KUMA_OLD')
    await expect(run(folder, { write: true })).rejects.toThrow(
      'nothing was written: these files have changes that no commit holds.\n  b.yaml\n  c.yaml\n  new/d.yaml\nCommit them first, or pass --allow-dirty.',
    )
    expect(contents(folder, 'a.yaml')).toBe('KUMA_OLD')
    expect(statuses(await run(folder))).toHaveLength(5)
    expect(statuses(await run(folder, { write: true, paths: ['a.yaml', '[*].yaml'] }))).toEqual([
      '[*].yaml changed',
      'a.yaml changed',
    ])
    await run(folder, { write: true, allowDirty: true })
    expect(contents(folder, 'new/d.yaml')).toBe('KUMA_NEW')
  })

  test.each([':a.yaml', ':(top)a.yaml', '*', '-a.yaml', 'ü\n".yaml'])('of a file named %j are seen', async (name) => {
    const folder = repository({ [name]: 'nothing' })
    git(folder, 'config', 'status.showUntrackedFiles', 'no')
    writeFileSync(join(folder, name), 'KUMA_OLD')
    writeFileSync(join(folder, `${name}2`), 'KUMA_OLD')
    await expect(run(folder, { write: true })).rejects.toThrow(`\n  ${name}\n  ${name}2\n`)
  })

  test('of other files do not matter, nor where the run starts', async () => {
    const folder = repository({ 'sub/a.yaml': 'KUMA_OLD', 'sub/b.yaml': 'nothing' })
    writeFileSync(join(folder, 'sub/b.yaml'), 'nothing, but changed')
    writeFileSync(join(folder, 'c.yaml'), 'nothing')
    expect(statuses(await run(join(folder, 'sub'), { write: true }))).toEqual(['a.yaml changed'])
    await expect(run(join(folder, 'sub'), { write: true, paths: ['../c.yaml', 'b.yaml'] })).resolves.toMatchObject({
      files: 2,
    })
    writeFileSync(join(folder, 'c.yaml'), 'KUMA_OLD')
    await expect(run(join(folder, 'sub'), { write: true, paths: ['../c.yaml'] })).rejects.toThrow('\n  ../c.yaml\n')
  })

  test('are asked for in the repository each file lies in', async () => {
    const folder = repository({ 'a.yaml': 'KUMA_OLD' })
    mkdirSync(join(folder, 'inner'))
    writeFileSync(join(folder, 'inner/b.yaml'), 'KUMA_OLD')
    git(join(folder, 'inner'), 'init', '-q')
    git(join(folder, 'inner'), 'add', '-A')
    git(join(folder, 'inner'), 'commit', '-qm', 'all')
    expect(statuses(await run(folder, { write: true }))).toEqual(['a.yaml changed', 'inner/b.yaml changed'])
  })

  test('that git cannot tell of are a warning only', async () => {
    const folder = repository({ 'a.yaml': 'KUMA_OLD' })
    writeFileSync(join(folder, '.git/HEAD'), 'broken')
    const { warnings } = await run(folder, { write: true })
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toContain('git could not tell whether files have uncommitted changes: fatal: ')
    expect(contents(folder, 'a.yaml')).toBe('KUMA_NEW')
  })

  test('are asked for without running what the repository configures', async () => {
    const folder = repository({ 'a.yaml': 'KUMA_OLD' })
    const trap = join(folder, '.git', 'trap')
    writeFileSync(trap, `#!/bin/sh\ntouch ${join(folder, 'ran')}\n`, { mode: 0o755 })
    git(folder, 'config', 'core.fsmonitor', trap)
    for (const name of ['a', 'B.c', 'd=e']) {
      git(folder, 'config', `filter.${name}.clean`, `${trap}; cat`)
      git(folder, 'config', `filter.${name}.process`, trap)
      git(folder, 'config', `filter.${name}.required`, 'true')
    }
    writeFileSync(join(folder, '.git', 'info', 'attributes'), '*.yaml filter=B.c\n')
    writeFileSync(join(folder, '.gitattributes'), '*.yaml filter=a\n')
    // A file with another time makes git refresh its index, where it may.
    utimesSync(join(folder, 'a.yaml'), 1, 1)
    const index = contents(folder, '.git/index')
    await run(folder, { write: true })
    expect(contents(folder, 'a.yaml')).toBe('KUMA_NEW')
    expect(readdirSync(folder)).not.toContain('ran')
    expect(contents(folder, '.git/index')).toBe(index)
  })
})

describe('report', () => {
  const origin = { tool: { name: 'mesh-migrate', version: '1.2.3' }, from: '2.6', to: '2.7' }

  test('holds every site with its place in the file as it was read', async () => {
    const folder = temporaryFolder({
      'a.yaml': '\uFEFF# ü😀\r\nKUMA_OLD KUMA_OLD\r\n\tKUMA_ASK',
      'b.yaml': 'KUMA_BROKEN',
      'c.yaml': '',
    })
    const by = { transform: '2.7/fake', note: 'kuma:2.7/fake', notes: ['kuma:2.7/fake'] }
    const edit = { ...by, safety: 'safe', line: 2, before: 'KUMA_OLD', after: 'KUMA_NEW' }
    expect(createReport(await run(folder), origin)).toEqual({
      schemaVersion: 1,
      ...origin,
      files: [
        {
          path: 'a.yaml',
          status: 'changed',
          edits: [
            { ...edit, column: 1 },
            { ...edit, column: 10 },
          ],
          findings: [
            { ...by, line: 3, column: 2, message: 'decide what KUMA_ASK shall be', suggestion: 'KUMA_ANSWER=1' },
          ],
        },
        { path: 'b.yaml', status: 'failed', edits: [], findings: [], error: '1:1: does not parse' },
      ],
      summary: {
        files: 3,
        changed: 1,
        flagged: 0,
        failed: 1,
        skipped: 0,
        edits: 2,
        findings: 1,
        found: 3,
        suppressed: 0,
      },
    })
  })

  test('holds sites in the order of the text', async () => {
    const folder = temporaryFolder({ 'a.yaml': 'KUMA_ASK KUMA_OLD KUMA_OLD KUMA_ASK' })
    const migrate: Engine['migrate'] = (text, path, request) => {
      const { edits, findings, ...rest } = fakeMigrate(text)
      expect([path, request.unsafe]).toEqual(['a.yaml', false])
      return { ...rest, edits: [...edits].reverse(), findings: [...findings].reverse() }
    }
    const [file] = createReport(await run(folder, {}, { migrate }), origin).files
    expect([file?.edits, file?.findings].map((sites) => sites?.map(({ column }) => column))).toEqual([
      [10, 19],
      [1, 28],
    ])
  })

  test('accounts for every site', async () => {
    const folder = temporaryFolder({ 'a.yaml': 'KUMA_ASK' })
    const migrate =
      (found: number, suppressed: number): Engine['migrate'] =>
      (text) => ({ text, regions: [], edits: [], findings: [], found, suppressed })
    const suppressed = createReport(await run(folder, {}, { migrate: migrate(2, 2) }), origin)
    expect(() => checkTotals(suppressed)).not.toThrow()
    expect(suppressed.files).toEqual([])
    expect(suppressed.summary).toMatchObject({ files: 1, found: 2, suppressed: 2 })
    const lost = await run(folder, {}, { migrate: migrate(2, 1) })
    expect(() => checkTotals(createReport(lost, origin))).toThrow('2 sites were found, 1 are accounted for')
  })

  const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjE3MDAwMDAwMDB9.c2lnbmF0dXJlLXBhcnQ'

  test.each([
    [`--dataplane-token ${JWT}`, '--dataplane-token ***'],
    [`Authorization: Bearer ${JWT}\nx: 1`, 'Authorization: Bearer ***\nx: 1'],
    ['KUMA_API_TOKEN=abc KUMA_MODE=zone', 'KUMA_API_TOKEN=*** KUMA_MODE=zone'],
    ['password: hunter two # why\nmode: zone', 'password: ***\nmode: zone'],
    ['{"name": "DB_PASSWORD", "value": "a\\"b"}', '{"name": "DB_PASSWORD", "value": ***}'],
    ['- name: TLS_KEY\n  value: abc\n- name: X', '- name: TLS_KEY\n  value: ***\n- name: X'],
    ['signingKey: |\n  line\n  line', 'signingKey: ***'],
    ['-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END', '***-----END'],
    ['enableReloadableTokens: true', 'enableReloadableTokens: true'],
    ['kuma.io/service: a.b.c', 'kuma.io/service: a.b.c'],
    ['key: x-header', 'key: x-header'],
    ['useTokenPath', 'useTokenPath'],
  ])('masks secrets: %j', (text, masked) => {
    expect(maskSecrets(text)).toBe(masked)
  })

  test('masks a value by the name in front of it, and leaves sentences alone', () => {
    expect(maskSecrets('abc', 'API_TOKEN: "')).toBe('***')
    expect(maskSecrets('abc', 'mode: "')).toBe('abc')
    expect(maskSecrets('the zone token: make a new one', '', true)).toBe('the zone token: make a new one')
    expect(maskSecrets('found API_TOKEN: abc', '', true)).toBe('found API_TOKEN: ***')
  })

  test('masks in time linear in the text', () => {
    const started = performance.now()
    for (const piece of ['eyJ', 'token ', '-----BEGIN PRIVATE KEY-----', 'token"', "token:'", 'a.', 'token,\n ']) {
      maskSecrets(piece.repeat(40_000))
    }
    expect(performance.now() - started).toBeLessThan(3000)
  })
})
