import { execFileSync, spawnSync } from 'node:child_process'
import { chownSync, cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { clone, createWorld, EXAMPLES, git, MIGRATED, put, REPOSITORIES, type World } from './organization.ts'

const NEW = 'KUMA_DP_SERVER_AUTHN_ENABLE_RELOADABLE_TOKENS=true\n'

/** `${{ a.b }}` as Sourcegraph fills it in. */
function fill(text: string, values: { readonly [name: string]: string }): string {
  return text.replace(/\$\{\{ *([\w.]+) *\}\}/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`${name} is not known`)
    return value
  })
}

/**
 * What src-cli does with a repository (sourcegraph/src-cli, internal/batches/executor/run_steps.go, workspace/bind_workspace.go): an
 * archive without a history, made a repository of another user's; each step a script for the container's shell, with the environment
 * of the image and no other; after each step everything is added, and the next one sees that.
 */
function runBatchSpec(world: World, spec: string, name: string) {
  const { steps, changesetTemplate } = parse(spec)
  const folder = join(world.folder, 'workspace', name)
  cpSync(clone(world, name), folder, { recursive: true })
  execFileSync('rm', ['-r', join(folder, '.git')])
  git(world, folder, 'init', '--quiet')
  git(world, folder, 'add', '--force', '--all')
  git(world, folder, 'commit', '--quiet', '--message', 'batch changes')
  const root = process.getuid?.() === 0
  const image = { PATH: world.env.PATH, HOME: '/home/node', ...(root ? {} : { GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' }) }
  const values: { [name: string]: string } = {}
  let diff = ''
  for (const step of steps) {
    const script = join(world.folder, 'script')
    writeFileSync(script, fill(step.run, values), { mode: 0o644 })
    if (root) for (const path of [folder, join(folder, '.git')]) chownSync(path, 65534, 65534)
    const ran = spawnSync('/bin/bash', [script], { cwd: folder, env: { ...image, ...step.env }, encoding: 'utf8' })
    if (root) for (const path of [folder, join(folder, '.git')]) chownSync(path, 0, 0)
    if (ran.status !== 0) throw new Error(`step failed with ${ran.status}: ${ran.stderr}`)
    git(world, folder, 'add', '--all')
    diff = git(world, folder, 'diff', '--cached', '--no-prefix', '--binary')
    for (const [output, { value }] of Object.entries<{ value: string }>(step.outputs ?? {})) {
      values[`outputs.${output}`] = fill(value, { ...values, 'step.stdout': ran.stdout, 'step.stderr': ran.stderr })
    }
  }
  return { diff, body: diff === '' ? undefined : fill(changesetTemplate.body, values) }
}

describe('Sourcegraph Batch Changes', () => {
  const spec = readFileSync(join(EXAMPLES, 'sourcegraph/batch-spec.yaml'), 'utf8')

  test.each(Object.keys(REPOSITORIES))('%s', (name) => {
    const world = createWorld()
    const { diff, body } = runBatchSpec(world, spec, name)
    if (MIGRATED[name] === undefined) {
      expect({ diff, body }).toEqual({ diff: '', body: undefined })
      return
    }
    const fresh = clone(world, name, join(world.folder, 'fresh'))
    execFileSync('git', ['apply', '-p0', '-'], { cwd: fresh, env: world.env, input: diff })
    for (const [path, text] of Object.entries(MIGRATED[name]))
      expect(readFileSync(join(fresh, path), 'utf8')).toBe(text)
    expect(body?.startsWith('## Kuma and Kong Mesh configuration from 2.6 to 2.11\n')).toBe(true)
    expect(body).toMatch(/\nMade with mesh-migrate [\d.]+\.\n$/)
  })

  test('a second step finds the tree of the first one, added and not committed', () => {
    const { steps, ...rest } = parse(spec)
    const twice = JSON.stringify({ ...rest, steps: [...steps, ...steps] })
    const once = runBatchSpec(createWorld(), spec, 'acme/orders-mesh')
    expect(runBatchSpec(createWorld(), twice, 'acme/orders-mesh').diff).toBe(once.diff)
  })
})

describe('Renovate', () => {
  const { packageRules } = JSON.parse(readFileSync(join(EXAMPLES, 'renovate/renovate.json'), 'utf8'))
  const [{ matchPackageNames, postUpgradeTasks }] = packageRules
  const config: { allowedCommands: string[] } = JSON.parse(readFileSync(join(EXAMPLES, 'renovate/config.json'), 'utf8'))

  /**
   * What Renovate does after it raised a version (execute-post-upgrade-commands.ts, util/exec): the template is filled in, the command
   * must be allowed, and is run without a shell and with few variables in the tree that holds the new version; then it commits what
   * git says is new or modified, where a filter matches.
   */
  function upgrade(world: World, folder: string, currentVersion: string, newVersion: string) {
    const errors: string[] = []
    for (const template of postUpgradeTasks.commands) {
      const command = template
        .replaceAll('{{{currentVersion}}}', currentVersion)
        .replaceAll('{{{newVersion}}}', newVersion)
      if (!config.allowedCommands.some((pattern) => new RegExp(pattern).test(command)))
        errors.push(`${command} is not allowed`)
      else {
        const [program = '', ...args] = command.split(' ')
        const env = { HOME: world.home, PATH: world.env.PATH }
        const ran = spawnSync(program, args, { cwd: folder, env, encoding: 'utf8' })
        if (ran.status !== 0) errors.push(ran.stderr)
      }
    }
    expect(postUpgradeTasks.fileFilters).toEqual(['**/*'])
    const status = git(world, folder, 'status', '--porcelain', '-z', '--untracked-files=all').split('\0')
    return { errors, files: status.filter((line) => line !== '').map((line) => line.slice(3)) }
  }

  test('migrates the files whose version was raised too', () => {
    const world = createWorld()
    const folder = clone(world, 'acme/orders-mesh')
    const compose = (tag: string, name: string): string => {
      return `services:\n  control-plane:\n    image: kong/kuma-cp:${tag}\n    environment:\n      ${name}: "true"\n`
    }
    put(folder, 'compose.yaml', compose('2.6.9', 'KUMA_DP_SERVER_AUTH_USE_TOKEN_PATH'))
    git(world, folder, 'add', '--all')
    git(world, folder, 'commit', '--quiet', '--message', 'compose')
    put(folder, 'compose.yaml', compose('2.11.4', 'KUMA_DP_SERVER_AUTH_USE_TOKEN_PATH'))
    expect(upgrade(world, folder, '2.6.9', '2.11.4')).toEqual({
      errors: [],
      files: ['compose.yaml', 'control plane.env'],
    })
    expect(readFileSync(join(folder, 'compose.yaml'), 'utf8')).toBe(
      compose('2.11.4', 'KUMA_DP_SERVER_AUTHN_ENABLE_RELOADABLE_TOKENS'),
    )
  })

  test('has nothing to commit where there is nothing to do', () => {
    const world = createWorld()
    expect(upgrade(world, clone(world, 'acme/billing-infra'), '2.6.9', '2.11.4')).toEqual({ errors: [], files: [] })
    expect(upgrade(world, clone(world, 'acme/legacy-mesh'), '2.6', 'v2.11.0')).toEqual({
      errors: [],
      files: ['zone.env'],
    })
  })

  test('tells of a release that is not known', () => {
    const world = createWorld()
    const { errors } = upgrade(world, clone(world, 'acme/orders-mesh'), '2.6.9', '9.9.9')
    expect(errors[0]).toContain('--to 9.9.9 is not a known release.')
  })

  test('no other command is allowed by it', () => {
    for (const command of [
      'rm -rf /',
      'npx --yes mesh-migrate@0.1 --from 2.6 --to 2.7 --allow-dirty --quiet --fail-on never; id',
    ]) {
      expect(config.allowedCommands.some((pattern) => new RegExp(pattern).test(command))).toBe(false)
    }
  })

  test.each(['kuma', 'kong-mesh', 'kong/kuma-cp', 'docker.io/kumahq/kuma-dp', 'kong/kumactl'])(
    '%s is looked at',
    (name) => {
      expect(matchPackageNames.some((pattern: string) => matchesName(pattern, name))).toBe(true)
    },
  )

  test.each(['kong', 'uptime-kuma', 'louislam/uptime-kuma', 'kong/kong-gateway'])('%s is not', (name) => {
    expect(matchPackageNames.some((pattern: string) => matchesName(pattern, name))).toBe(false)
  })

  function matchesName(pattern: string, name: string): boolean {
    return pattern.startsWith('/') ? new RegExp(pattern.slice(1, -1)).test(name) : pattern === name
  }
})

describe('Updatecli', () => {
  const { targets, sources } = parse(readFileSync(join(EXAMPLES, 'updatecli/updatecli.yaml'), 'utf8'))

  /**
   * What a shell target does (updatecli, pkg/plugins/resources/shell): the source's value is appended to the command, which becomes a
   * script for /bin/sh; the environment is seven names and two of its own; output on standard output means a change.
   */
  function runTarget(world: World, folder: string, dryRun: boolean) {
    const { spec, sourceid } = targets.configuration
    expect(Object.keys(sources)).toContain(sourceid)
    expect(spec.changedif).toBe(undefined)
    const script = join(world.folder, 'command.sh')
    writeFileSync(script, `${spec.command} 2.11.4`)
    const env = {
      PATH: world.env.PATH,
      HOME: world.home,
      LANG: 'C.UTF-8',
      UPDATECLI_PIPELINE_STAGE: 'target',
      DRY_RUN: `${dryRun}`,
    }
    const { status, stdout } = spawnSync('/bin/sh', [script], { cwd: folder, env, encoding: 'utf8' })
    if (status !== 0) return 'failed'
    return stdout.replace(/\n$/, '') === '' ? 'unchanged' : 'changed'
  }

  test('diff writes nothing, apply does, and then there is no change', () => {
    const world = createWorld()
    const folder = clone(world, 'acme/orders-mesh')
    expect(runTarget(world, folder, true)).toBe('changed')
    expect(git(world, folder, 'status', '--porcelain')).toBe('')
    expect(runTarget(world, folder, false)).toBe('changed')
    expect(readFileSync(join(folder, 'control plane.env'), 'utf8')).toBe(NEW)
    expect(runTarget(world, folder, false)).toBe('unchanged')
    expect(runTarget(world, folder, true)).toBe('unchanged')
  })

  test('no change, and a file that fails', () => {
    const world = createWorld()
    expect(runTarget(world, clone(world, 'acme/billing-infra'), false)).toBe('unchanged')
    const legacy = clone(world, 'acme/legacy-mesh')
    expect(runTarget(world, legacy, false)).toBe('changed')
    expect(runTarget(world, legacy, false)).toBe('unchanged')
  })
})
