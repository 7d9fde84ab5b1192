import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chownSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { clone, createWorld, git, MIGRATED, put, type World } from './organization.ts'

const RANGE = ['--from', '2.6', '--to', '2.11']

interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

function run(world: World, cwd: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Ran {
  const { status, stdout, stderr } = spawnSync('mesh-migrate', args, {
    cwd,
    env: { ...world.env, ...env },
    encoding: 'utf8',
  })
  return { code: status, out: stdout, err: stderr }
}

function start(world: World, cwd: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> {
  return new Promise((done) => {
    const child = spawn('mesh-migrate', args, { cwd, env: { ...world.env, ...env } })
    let [out, err] = ['', '']
    child.stdout.on('data', (chunk) => (out += chunk))
    child.stderr.on('data', (chunk) => (err += chunk))
    // Standard input is left open: who asks there waits for ever.
    child.on('close', (code) => done({ code, out, err }))
  })
}

/** Every file below a folder with a hash of what it holds. */
function snapshot(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  return new Map(
    names.map((name) => {
      const path = join(folder, name)
      const content = statSync(path).isFile() ? readFileSync(path) : 'folder'
      return [name, `${statSync(path).mode} ${createHash('sha256').update(content).digest('hex')}`]
    }),
  )
}

function differing(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name)).sort()
}

describe('exit codes', () => {
  test('0 whether something changes or not, and again', () => {
    const world = createWorld()
    const [orders, billing] = [clone(world, 'acme/orders-mesh'), clone(world, 'acme/billing-infra')]
    expect(run(world, orders, RANGE)).toMatchObject({ code: 0, err: expect.stringContaining('1 file changed') })
    expect(run(world, billing, RANGE)).toMatchObject({ code: 0, err: expect.stringContaining('nothing to do') })
    expect(run(world, orders, RANGE)).toMatchObject({ code: 0, out: '' })
  })

  test('--check straight after a run is content', () => {
    const world = createWorld()
    const folder = clone(world, 'acme/orders-mesh')
    expect(run(world, folder, [...RANGE, '--check']).code).toBe(1)
    expect(run(world, folder, RANGE).code).toBe(0)
    expect(run(world, folder, [...RANGE, '--check'])).toMatchObject({ code: 0, out: '' })
  })

  test('a file that fails is 3, or 0 where bulk runs ask for that; the others are migrated', () => {
    const world = createWorld()
    const folder = clone(world, 'acme/legacy-mesh')
    expect(run(world, folder, [...RANGE, '--dry-run']).code).toBe(3)
    expect(run(world, folder, [...RANGE, '--fail-on', 'never']).code).toBe(0)
    expect(readFileSync(join(folder, 'zone.env'), 'utf8')).toBe(MIGRATED['acme/legacy-mesh']?.['zone.env'])
  })

  test.each([
    ['a missing folder', ['-C', 'nowhere', ...RANGE], 2],
    ['a missing path', [...RANGE, 'nowhere'], 2],
    ['an unknown option', [...RANGE, '--no-interactive'], 2],
    ['an unknown release', ['--from', '2.6', '--to', 'latest'], 2],
    ['no arguments at all', [], 2],
    ['a report that cannot be written', [...RANGE, '--report', 'json:/nowhere/r.json'], 2],
    ['a file that fails', RANGE, 3],
    ['what would change', [...RANGE, '--check', 'zone.env'], 1],
  ])('never 255: %s is %j', (_, args, code) => {
    const world = createWorld()
    const folder = clone(world, 'acme/legacy-mesh')
    expect(run(world, folder, args).code).toBe(code)
  })

  test('xargs goes on after every one of them', () => {
    const world = createWorld()
    const folder = clone(world, 'acme/legacy-mesh')
    const lines = ['-C nowhere', '--nope', 'alt.env', '--check zone.env', 'zone.env --list-changed']
    const { status, stdout } = spawnSync('xargs', ['-L', '1', 'mesh-migrate', ...RANGE, '--quiet'], {
      cwd: folder,
      env: world.env,
      input: `${lines.join('\n')}\n`,
      encoding: 'utf8',
    })
    expect({ status, stdout }).toEqual({ status: 123, stdout: 'zone.env\n' })
  })
})

