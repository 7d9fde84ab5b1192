import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { main } from '../src/cli.ts'
import { loading } from '../src/formats/lazy.ts'
import { createRequest, migrate as migrateText, verifyAgainst } from '../src/index.ts'
import { migrate } from '../src/migrate.ts'
import type { Migration } from '../src/result.ts'
import { field, remove, rename, set, value, when } from '../src/rules.ts'
import type { Change, Place, Site } from '../src/transform.ts'
import { sameData } from '../src/tree.ts'
import { loadVerify } from '../src/verify/load.ts'
import { contents, temporaryFolder, transform } from './fake.ts'

/** A policy of our own making, with what CRDs have besides JSON Schema. */
const CRD = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: meshspeeds.kuma.io}
spec:
  group: kuma.io
  names: {kind: MeshTimeout, plural: meshtimeouts}
  versions:
    - name: v1alpha1
      served: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            apiVersion: {type: string}
            kind: {type: string}
            metadata: {type: object}
            spec:
              type: object
              required: [to]
              properties:
                targetRef:
                  type: object
                  properties:
                    kind: {type: string, enum: [Mesh, Dataplane]}
                    labels: {type: object, additionalProperties: {type: string}}
                to:
                  type: array
                  items:
                    type: object
                    properties:
                      default:
                        type: object
                        properties:
                          connectionTimeout: {type: string, nullable: true}
                          idleTimeout: {x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}]}
                          attempts: {type: integer, minimum: 0, exclusiveMinimum: true}
                      conf: {type: object, x-kubernetes-preserve-unknown-fields: true}
                      tags:
                        type: array
                        x-kubernetes-list-type: set
                        items: {type: string}
`

const POLICY = `apiVersion: kuma.io/v1alpha1
kind: MeshTimeout
metadata:
  name: all
spec:
  targetRef:
    kind: Mesh # 🐻
  to:
    - default:
        connectionTimeout: 5s
        attempts: 3
      conf: {any: thing}
      tags: [a, b]
