import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { clone, createWorld, EXAMPLES, git, put, run, type World } from './organization.ts'
import { ROOT } from './program.ts'

describe('pre-commit', () => {
  const installed =
    spawnSync('pre-commit', ['--version'], { env: { PATH: '/usr/local/bin:/usr/bin:/bin' } }).status === 0
  if (!installed) console.warn('skipped: pre-commit: it is not installed; apt-get install pre-commit')

  /** Our own hooks without what installs them, which needs the network. */
  function setUp(id: string): { world: World; folder: string } {
    const world = createWorld()
    const folder = clone(world, 'acme/billing-infra')
    const hooks: { id: string }[] = parse(readFileSync(join(ROOT, '.pre-commit-hooks.yaml'), 'utf8'))
    const { repos } = parse(readFileSync(join(EXAMPLES, 'pre-commit/.pre-commit-config.yaml'), 'utf8'))
    const [{ args }] = repos[0].hooks
    const hook = { ...hooks.find((each) => each.id === id), language: 'system', args }
    put(folder, '.pre-commit-config.yaml', stringify({ repos: [{ repo: 'local', hooks: [hook] }] }))
    git(world, folder, 'add', '.pre-commit-config.yaml')
    run(world, folder, 'git', ['commit', '--quiet', '--message', 'hooks'])
    expect(run(world, folder, 'pre-commit', ['install'])).toMatchObject({ code: 0 })
    return { world, folder }
  }

  test('migrates what is staged, fails the commit by that, and keeps what is not', () => {
    const { world, folder } = setUp('mesh-migrate')
    put(folder, 'zone.env', 'KUMA_DP_SERVER_AUTH_USE_TOKEN_PATH=true\n')
    git(world, folder, 'add', 'zone.env')
    put(folder, 'src/main.ts', 'export const answer = 43\n')
    const refused = run(world, folder, 'git', ['commit', '--quiet', '--message', 'zone'])
    expect(refused.code).toBe(1)
    expect(refused.err).toContain('files were modified by this hook')
    expect(refused.err).toContain('+KUMA_DP_SERVER_AUTHN_ENABLE_RELOADABLE_TOKENS=true\n')
    expect(git(world, folder, 'status', '--porcelain')).toBe(' M src/main.ts\nAM zone.env\n')
    expect(readFileSync(join(folder, 'src/main.ts'), 'utf8')).toBe('export const answer = 43\n')
    git(world, folder, 'add', 'zone.env')
    expect(run(world, folder, 'git', ['commit', '--quiet', '--message', 'zone'])).toMatchObject({ code: 0 })
    expect(git(world, folder, 'show', 'HEAD:zone.env')).toBe('KUMA_DP_SERVER_AUTHN_ENABLE_RELOADABLE_TOKENS=true\n')
  })

  test('checks and writes nothing', () => {
    const { world, folder } = setUp('mesh-migrate-check')
    put(folder, 'zone.env', 'KUMA_DP_SERVER_AUTH_USE_TOKEN_PATH=true\n')
    git(world, folder, 'add', 'zone.env')
    const refused = run(world, folder, 'git', ['commit', '--quiet', '--message', 'zone'])
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('exit code: 1') })
    expect(git(world, folder, 'status', '--porcelain')).toBe('A  zone.env\n')
  })
})
