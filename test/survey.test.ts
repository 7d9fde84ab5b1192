import { describe, expect, test } from 'vitest'
import { ASSUMABLE, toldBy } from '../src/assume.ts'
import { migrateRepository, type Run } from '../src/repository.ts'
import { defineTransform, on, rename, setting, value } from '../src/rules.ts'
import { contents, temporaryFolder } from './fake.ts'

type Files = Readonly<Record<string, string>>

const TRANSFORM = {
  id: '2.7/test',
  ...defineTransform({
    title: 'test',
    since: ['2.7.0'],
    notes: [],
    rules: [
      on(value('controlPlane.oldName'), rename('controlPlane.newName')),
      on(value('egress.oldName'), rename('egress.newName')),
      on(setting('store.oldName'), rename('store.newName')),
    ],
  }),
}

async function run(files: Files, assume: readonly string[] = [], paths: readonly string[] = []) {
  const cwd = temporaryFolder(files)
  const toldOf = toldBy(assume)
  const steps = [{ release: '2.7.0', transforms: [TRANSFORM] }]
  const request = { steps, unsafe: false, answers: new Map(), cwd, paths, write: true, allowDirty: true }
  const result = await migrateRepository({ ...request, ...(toldOf === undefined ? {} : { toldOf }) })
  return { cwd, result }
}

/** `changed`, or the lines of findings; nothing where neither is. */
function became({ outcomes }: Run): Record<string, string> {
  return Object.fromEntries(
    outcomes.map(({ path, status, findings, error }) => [path, error ?? findings[0]?.message ?? status]),
  )
}

const OLD = 'controlPlane:\n  oldName: 1\n'
const EGRESS = 'egress:\n  oldName: 1\n'
const DOUBTED = /nothing says that these values belong to the Kuma chart/

/** Values under a key, as an umbrella chart has them. */
function under(key: string, text: string): string {
  return `${key}:\n${text.replaceAll(/^(?=.)/gm, '  ')}`
}

describe('values beside a chart', () => {
  const chartOf = (...dependencies: readonly string[]): string =>
    `apiVersion: v2\nname: platform\nversion: 1.0.0\ndependencies:\n${dependencies.join('')}`
  const KUMA = '  - name: kuma\n    version: 2.6.0\n    repository: https://kumahq.github.io/charts\n'
  const KONG = '  - name: kong-mesh\n    version: 2.6.0\n    repository: https://kong.github.io/kong-mesh-charts\n'

  test.each([
    ['kuma', KUMA],
    ['kong-mesh.kuma', KONG],
    ['mesh', `${KUMA}    alias: mesh\n`],
    ['mesh.kuma', `${KONG}    alias: mesh\n`],
    ['sidecars', `${KUMA}    alias: sidecars\n`],
  ])('that it depends on stand under %s', async (keys, dependency) => {
    const nest = (text: string): string => keys.split('.').reduceRight((inner, key) => under(key, inner), text)
    const { cwd, result } = await run({
      'c/Chart.yaml': chartOf(dependency),
      'c/values.yaml': `${nest(EGRESS)}web:\n  egress:\n    oldName: 1\n`,
      'c/values-prod.yaml': nest(OLD),
    })
    expect(became(result)).toEqual({ 'c/values.yaml': 'changed', 'c/values-prod.yaml': 'changed' })
    expect(contents(cwd, 'c/values.yaml')).toBe(
      `${nest(EGRESS).replace('oldName', 'newName')}web:\n  egress:\n    oldName: 1\n`,
    )
    expect(contents(cwd, 'c/values-prod.yaml')).toBe(nest(OLD).replace('oldName', 'newName'))
  })

  test('may stand there twice', async () => {
    const chart = chartOf(`${KUMA}    alias: global\n`, `${KUMA}    alias: zone\n`)
    const values = `${under('global', OLD)}${under('zone', OLD)}`
    const { cwd } = await run({ 'Chart.yaml': chart, 'values.yaml': values })
    expect(contents(cwd, 'values.yaml')).toBe(values.replaceAll('oldName', 'newName'))
  })

  test('of the first version are told by its requirements', async () => {
    const requirements = `dependencies:\n${KUMA}    alias: mesh\n`
    const files = {
      'Chart.yaml': 'name: platform\n',
      'requirements.yaml': requirements,
      'values.yaml': under('mesh', OLD),
    }
    const { cwd } = await run(files)
    expect(contents(cwd, 'values.yaml')).toBe(under('mesh', OLD).replace('oldName', 'newName'))
  })

  test("of another product are sure not to be Kuma's", async () => {
    const files = { 'Chart.yaml': 'name: gateway\nversion: 1.0.0\n', 'values.yaml': OLD, 'ci/small-values.yaml': OLD }
    expect(became((await run(files)).result)).toEqual({})
    expect(became((await run({ 'values.yaml': OLD })).result)).toEqual({
      'values.yaml': expect.stringMatching(DOUBTED),
    })
  })

  test('of another product are looked at where they name Kuma themselves', async () => {
    const files = { 'Chart.yaml': 'name: apps\nversion: 1.0.0\n', 'values.yaml': under('kuma', OLD) }
    expect(became((await run(files)).result)).toEqual({ 'values.yaml': 'changed' })
  })

  test.each(['kuma', 'kong-mesh'])('of %s itself come with the release', async (name) => {
    const values = name === 'kuma' ? OLD : under('kuma', OLD)
    const files = { 'Chart.yaml': `name: ${name}\nversion: 2.6.0\n`, 'values.yaml': values }
    const told = became((await run(files)).result)
    expect(told['values.yaml']).toMatch(/they belong to the chart itself/)
  })
})

