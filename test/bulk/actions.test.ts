import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { fillIn, holds } from './expression.ts'
import {
  changedOn,
  clone,
  commitsOn,
  createWorld,
  EXAMPLES,
  git,
  MIGRATED,
  REPOSITORIES,
  type World,
} from './organization.ts'
import { FAKES, ROOT } from './program.ts'
import { type Action, type Handler, type Job, type Outcome, runSteps, type Step } from './workflow.ts'

const ACTION: Action = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8'))
const NAMES = Object.keys(REPOSITORIES)

interface Workflow {
  readonly jobs: {
    readonly [job: string]: {
      readonly steps: readonly Step[]
      readonly strategy?: { readonly matrix: { readonly repository: readonly string[] } }
    }
  }
}

/** A job on a machine of its own; `artifacts` is shared by all of them. */
function createJob(world: World, name: string, contexts: Job['contexts'], artifacts: string): Job {
  const folder = mkdtempSync(join(world.folder, `${name}-`))
  const [workspace, temporary] = [join(folder, 'work'), join(folder, 'temp')]
  for (const folder of [workspace, temporary, artifacts]) mkdirSync(folder, { recursive: true })
  const checkout: Handler = ({ repository = '', token }) => {
    if (token !== 'secret') throw new Error('no leave to write')
    clone(world, repository, workspace)
    return {}
  }
  const upload: Handler = ({ name = '', path = '' }) => {
    mkdirSync(join(artifacts, name), { recursive: true })
    copyFileSync(resolve(workspace, path), join(artifacts, name, basename(path)))
    return {}
  }
  const download: Handler = ({ path = '', pattern = '', 'merge-multiple': merge }) => {
    if (merge !== 'true' || !pattern.endsWith('*')) throw new Error('not known here')
    mkdirSync(join(workspace, path), { recursive: true })
    for (const artifact of readdirSync(artifacts).filter((each) => each.startsWith(pattern.slice(0, -1)))) {
      for (const file of readdirSync(join(artifacts, artifact)))
        copyFileSync(join(artifacts, artifact, file), join(workspace, path, file))
    }
    return {}
  }
  const actions = {
    'actions/checkout': checkout,
    'actions/setup-node': () => ({}),
    'actions/upload-artifact': upload,
    'actions/download-artifact': download,
    'OWNER/mesh-migrate': ACTION,
  }
  const runner = { temp: temporary }
  return { workspace, temporary, actions, env: { ...world.env }, contexts: { ...contexts, runner } }
}

/** The whole workflow, its matrix one after the other. */
function runWorkflow(world: World, mode: string): { artifacts: string; outcomes: Outcome[] } {
  const { jobs }: Workflow = parse(readFileSync(join(EXAMPLES, 'github-actions/migrate.yml'), 'utf8'))
  const artifacts = join(world.folder, `artifacts-${mode}`)
  const shared = { inputs: { mode }, secrets: { MESH_MIGRATE_TOKEN: 'secret' } }
  expect(jobs.migrate?.strategy?.matrix.repository).toEqual(['acme/orders', 'acme/mesh-infra'])
  const outcomes = NAMES.map((repository, index) => {
    const job = createJob(world, `${mode}-${index}`, { ...shared, matrix: { repository } }, artifacts)
    return runSteps(jobs.migrate?.steps ?? [], job)
  })
  return {
    artifacts,
    outcomes: [...outcomes, runSteps(jobs.fleet?.steps ?? [], createJob(world, `${mode}-fleet`, shared, artifacts))],
  }
}

describe('the workflow', () => {
  test('opens a pull request where files change, and reports on all repositories', () => {
    const world = createWorld({ gh: join(FAKES, 'gh.mjs') })
    const { artifacts, outcomes } = runWorkflow(world, 'write')
    expect(outcomes.map(({ failed, log }) => [failed, failed ? log : ''])).toEqual(outcomes.map(() => [false, '']))
    for (const name of NAMES) {
      expect(changedOn(world, name, 'kong-mesh-2.11')).toEqual(MIGRATED[name])
      if (MIGRATED[name] !== undefined) expect(commitsOn(world, name, 'kong-mesh-2.11')).toHaveLength(1)
    }
    expect(readFileSync(join(world.remotes, 'pull-requests.txt'), 'utf8')).toBe(
      ['orders-mesh', 'legacy-mesh']
        .map(
          (name) =>
            `acme/${name}.git kong-mesh-2.11: Kong Mesh configuration from 2.6 to 2.11: ## Kuma and Kong Mesh configuration from 2.6 to 2.11\n`,
        )
        .join(''),
    )
    expect(readdirSync(artifacts).sort()).toEqual([
      'fleet',
      'report-acme.billing-infra',
      'report-acme.legacy-mesh',
      'report-acme.orders-mesh',
    ])
    expect(outcomes.at(-1)?.summary).toContain('| `acme.legacy-mesh` | failed | 1 | 0 | 1 | 1 |')
    expect(readFileSync(join(artifacts, 'fleet/fleet.html'), 'utf8')).toContain('acme.orders-mesh')
    const again = runWorkflow(world, 'write')
    expect(again.outcomes[0]?.log).toContain('::notice::kong-mesh-2.11 is there already')
    expect(commitsOn(world, 'acme/orders-mesh', 'kong-mesh-2.11')).toHaveLength(1)
  })

  test('a dry run pushes nothing and reports the same', () => {
    const world = createWorld({ gh: join(FAKES, 'gh.mjs') })
    const { outcomes } = runWorkflow(world, 'dry-run')
    expect(outcomes.map(({ failed }) => failed)).toEqual(outcomes.map(() => false))
    for (const name of NAMES) expect(changedOn(world, name, 'kong-mesh-2.11')).toBe(undefined)
    expect(outcomes.at(-1)?.summary).toContain('## 3 repositories\n\n2 edits in 2 files.')
  })
})