describe('the tree', () => {
  test('has no new file, and the index is not touched', () => {
    const world = createWorld()
    const folder = clone(world, 'acme/orders-mesh')
    put(folder, '.gitignore', 'ignored/\n')
    git(world, folder, 'add', '.gitignore')
    git(world, folder, 'commit', '--quiet', '--message', 'ignore')
    const before = snapshot(folder)
    const reports = join(world.folder, 'reports')
    mkdirSync(reports)
    const written = ['json', 'sarif', 'markdown', 'html', 'junit'].flatMap((format) => [
      '--report',
      `${format}:${reports}/r.${format}`,
    ])
    const { code } = run(world, folder, [...RANGE, ...written, '--patch', `${reports}/r.patch`, '--verbose'])
    expect(code).toBe(0)
    expect(differing(before, snapshot(folder))).toEqual(['control plane.env'])
    expect(git(world, folder, 'status', '--porcelain', '--ignored', '--untracked-files=all')).toBe(
      ' M "control plane.env"\n',
    )
  })

  test('keeps modes', () => {
    const world = createWorld(
      {},
      { 'acme/tools': { 'bin/start.sh': '#!/bin/sh\nexport KUMA_DP_SERVER_AUTH_USE_TOKEN_PATH=true\n' } },
    )
    const folder = clone(world, 'acme/tools')
    execFileSync('chmod', ['755', join(folder, 'bin/start.sh')])
    expect(run(world, folder, [...RANGE, '--allow-dirty']).code).toBe(0)
    expect(statSync(join(folder, 'bin/start.sh')).mode & 0o777).toBe(0o755)
  })

  test('a home and a folder for temporary files stay empty', () => {
    const world = createWorld()
    const temporary = join(world.folder, 'tmp')
    mkdirSync(temporary)
    const env = { TMPDIR: temporary, XDG_CACHE_HOME: join(world.home, 'cache') }
    expect(run(world, clone(world, 'acme/orders-mesh'), RANGE, env).code).toBe(0)
    expect([...readdirSync(temporary), ...readdirSync(world.home)]).toEqual([])
  })
})

