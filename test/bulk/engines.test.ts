import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  changedOn,
  clone,
  commitsOn,
  copyExample,
  createWorld,
  EXAMPLES,
  MIGRATED,
  REPOSITORIES,
  run,
  type World,
} from './organization.ts'
import { FAKES, ROOT } from './program.ts'

/** Each repository's branch holds what the run makes of it in one commit, and who has nothing to change has no branch. */
function expectBranches(world: World, branch: string): void {
  for (const name of Object.keys(REPOSITORIES)) {
    expect([name, changedOn(world, name, branch)]).toEqual([name, MIGRATED[name]])
    if (MIGRATED[name] !== undefined) expect(commitsOn(world, name, branch)).toHaveLength(1)
  }
}

function expectReports(folder: string): void {
  const names = ['acme.billing-infra.json', 'acme.legacy-mesh.json', 'acme.orders-mesh.json']
  expect(readdirSync(folder).filter((name) => name.endsWith('.json'))).toEqual(names)
  const states = names.map((name) => {
    const { changed, failed, findings } = JSON.parse(readFileSync(join(folder, name), 'utf8')).summary
    return [changed, failed, findings]
  })
  expect(states).toEqual([
    [0, 0, 0],
    [1, 1, 1],
    [1, 0, 2],
  ])
}

describe('multi-gitter', () => {
  const setUp = () => {
    const world = createWorld({ 'multi-gitter': join(FAKES, 'multi-gitter.mjs') })
    return { world, folder: copyExample(world, 'multi-gitter') }
  }

  test('runs in each clone, pushes a branch, and leaves reports', () => {
    const { world, folder } = setUp()
    const { code, out, err } = run(world, folder, './run.sh')
    expect({ code, out, err }).toEqual({
      code: 0,
      out: 'acme/billing-infra: no data was changed\nacme/legacy-mesh: ok\nacme/orders-mesh: ok\n',
      err: '',
    })
    expectBranches(world, 'kong-mesh-2.11')
    expectReports(join(folder, 'reports'))
    expect(readFileSync(join(folder, 'reports/fleet.html'), 'utf8')).toContain(
      '<span class="state failed">failed</span> <span class="reason">acme.legacy-mesh',
    )
  })

  test('a dry run sets DRY_RUN and still wants to see edits', () => {
    const { world, folder } = setUp()
    const { out } = run(world, folder, './run.sh', ['--dry-run'])
    expect(out).toBe(
      'acme/billing-infra: no data was changed\nacme/legacy-mesh: ok (dry run)\nacme/orders-mesh: ok (dry run)\n',
    )
    for (const name of Object.keys(REPOSITORIES)) expect(changedOn(world, name, 'kong-mesh-2.11')).toBe(undefined)
    expectReports(join(folder, 'reports'))
  })

  test('a command of words alone needs no script', () => {
    const { world, folder } = setUp()
    const words = 'npx --yes mesh-migrate@0.1 --from 2.6 --to "2.11" --fail-on never'
    expect(run(world, folder, 'multi-gitter', ['run', words, '--config', 'config.yaml']).code).toBe(0)
    expectBranches(world, 'kong-mesh-2.11')
  })
})

describe('turbolift', () => {
  test('runs in work/<owner>/<name>, commits what git knows, and opens drafts', () => {
    const world = createWorld({ turbolift: join(FAKES, 'turbolift.mjs') })
    const folder = copyExample(world, 'turbolift', 'kong-mesh-2.11')
    writeFileSync(join(folder, 'repos.txt'), `# ours\n${Object.keys(REPOSITORIES).join('\n')}\n`)
    const campaign = run(world, folder, './campaign.sh')
    expect({ code: campaign.code, err: campaign.err }).toEqual({ code: 0, err: '' })
    expect(campaign.out).not.toContain('exit status')
    expectReports(join(folder, 'reports'))
    expect(readFileSync(join(folder, 'reports/fleet.html'), 'utf8')).toContain('acme.orders-mesh')
    expect(run(world, folder, './publish.sh')).toEqual({ code: 0, out: '', err: '' })
    // turbolift pushes the branch of a clean repository too, without a commit.
    for (const name of Object.keys(REPOSITORIES)) {
      expect(changedOn(world, name, 'turbolift-kong-mesh-2.11')).toEqual(MIGRATED[name] ?? {})
    }
    expect(readFileSync(join(world.remotes, 'pull-requests.txt'), 'utf8')).toBe(
      ['acme/orders-mesh', 'acme/legacy-mesh']
        .map((name) => `${name}: Kong Mesh configuration from 2.6 to 2.11 (4 lines)\n`)
        .join(''),
    )
    const again = run(world, folder, 'turbolift', ['foreach', '--failed', '--', join(folder, 'migrate.sh')])
    expect(again).toEqual({ code: 0, out: '', err: '' })
  })
})

describe('all-repos', () => {
  const python = spawnSync('python3', ['--version']).status === 0
  if (!python) console.warn('skipped: all-repos: there is no python3')

  test.runIf(python).each([
    ['one after the other', []],
    ['in processes of their own', ['--jobs', '3']],
    ['a dry run', ['--dry-run']],
  ])('%s', (_, args) => {
    const world = createWorld()
    const folder = copyExample(world, 'all-repos')
    const clones = join(world.folder, 'clones')
    for (const name of Object.keys(REPOSITORIES)) clone(world, name, join(clones, name))
    const env = { CLONES: clones, PYTHONPATH: join(FAKES, 'python'), PYTHONDONTWRITEBYTECODE: '1' }
    const { code, out, err } = run(world, folder, 'python3', ['kong_mesh.py', ...args], env)
    expect({ code, err }).toEqual({
      code: 0,
      err: 'alt.env: failed, left as it was: not valid UTF-8: convert it to UTF-8\n',
    })
    expect(out).not.toContain('***Errored')
    if (args.includes('--dry-run'))
      expect(changedOn(world, 'acme/orders-mesh', 'all-repos_autofix_kong-mesh-2.11')).toBe(undefined)
    else expectBranches(world, 'all-repos_autofix_kong-mesh-2.11')
    // The search leaves out who never says Kuma.
    expect(readdirSync(join(folder, 'reports'))).toEqual(['acme.legacy-mesh.json', 'acme.orders-mesh.json'])
  })
})

describe('every example', () => {
  const folders = readdirSync(EXAMPLES)
  const files = folders.flatMap((folder) =>
    readdirSync(join(EXAMPLES, folder)).map((name) => join(EXAMPLES, folder, name)),
  )
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  const line = /^\d+\.\d+/.exec(version)?.[0]

  test('has a README of about ten lines', () => {
    for (const folder of folders) {
      const readme = readFileSync(join(EXAMPLES, folder, 'README.md'), 'utf8')
      expect([folder, readme.trimEnd().split('\n').length]).toEqual([folder, 9])
    }
  })

  test.each([...files, join(ROOT, 'action.yml'), join(ROOT, '.pre-commit-hooks.yaml')])(
    '%s asks for this release',
    (file) => {
      const text = readFileSync(file, 'utf8')
      for (const [, asked] of text.matchAll(/mesh-migrate[@:](\d[\d.]*\d)/g)) expect(asked).toBe(line)
      expect(text).not.toContain('--no-interactive')
    },
  )

  test('is found by name from the page about them', () => {
    const page = readFileSync(join(ROOT, 'docs', 'bulk.md'), 'utf8')
    for (const folder of folders) expect(page).toContain(`examples/bulk/${folder}`)
  })
})
