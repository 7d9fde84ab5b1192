import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test, vi } from 'vitest'
import { casesOf } from '../src/cases.ts'
import { loading } from '../src/formats/lazy.ts'
import { migrate } from '../src/migrate.ts'
import { formatRelease, release } from '../src/release.ts'
import type { Migration } from '../src/result.ts'
import { annotation, field, flag, object, on, rename, set, setting, value, when } from '../src/rules.ts'
import type { Rule } from '../src/transform.ts'
import { transforms } from '../transforms/index.ts'
import { transform } from './fake.ts'

const NONE: ReadonlySet<string> = new Set()

interface Given {
  readonly rules: readonly Rule[]
  readonly text: string
  readonly path: string
  readonly minor?: number
  readonly own?: ReadonlySet<string>
}

function migrated({ rules, text, path, minor = 11, own = NONE }: Given): Promise<Migration> {
  const steps = [{ release: `2.${minor}.0`, transforms: [transform('2.7/planted', ['2.7.0'], { rules })] }]
  const request = { steps, unsafe: false, answers: new Map<string, string>(), target: { minor, own } }
  return loading(() => migrate(text, path, request))
}

describe('an edit brings no name that the target does not know', () => {
  test.each<[string, Given, string]>([
    [
      'a variable',
      {
        rules: [on(setting('mode', 'KUMA_MODE'), rename('controlPlaneRole'))],
        text: 'env:\n  KUMA_MODE: zone\n',
        path: 'compose.yaml',
      },
      '`KUMA_CONTROL_PLANE_ROLE` is unknown to 2.11: no release knows it',
    ],
    [
      'a variable of a later release',
      {
        rules: [on(setting('dpServer.auth.type'), rename('dpServer.authn.dpProxy.type'))],
        text: 'env:\n  KUMA_DP_SERVER_AUTH_TYPE: dpToken\n',
        path: 'compose.yaml',
        minor: 1,
      },
      '`KUMA_DP_SERVER_AUTHN_DP_PROXY_TYPE` is unknown to 2.1: known from 2.2 on',
    ],
    [
      'a key of the configuration',
      {
        rules: [on(setting('dpServer.port'), rename('dpServer.tlsPort'))],
        text: 'mode: zone\ndpServer:\n  port: 5678\n',
        path: 'kuma-cp.conf.yaml',
      },
      '`dpServer.tlsPort` is unknown to 2.11: no release knows it',
    ],
    [
      'a value of the chart',
      {
        rules: [on(value('controlPlane.mode'), rename('controlPlane.mod'))],
        text: 'kuma:\n  controlPlane:\n    mode: zone\n',
        path: 'values.yaml',
      },
      '`controlPlane.mod` is unknown to 2.11: did you mean `controlPlane.mode`?',
    ],
    [
      'a flag',
      {
        rules: [on(flag('kuma-dp run', '--cp-address'), rename('--cp-adress'))],
        text: 'kuma-dp run --cp-address=https://cp\n',
        path: 'run.sh',
      },
      '`kuma-dp run --cp-adress` is unknown to 2.11: did you mean `kuma-dp run --cp-address`?',
    ],
    [
      'an annotation',
      {
        rules: [on(annotation('kuma.io/gateway'), rename('kuma.io/portal'))],
        text: 'metadata:\n  annotations:\n    kuma.io/gateway: enabled\n',
        path: 'pod.yaml',
      },
      '`kuma.io/portal` is unknown to 2.11: no release knows it',
    ],
    [
      'a kind',
      {
        rules: [on(object('MeshTimeout'), set('MeshTimeouts', '//kind'))],
        text: 'apiVersion: kuma.io/v1alpha1\nkind: MeshTimeout\nmetadata:\n  name: a\nspec:\n  targetRef:\n    kind: Mesh\n',
        path: 'policy.yaml',
      },
      '`MeshTimeouts` is unknown to 2.11: did you mean `MeshTimeout`?',
    ],
    [
      'a field of a policy',
      {
        rules: [on(field('MeshTimeout', 'targetRef'), rename('selector'))],
        text: 'type: MeshTimeout\nname: a\nmesh: default\nspec:\n  targetRef:\n    kind: Mesh\n',
        path: 'policy.yaml',
      },
      '`MeshTimeout:spec.selector` is unknown to 2.11: no release knows it',
    ],
    [
      'a key above others',
      {
        rules: [on(field('MeshTimeout', 'to[].default.http'), rename('htpp'))],
        text: 'type: MeshTimeout\nname: a\nspec:\n  to:\n    - default:\n        http:\n          requestTimeout: 1s\n',
        path: 'policy.yaml',
      },
      '`MeshTimeout:spec.to[].default.htpp` is unknown to 2.11: did you mean `MeshTimeout:spec.to[].default.http`?',
    ],
  ])('%s', async (_, given, reason) => {
    const { text, edits, findings, failure } = await migrated(given)
    expect(failure?.message).toBe(`the edits were withheld: ${reason}`)
    expect(text).toBe(given.text)
    expect(edits).toEqual([])
    expect(findings.map(({ message }) => message)).toEqual(['the edit was withheld: make it by hand'])
    // What the user's own transforms bring is theirs to know.
    const theirs = await migrated({ ...given, own: new Set(['2.7/planted']) })
    expect(theirs.failure).toBeUndefined()
    expect(theirs.text).not.toBe(given.text)
  })

  test('the names are imported before anything is done that would be done again', async () => {
    vi.resetModules()
    const { migrate: fresh } = await import('../src/migrate.ts')
    const { NotLoaded } = await import('../src/formats/lazy.ts')
    const waits: string[] = []
    const run = async (text: string): Promise<void> => {
      const rules = [on(setting('mode', 'KUMA_MODE'), rename('environment'))]
      const steps = [{ release: '2.11.0', transforms: [transform('2.7/planted', ['2.7.0'], { rules })] }]
      const request = { steps, unsafe: false, answers: new Map<string, string>(), target: { minor: 11, own: NONE } }
      for (;;) {
        try {
          fresh(text, 'compose.yaml', request)
          return
        } catch (error) {
          if (!(error instanceof NotLoaded)) throw error
          waits.push(error.message)
          await error.load()
        }
      }
    }
    await run('env:\n  KUMA_MODE: zone\n')
    expect(waits).toEqual(['the table of names is not loaded', 'the format yaml is not loaded'])
  })

  test('names that were there before are nobody’s fault', async () => {
    const rules = [
      when(setting('mode', 'KUMA_MODE'), ({ value: mode }) => (mode === 'standalone' ? set('zone') : undefined)),
    ]
    const text = 'env:\n  KUMA_MODE: standalone\n  KUMA_STORE_TPYE: postgres\n'
    const { failure, text: now } = await migrated({ rules, text, path: 'compose.yaml' })
    expect(failure).toBeUndefined()
    expect(now).toBe(text.replace('standalone', 'zone'))
  })
})