describe('values that a release names', () => {
  const APPLICATION = 'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: mesh\nspec:\n'
  const CHART = 'chart: kuma\n      repoURL: https://kumahq.github.io/charts\n      targetRevision: 2.6.0\n'

  const NAMING: readonly (readonly [string, string, string, string])[] = [
    [
      'Argo CD, of another source',
      'apps/mesh.yaml',
      `${APPLICATION}  sources:\n    - ${CHART}      helm:\n        valueFiles:\n          - $config/deploy/prod.yaml\n    - repoURL: https://git.example.com/ops\n      ref: config\n`,
      'deploy/prod.yaml',
    ],
    [
      'Flux, from its own repository',
      'clusters/a/release.yaml',
      'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: mesh\nspec:\n  chart:\n    spec:\n      chart: kuma\n      valuesFiles:\n        - ./deploy/prod.yaml\n',
      'deploy/prod.yaml',
    ],
    [
      'helmfile',
      'helmfile.yaml',
      'releases:\n  - name: mesh\n    chart: kuma/kuma\n    values:\n      - env/{{ .Environment.Name }}/prod.yaml\n',
      'env/eu/prod.yaml',
    ],
    [
      'Kustomize',
      'base/kustomization.yaml',
      'helmCharts:\n  - name: kuma\n    repo: https://kumahq.github.io/charts\n    valuesFile: ../base/prod.yaml\n',
      'base/prod.yaml',
    ],
    [
      'Terraform',
      'infra/mesh.tf',
      'resource "helm_release" "mesh" {\n  name   = "mesh"\n  chart  = "kuma"\n  values = [file("${path.module}/prod.yaml")]\n}\n',
      'infra/prod.yaml',
    ],
    [
      'a template of Terraform',
      'infra/mesh.tf',
      'resource "helm_release" "mesh" {\n  chart  = "kuma"\n  values = [templatefile("${path.module}/prod.yaml.tftpl", { zone = var.zone })]\n}\n',
      'infra/prod.yaml.tftpl',
    ],
    [
      'a script',
      'bin/install.sh',
      '#!/bin/sh\nhelm upgrade --install kuma kuma/kuma \\\n  --namespace mesh -f deploy/prod.yaml\n',
      'deploy/prod.yaml',
    ],
    [
      'a workflow',
      '.github/workflows/deploy.yaml',
      'jobs:\n  deploy:\n    steps:\n      - run: |\n          helm upgrade mesh kuma/kuma --values=deploy/prod.yaml\n',
      'deploy/prod.yaml',
    ],
    [
      'Ansible',
      'roles/mesh/tasks/main.yml',
      '- kubernetes.core.helm:\n    name: mesh\n    chart_ref: kuma/kuma\n    values_files:\n      - "{{ role_path }}/files/prod.yaml"\n',
      'roles/mesh/files/prod.yaml',
    ],
    [
      'Fleet',
      'mesh/fleet.yaml',
      'helm:\n  chart: kuma\n  repo: https://kumahq.github.io/charts\n  valuesFiles:\n    - prod.yaml\n',
      'mesh/prod.yaml',
    ],
  ]

  test.each(NAMING)('%s', async (_, path, text, file) => {
    const { cwd, result } = await run({ [path]: text, [file]: EGRESS })
    expect(became(result)).toEqual({ [file]: 'changed' })
    expect(contents(cwd, file)).toBe(EGRESS.replace('oldName', 'newName'))
    expect(became((await run({ [file]: EGRESS })).result)).toEqual({})
  })

  test.each(NAMING)('%s, of another chart', async (_, path, text, file) => {
    const other = text.replaceAll('kuma/kuma', 'web/web').replaceAll(/(chart: |name: |= ")kuma\b/g, '$1web')
    const about = `# beside kuma: see values.yaml of its chart\n${other.replace('#!/bin/sh\n', '')}`
    expect(became((await run({ [path]: about, [file]: EGRESS })).result)).toEqual({})
  })

  test('of Kong Mesh stand under kuma', async () => {
    const script = 'helm install mesh kong-mesh/kong-mesh -f prod.yaml\n'
    const values = `${under('kuma', EGRESS)}egress:\n  oldName: 2\n`
    const { cwd } = await run({ 'install.sh': script, 'prod.yaml': values })
    expect(contents(cwd, 'prod.yaml')).toBe(values.replace('oldName: 1', 'newName: 1'))
  })

  test('of a chart in the repository stand where that chart has them', async () => {
    const chart = 'name: mesh\ndependencies:\n  - name: kuma\n    alias: plane\n'
    const application = `${APPLICATION}  source:\n    repoURL: https://git.example.com/ops # kuma\n    path: charts/mesh\n    helm:\n      valueFiles:\n        - prod.yaml\n        - ../../env/eu.yaml\n`
    const { cwd, result } = await run({
      'charts/mesh/Chart.yaml': chart,
      'charts/mesh/prod.yaml': under('plane', EGRESS),
      'env/eu.yaml': under('plane', OLD),
      'apps/mesh.yaml': application,
    })
    expect(became(result)).toEqual({ 'charts/mesh/prod.yaml': 'changed', 'env/eu.yaml': 'changed' })
    expect(contents(cwd, 'env/eu.yaml')).toBe(under('plane', OLD).replace('oldName', 'newName'))
  })

  test('of another chart too are in doubt', async () => {
    const script = 'helm install mesh kuma/kuma -f values.yaml\nhelm install web ./web -f values.yaml\n'
    const { result } = await run({ 'install.sh': script, 'values.yaml': OLD })
    expect(became(result)).toEqual({ 'values.yaml': expect.stringMatching(DOUBTED) })
  })

  test('are left alone where they are ignored, or not asked for', async () => {
    const files = { 'install.sh': 'helm install mesh kuma/kuma -f prod.yaml\n', 'prod.yaml': EGRESS }
    expect(became((await run({ ...files, '.gitignore': 'prod.yaml\n' })).result)).toEqual({})
    expect(became((await run(files, [], ['install.sh'])).result)).toEqual({})
    expect(became((await run(files, [], ['install.sh', 'prod.yaml'])).result)).toEqual({ 'prod.yaml': 'changed' })
  })
})

describe('--assume', () => {
  test.each([
    ['kuma-values=deploy/**/values*.yaml', 'deploy/eu/values-a.yaml', OLD, 'changed'],
    ['kuma-values=prod.yaml', 'deploy/prod.yaml', EGRESS, 'changed'],
    ['kuma-values=./prod.yaml', 'deploy/values.yaml', OLD, 'doubt'],
    ['kong-mesh-values=prod.yaml', 'prod.yaml', under('kuma', EGRESS), 'changed'],
    ['kuma-cp-config=etc/*.yaml', 'etc/zone.yaml', 'store:\n  oldName: 1\n', 'changed'],
    ['chart-release=*.sh', 'a.sh', 'helm upgrade mesh "$KUMA_CHART" --set controlPlane.oldName=1\n', 'changed'],
    ['other=*', 'values.yaml', OLD, undefined],
    ['other=deploy', 'deploy/values.yaml', OLD, undefined],
  ])('%s for %s', async (assumption, path, text, expected) => {
    const { cwd, result } = await run({ [path]: text }, [assumption])
    expect(result.outcomes.map(({ status }) => status)).toEqual(
      expected === undefined ? [] : [expected === 'doubt' ? 'flagged' : expected],
    )
    expect(contents(cwd, path)).toBe(expected === 'changed' ? text.replace('oldName', 'newName') : text)
  })

  test('counts more than what charts and releases tell', async () => {
    const files = {
      'a/Chart.yaml': 'name: platform\ndependencies:\n  - name: kuma\n',
      'a/values.yaml': under('kuma', OLD),
      'b/Chart.yaml': 'name: web\n',
      'b/values.yaml': OLD,
    }
    expect(became((await run(files)).result)).toEqual({ 'a/values.yaml': 'changed' })
    const assumed = await run(files, ['other=a/values.yaml', 'kuma-values=b/*.yaml'])
    expect(became(assumed.result)).toEqual({ 'b/values.yaml': 'changed' })
  })

  test('counts as it is given last', () => {
    const toldOf = toldBy(['kuma-values=*.yaml', 'other=b.yaml'])
    expect([toldOf?.('a.yaml'), toldOf?.('b.yaml'), toldOf?.('c.txt'), toldOf?.('../a.yaml')]).toEqual([
      { role: 'values' },
      { role: 'other' },
      undefined,
      undefined,
    ])
    expect(toldBy([])).toBeUndefined()
  })

  test.each(['kuma-values', 'kuma-values=', 'istio=a.yaml', 'other=!a.yaml'])('refuses %s', (text) => {
    expect(() => toldBy([text])).toThrow(`--assume ${text}: `)
  })

  test('has a name for each', () => {
    expect(ASSUMABLE.map(({ dialect }) => dialect)).toEqual([
      'kuma-values',
      'kong-mesh-values',
      'kuma-cp-config',
      'chart-release',
      'other',
    ])
  })
})