`

interface Given {
  readonly at: Place
  readonly change: Change
  readonly text?: string
  readonly path?: string
  readonly files?: { readonly [path: string]: string }
  readonly against?: string
}

async function migrated({ at, change, text = POLICY, path = 'policy.yaml', ...target }: Given): Promise<Migration> {
  const folder = temporaryFolder(target.files ?? { 'crds.yaml': CRD })
  const verify = await loadVerify([target.against ?? '.'], folder)
  const isDone = (site: Site): boolean => change.do === 'set' && sameData(siteOf(site, change)?.value, change.value)
  const rules = [when(at, (site) => (isDone(site) ? undefined : change))]
  const steps = [{ release: '2.7.0', transforms: [transform('2.7/planted', ['2.7.0'], { rules })] }]
  return loading(() => migrate(text, path, { steps, unsafe: false, answers: new Map(), verify }))
}

function siteOf(site: Site, { at }: { readonly at?: string }): Site | undefined {
  return at === undefined ? site : site.get(at)
}

const timeout = (path: string): Place => field('MeshTimeout', path)
const CHART = {
  'chart/Chart.yaml': 'name: kuma\n',
  'chart/values.yaml': 'controlPlane:\n  mode: zone\n  # zone: name of the zone\n  envVars: {}\n',
}
const VALUES = 'kuma:\n  controlPlane:\n    mode: zone\n    envVars:\n      A: b\n'

describe('edits that the target refuses are withheld', () => {
  test.each<[string, Given, string]>([
    [
      'a field that the schema does not name',
      { at: timeout('to[].default.connectionTimeout'), change: rename('connTimeout') },
      '`spec.to[0].default.connTimeout` is no field of MeshTimeout in the target',
    ],
    [
      'a value of another type',
      { at: timeout('to[].default.connectionTimeout'), change: set(5) },
      '`spec.to[0].default.connectionTimeout` must be string, as the schema of MeshTimeout in the target says',
    ],
    [
      'a value that is not among those there are',
      { at: timeout('targetRef.kind'), change: set('MeshSubset') },
      '`spec.targetRef.kind` must be equal to one of the allowed values, as the schema of MeshTimeout in the target says',
    ],
    [
      'a field that must be there',
      { at: timeout('to'), change: remove() },
      "`spec` must have required property 'to', as the schema of MeshTimeout in the target says",
    ],
    [
      'a bound that is not itself allowed',
      { at: timeout('to[].default.attempts'), change: set(0) },
      '`spec.to[0].default.attempts` must be > 0, as the schema of MeshTimeout in the target says',
    ],
    [
      'an item twice in a set',
      { at: timeout('to[].tags[1]'), change: set('a') },
      '`spec.to[0].tags` must NOT have duplicate items (items ## 1 and 0 are identical), as the schema of MeshTimeout in the target says',
    ],
    [
      'a version that is not served',
      { at: timeout('targetRef'), change: set('kuma.io/v1', '//apiVersion') },
      'the target has no MeshTimeout of kuma.io/v1',
    ],
    [
      'a resource of Universal',
      {
        at: timeout('targetRef.kind'),
        change: set('MeshSubset'),
        text: 'type: MeshTimeout\nname: a\nspec:\n  targetRef:\n    kind: Mesh\n  to: []\n',
      },
      '`spec.targetRef.kind` must be equal to one of the allowed values, as the schema of MeshTimeout in the target says',
    ],
    [
      'a value that the chart does not have',
      {
        at: value('controlPlane.mode'),
        change: rename('controlPlane.modus'),
        text: VALUES,
        path: 'values.yaml',
        files: CHART,
        against: 'chart',
      },
      "`kuma.controlPlane.modus` is no value of the target's chart: it has no `modus` there",
    ],
    [
      "a value that the chart's schema refuses",
      {
        at: value('controlPlane.mode'),
        change: set(1),
        text: VALUES,
        path: 'values.yaml',
        files: {
          ...CHART,
          'chart/values.schema.json': JSON.stringify({
            properties: { controlPlane: { properties: { mode: { enum: ['zone', 'global'] } } } },
          }),
        },
        against: 'chart',
      },
      "`controlPlane.mode` must be equal to one of the allowed values, as the schema of the target's chart says",
    ],
  ])('%s', async (_, given, reason) => {
    const { text, edits, failure } = await migrated(given)
    expect(failure?.message).toBe(`the edits were withheld: ${reason}`)
    expect(text).toBe(given.text ?? POLICY)
    expect(edits).toEqual([])
  })
})

describe('edits that it takes are made', () => {
  test.each<[string, Given, string]>([
    [
      'a number or a text, and any name where the schema keeps them',
      { at: timeout('to[].default.connectionTimeout'), change: rename('idleTimeout') },
      POLICY.replace('connectionTimeout', 'idleTimeout'),
    ],
    [
      'a violation that was there before',
      {
        at: timeout('to[].default.connectionTimeout'),
        change: rename('idleTimeout'),
        text: POLICY.replace('kind: Mesh #', 'kind: MeshSubset #').replace('attempts', 'attempt'),
      },
      POLICY.replace('kind: Mesh #', 'kind: MeshSubset #')
        .replace('attempts', 'attempt')
        .replace('connectionTimeout', 'idleTimeout'),
    ],
    [
      'a value that only the template knows',
      {
        at: timeout('to[].default.connectionTimeout'),
        change: rename('attempts'),
        text: POLICY.replace('        attempts: 3\n', '').replace('5s', '{{ .Values.attempts }}'),
        path: 'templates/policy.yaml',
      },
      POLICY.replace('        attempts: 3\n', '').replace('connectionTimeout: 5s', 'attempts: {{ .Values.attempts }}'),
    ],
    [
      'a value of the chart that only a comment shows, and any name in an empty map',
      {
        at: value('controlPlane.mode'),
        change: rename('controlPlane.zone'),
        text: VALUES,
        path: 'values.yaml',
        files: CHART,
        against: 'chart',
      },
      VALUES.replace('mode:', 'zone:'),
    ],
  ])('%s', async (_, given, after) => {
    const { text, failure } = await migrated(given)
    expect(failure).toBeUndefined()
    expect(text).toBe(after)
  })
})

async function run(folder: string, ...argv: readonly string[]): Promise<{ code: number; err: string }> {
  let err = ''
  const silent = { write: (_: unknown, done: () => void) => done() }
  const stderr = {
    write(chunk: string | Uint8Array, done: () => void) {
      err += Buffer.from(chunk).toString()
      done()
    },
  }
  const streams = { stdin: Readable.from([]), stdout: silent, stderr }
  return { code: await main(['-C', folder, ...argv], {}, streams), err }
}

describe('the option', () => {
  const policy =
    'type: MeshTrafficPermission\nname: a\nmesh: default\nspec:\n  from:\n    - targetRef: {kind: Mesh}\n      default: {action: ALLOW}\n'
  const crd = (action: string): string =>
    JSON.stringify({
      kind: 'List',
      items: [
        {
          kind: 'CustomResourceDefinition',
          spec: {
            group: 'kuma.io',
            names: { kind: 'MeshTrafficPermission' },
            versions: [
              {
                name: 'v1alpha1',
                schema: {
                  openAPIV3Schema: {
                    properties: {
                      spec: {
                        type: 'object',
                        'x-kubernetes-preserve-unknown-fields': true,
                        properties: {
                          from: {
                            type: 'array',
                            items: {
                              type: 'object',
                              'x-kubernetes-preserve-unknown-fields': true,
                              properties: {
                                default: { type: 'object', properties: { action: { enum: ['ALLOW', action] } } },
                              },
                            },
                          },
                        },
                      },
                    },
                  },
                },
              },
            ],
          },
        },
      ],
    })

  test.each([
    ['Allow', 0],
    ['Deny', 3],
  ])('holds files against what only says %s', async (action, expected) => {
    const folder = temporaryFolder({ 'mesh/policy.yaml': policy, 'target/crds.json': crd(action) })
    const range = ['--from', '2.0', '--to', '2.1', '--allow-dirty']
    const { code, err } = await run(folder, ...range, '--verify-against', 'target', 'mesh')
    expect(code, err).toBe(expected)
    expect(contents(folder, 'mesh/policy.yaml')).toBe(expected === 0 ? policy.replace('ALLOW', 'Allow') : policy)
    if (expected === 3) expect(err).toContain('must be equal to one of the allowed values')
  })

  test.each([
    ['nothing', 'there is no such file or folder.'],
    ['empty', 'it holds no CustomResourceDefinition of Kuma and no chart.'],
    ['broken.yaml', 'it does not parse: '],
    ['wrong.yaml', 'wrong.yaml: schema is invalid'],
  ])('%s is a mistake of the caller', async (path, reason) => {
    const folder = temporaryFolder({
      'empty/notes.yaml': 'kind: ConfigMap\n',
      'broken.yaml': 'kind: CustomResourceDefinition\n  a: [\n',
      'wrong.yaml': CRD.replace('connectionTimeout: {type: string', 'connectionTimeout: {type: text'),
    })
    const { code, err } = await run(folder, '--from', '2.6', '--to', '2.7', '--verify-against', path)
    expect(code).toBe(2)
    expect(err).toContain(`--verify-against ${path}: `)
    expect(err).toContain(reason)
  })
})

/** A clone of Kuma's repository with its release branches: KUMA_REPOSITORY=../kuma npx vitest run test/verify.test.ts */
const mirror = process.env.KUMA_REPOSITORY ?? ''

describe('the library', () => {
  const old = 'type: MeshTrafficPermission\nname: a\nmesh: default\nspec:\n  from: [{default: {action: ALLOW}}]\n'
  const definition = (...actions: readonly string[]): object => {
    const action = { type: 'string', enum: actions }
    const item = { type: 'object', properties: { default: { type: 'object', properties: { action } } } }
    const spec = { type: 'object', properties: { from: { type: 'array', items: item } } }
    return {
      kind: 'CustomResourceDefinition',
      spec: {
        group: 'kuma.io',
        names: { kind: 'MeshTrafficPermission' },
        versions: [{ name: 'v1alpha1', schema: { openAPIV3Schema: { type: 'object', properties: { spec } } } }],
      },
    }
  }
  const migratedAgainst = async (target: Parameters<typeof verifyAgainst>[0], text = old): Promise<Migration> => {
    const request = createRequest({ from: '2.0', to: '2.1', verify: await verifyAgainst(target) })
    return migrateText(text, 'policy.yaml', request)
  }

  test('holds edits against objects that are loaded, and against files', async () => {
    const refused = /must be equal to one of the allowed values/
    const list = { kind: 'List', items: [definition('ALLOW')] }
    expect((await migratedAgainst({ objects: [list] })).failure?.message).toMatch(refused)
    expect((await migratedAgainst({ objects: [definition('Allow')] })).text).toContain('action: Allow')
    const folder = temporaryFolder({ 'crds/permission.json': JSON.stringify(definition('ALLOW')) })
    expect((await migratedAgainst({ paths: [folder] })).failure?.message).toMatch(refused)
  })

  test('does not mind what was wrong before', async () => {
    const text = old.replace('spec:\n', 'spec:\n  wrong: true\n')
    expect((await migratedAgainst({ objects: [definition('Allow')] }, text)).text).toContain('action: Allow')
  })

  test('refuses a target without anything of Kuma’s, and a schema that is none', async () => {
    await expect(verifyAgainst({ objects: [{ kind: 'Service' }] })).rejects.toThrow(
      'no CustomResourceDefinition of Kuma',
    )
    await expect(verifyAgainst({ objects: [definition(...['Allow', 'Allow'])] })).rejects.toThrow('cannot be used')
  })
})

describe.skipIf(!existsSync(mirror))("Kuma's own CRDs", () => {
  const crds = (release: string): { readonly [path: string]: string } => {
    const show = (path: string): string =>
      execFileSync('git', ['-C', mirror, 'show', `release-${release}:${path}`], { encoding: 'utf8', maxBuffer: 1e8 })
    const folder = 'deployments/charts/kuma/crds/'
    const names = show(folder)
      .split('\n')
      .filter((name) => name.endsWith('.yaml'))
    return Object.fromEntries(names.map((name) => [name, show(folder + name)]))
  }
  const text = `apiVersion: kuma.io/v1alpha1
kind: MeshTimeout
metadata: {name: a, namespace: kuma-system, labels: {kuma.io/mesh: default}}
spec:
  targetRef: {kind: Mesh}
  to:
    - targetRef: {kind: Mesh}
      default: {connectionTimeout: 5s, http: {requestTimeout: 15s}}
`

  test('take what is right, and refuse planted faults', async () => {
    const files = crds('2.11')
    const right = { at: timeout('to[].default.connectionTimeout'), change: rename('idleTimeout'), text, files }
    expect((await migrated(right)).failure).toBeUndefined()
    const wrong: readonly [Change, string][] = [
      [rename('connectTimeout'), '`spec.to[0].default.connectTimeout` is no field'],
      [set(5), '`spec.to[0].default.connectionTimeout` must be string'],
      [set('Meshes', '^^targetRef.kind'), '`spec.to[0].targetRef.kind` must be equal to one of the allowed values'],
    ]
    for (const [change, reason] of wrong) {
      const { failure } = await migrated({ ...right, change })
      expect(failure?.message).toContain(reason)
    }
  })
})