const pages = transforms.map(({ id, since }) => {
  const page = readFileSync(fileURLToPath(new URL(`../transforms/${id}.md`, import.meta.url)), 'utf8')
  return [id, since.map(release).filter(({ major }) => major === 2), casesOf(page)] as const
})

/** `port=default` as `2.12/readiness-port.port` and `default`. */
function answersOf(id: string, options: readonly string[]): Map<string, string> {
  const pairs = options.filter((option) => option.includes('=')).map((option) => /^([^=]*)=(.*)$/s.exec(option))
  return new Map(pairs.map((pair) => [`${id}.${pair?.[1]}`, pair?.[2] ?? '']))
}

describe('what our transforms write, the releases know that they are for', () => {
  test.each(pages)('%s', async (id, since, cases) => {
    const told: string[] = []
    for (const { minor, patch } of since) {
      const at = { release: `2.${minor}.${patch ?? 0}` }
      const together = transforms.filter((each) =>
        each.since.some((one) => formatRelease(release(one)) === at.release || one === at.release),
      )
      for (const { name, path, before, options } of cases) {
        const request = {
          steps: [{ ...at, transforms: together }],
          unsafe: options.includes('--unsafe'),
          answers: answersOf(id, options),
          target: { minor, own: NONE },
        }
        const { failure } = await loading(() => migrate(before, path, request))
        if (failure?.message.includes('is unknown to')) told.push(`${at.release} ${name}: ${failure.message}`)
      }
    }
    expect(told).toEqual([])
  })
})