describe('the environment', () => {
  test.each(['true', '1', 'false', ''])('DRY_RUN=%s is not ours', (value) => {
    const world = createWorld()
    const folder = clone(world, 'acme/orders-mesh')
    expect(run(world, folder, [...RANGE, '--list-changed'], { DRY_RUN: value }).out).toBe('control plane.env\n')
    expect(git(world, folder, 'status', '--porcelain')).toBe(' M "control plane.env"\n')
  })

  test('may be empty', () => {
    const world = createWorld()
    const folder = clone(world, 'acme/orders-mesh')
    const { status, stderr } = spawnSync(join(world.commands, 'mesh-migrate'), RANGE, {
      cwd: folder,
      env: {},
      encoding: 'utf8',
    })
    expect(status, stderr).toBe(0)
    expect(git(world, folder, 'status', '--porcelain')).toBe(' M "control plane.env"\n')
  })

  test('-C is the same as being there', () => {
    const world = createWorld()
    const folder = clone(world, 'acme/orders-mesh')
    const there = run(world, folder, [...RANGE, '--dry-run'])
    expect(run(world, world.folder, ['-C', 'work/acme/orders-mesh', ...RANGE, '--dry-run'])).toEqual(there)
    expect(run(world, '/', [...RANGE, '--list-changed', '-q', '--cwd', folder]).out).toBe('control plane.env\n')
  })

  test('git may refuse the owner', () => {
    const world = createWorld()
    const folder = clone(world, 'acme/orders-mesh')
    // To the same end where this user may give nothing away.
    const root = process.getuid?.() === 0
    if (root) for (const path of [folder, join(folder, '.git')]) chownSync(path, 65534, 65534)
    const env = root ? {} : { GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' }
    expect(() =>
      execFileSync('git', ['status'], { cwd: folder, env: { ...world.env, ...env }, stdio: 'pipe' }),
    ).toThrow(/dubious ownership/)
    const { code, out, err } = run(world, folder, [...RANGE, '--list-changed'], env)
    expect({ code, out }).toEqual({ code: 0, out: 'control plane.env\n' })
    expect(err).toContain(
      'warning: git could not tell whether files have uncommitted changes: fatal: detected dubious ownership',
    )
    expect(readFileSync(join(folder, 'control plane.env'), 'utf8')).toBe(
      MIGRATED['acme/orders-mesh']?.['control plane.env'],
    )
  })
})

describe('standard output', () => {
  test('--list-changed feeds git add', () => {
    const world = createWorld()
    const folder = clone(world, 'acme/orders-mesh')
    put(folder, 'höhe & "breite"\n.env', 'KUMA_DP_SERVER_AUTH_USE_TOKEN_PATH=true\n')
    git(world, folder, 'add', '--all')
    git(world, folder, 'commit', '--quiet', '--message', 'more')
    const { out } = run(world, folder, [...RANGE, '--list-changed'])
    execFileSync('git', ['add', '--pathspec-from-file=-'], { cwd: folder, env: world.env, input: out })
    expect(git(world, folder, 'status', '--porcelain', '-z').split('\0').sort()).toEqual([
      '',
      'M  control plane.env',
      'M  höhe & "breite"\n.env',
    ])
    expect(run(world, folder, [...RANGE, '--list-changed', '--allow-dirty']).out).toBe('')
  })

  test('is a patch that applies, a report that parses, or nothing', () => {
    const world = createWorld()
    const folder = clone(world, 'acme/legacy-mesh')
    const dry = [...RANGE, '--dry-run', '--verbose']
    execFileSync('git', ['apply', '--check', '-'], { cwd: folder, input: run(world, folder, dry).out })
    expect(JSON.parse(run(world, folder, [...dry, '--format', 'json']).out).summary).toMatchObject({
      changed: 1,
      failed: 1,
    })
    expect(run(world, folder, [...RANGE, '--quiet']).out).toBe('')
    expect(run(world, folder, ['--nope'])).toMatchObject({ out: '' })
  })
})

describe('nobody is asked', () => {
  test('with a standard input that never ends', async () => {
    const world = createWorld()
    const folder = clone(world, 'acme/orders-mesh')
    expect((await start(world, folder, RANGE)).code).toBe(0)
    expect((await start(world, folder, RANGE, { CI: '' })).code).toBe(0)
  })

  test('with a terminal', () => {
    const world = createWorld()
    const folder = clone(world, 'acme/orders-mesh')
    writeFileSync(
      join(world.folder, 'run.sh'),
      `cd '${folder}' && mesh-migrate ${RANGE.join(' ')} --unsafe && echo done\n`,
    )
    // script gives its program a terminal; after it nobody types.
    const { status, stdout } = spawnSync('script', ['-qec', `sh ${world.folder}/run.sh`, '/dev/null'], {
      env: { ...world.env, TERM: 'dumb', SHELL: '/bin/sh' },
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
      timeout: 60_000,
    })
    expect(status).toBe(0)
    expect(stdout.trimEnd().endsWith('done')).toBe(true)
  })
})

describe('runs at the same time', () => {
  test('do not collide over a home, a cache or a folder for temporary files', async () => {
    const world = createWorld()
    const folders = Array.from({ length: 8 }, (_, index) =>
      clone(world, 'acme/orders-mesh', join(world.folder, `work-${index}`)),
    )
    const env = { TMPDIR: world.folder, XDG_CACHE_HOME: world.home }
    const runs = await Promise.all(
      folders.map((folder) => start(world, folder, [...RANGE, '--list-changed', '-q'], env)),
    )
    for (const ran of runs) expect(ran).toEqual({ code: 0, out: 'control plane.env\n', err: '' })
  })

  test('in one tree leave every file whole and nothing behind', async () => {
    const paths = Array.from({ length: 60 }, (_, index) => `zones/${index}.env`)
    const text = 'KUMA_DP_SERVER_AUTH_USE_TOKEN_PATH=true\n'
    const world = createWorld({}, { 'acme/zones': Object.fromEntries(paths.map((path) => [path, text])) })
    const folder = clone(world, 'acme/zones')
    const runs = await Promise.all(
      Array.from({ length: 4 }, () => start(world, folder, [...RANGE, '--allow-dirty', '-q'])),
    )
    // Who comes second finds files that changed after it read them: it says so and leaves them.
    for (const { code } of runs) expect([0, 3]).toContain(code)
    for (const path of paths) {
      expect(readFileSync(join(folder, path), 'utf8')).toBe('KUMA_DP_SERVER_AUTHN_ENABLE_RELOADABLE_TOKENS=true\n')
    }
    expect(
      git(world, folder, 'status', '--porcelain', '--untracked-files=all')
        .split('\n')
        .filter((line) => !line.startsWith(' M ')),
    ).toEqual([''])
  })
})