describe('the action', () => {
  function act(name: string, inputs: { readonly [name: string]: string }) {
    const world = createWorld()
    const job = createJob(world, 'action', {}, join(world.folder, 'artifacts'))
    const folder = clone(world, name, job.workspace)
    const uploads: unknown[] = []
    const sarif: Handler = (given) => {
      uploads.push(JSON.parse(readFileSync(given.sarif_file ?? '', 'utf8')).version)
      return {}
    }
    const steps = [{ id: 'it', uses: 'OWNER/mesh-migrate@v0', with: { from: '2.6', to: '2.11', ...inputs } }]
    const ran = runSteps(steps, { ...job, actions: { ...job.actions, 'github/codeql-action/upload-sarif': sarif } })
    return {
      ...ran,
      own: ran.outputs.it?.outputs ?? {},
      tree: git(world, folder, 'status', '--porcelain', '--ignored'),
      uploads,
    }
  }

  test('writes by default, and fails on nothing it finds', () => {
    const { failed, own, tree, log, summary, uploads } = act('acme/orders-mesh', {})
    expect({ failed, tree, uploads }).toEqual({ failed: false, tree: ' M "control plane.env"\n', uploads: [] })
    expect(own).toMatchObject({ changed: '1', findings: '2', failed: '0', 'exit-code': '0' })
    expect(log).toContain('::warning file=docs/runbook.md,line=1,')
    expect(summary.startsWith('## Kuma and Kong Mesh configuration from 2.6 to 2.11\n')).toBe(true)
    expect(JSON.parse(readFileSync(own.report ?? '', 'utf8')).schemaVersion).toBe(1)
    expect(readFileSync(own.body ?? '', 'utf8')).toBe(summary)
  })

  test.each([
    ['acme/orders-mesh', { mode: 'check' }, '1', true],
    ['acme/billing-infra', { mode: 'check' }, '0', false],
    ['acme/legacy-mesh', { mode: 'check' }, '3', true],
    ['acme/legacy-mesh', { mode: 'write' }, '0', false],
    ['acme/orders-mesh', { mode: 'dry-run' }, '0', false],
    ['acme/orders-mesh', { mode: 'dry-run', 'fail-on': 'findings' }, '1', true],
    ['acme/billing-infra', { mode: 'write', 'fail-on': 'any' }, '0', false],
    ['acme/orders-mesh', { to: '9.9' }, '2', true],
    ['acme/orders-mesh', { mode: 'dry-run', paths: 'docs\n\n' }, '0', false],
    ['acme/orders-mesh', { mode: 'write', paths: 'nowhere' }, '2', true],
  ])('%s with %j: exit code %s', (name, inputs, code, fails) => {
    const { failed, own } = act(name, inputs)
    expect({ code: own['exit-code'], failed }).toEqual({ code, failed: fails })
    if (code !== '2')
      expect(own).toMatchObject({ changed: expect.stringMatching(/^\d$/), findings: expect.stringMatching(/^\d$/) })
  })

  test('an unknown mode is refused', () => {
    expect(act('acme/orders-mesh', { mode: 'wirte' })).toMatchObject({
      failed: true,
      log: '::error::mode is write, dry-run or check, not wirte\n',
      tree: '',
    })
  })

  test('paths may have blanks, and are no shell', () => {
    expect(act('acme/orders-mesh', { paths: 'control plane.env' })).toMatchObject({
      own: { changed: '1', findings: '1' },
    })
    const evil = act('acme/orders-mesh', { paths: '$(touch evil)\n--unsafe', from: '2.6"; touch evil; "' })
    expect(evil).toMatchObject({ failed: true, tree: '', own: { 'exit-code': '2' } })
  })

  test('uploads SARIF where asked to, although the step failed', () => {
    const { failed, uploads } = act('acme/orders-mesh', { mode: 'check', 'upload-sarif': 'true' })
    expect({ failed, uploads }).toEqual({ failed: true, uploads: ['2.1.0'] })
  })
})

test('what stands in for expressions reads them as GitHub does', () => {
  const contexts = {
    inputs: { mode: 'write', empty: '' },
    steps: { a: { outputs: { changed: '0', 'exit-code': '3' } } },
  }
  expect(fillIn('x ${{ inputs.mode }}-${{ steps.a.outputs.exit-code }} ${{ steps.b.outputs.c }}y', contexts)).toBe(
    'x write-3 y',
  )
  expect(holds("inputs.mode == 'WRITE' && steps.a.outputs.changed != '0'", contexts)).toBe(false)
  expect(holds("always() && (inputs.empty || !inputs.empty) && inputs.mode != 'x'", contexts)).toBe(true)
  expect(() => fillIn('${{ inptus.mode }}', contexts)).toThrow('there is no context inptus')
})
