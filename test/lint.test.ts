import { describe, expect, test } from 'vitest'
import { readText } from '../src/dialects/read.ts'
import { loading } from '../src/formats/lazy.ts'
import { lintReadings } from '../src/lint/readings.ts'

async function told(text: string, path: string, minor = 11): Promise<string[]> {
  const readings = await loading(() => readText(text, path, () => true))
  return lintReadings(readings, { minor, strict: false }).map(({ offset, message }) => `${offset}: ${message}`)
}

describe('a release is told what it does not know', () => {
  test('variables of other releases', async () => {
    const text = 'env:\n  KUMA_DP_SERVER_AUTH_TYPE: dpToken\n  KUMA_MODE: zone\n'
    expect(await told(text, 'compose.yaml')).toEqual([
      '7: `KUMA_DP_SERVER_AUTH_TYPE` is unknown to 2.11: last known in 2.6',
    ])
    expect(await told(text, 'compose.yaml', 6)).toEqual([])
  })

  test('names that come later', async () => {
    expect(await told('export KUMA_DP_SERVER_AUTHN_DP_PROXY_TYPE=dpToken\n', 'run.sh', 1)).toEqual([
      '7: `KUMA_DP_SERVER_AUTHN_DP_PROXY_TYPE` is unknown to 2.1: known from 2.2 on',
    ])
  })

  test('slips of typing, in a variable, a setting, an annotation, a flag and a field', async () => {
    expect(await told('env:\n  KUMA_STORE_TPYE: postgres\n', 'compose.yaml')).toEqual([
      '7: `KUMA_STORE_TPYE` is unknown to 2.11: did you mean `KUMA_STORE_TYPE`?',
    ])
    expect(await told('dpServer:\n  porrt: 5678\n', 'kuma-cp.conf.yaml')).toEqual([
      '12: `dpServer.porrt` is unknown to 2.11: did you mean `dpServer.port`?',
    ])
    const pod = 'metadata:\n  annotations:\n    kuma.io/gatway: enabled\n'
    expect(await told(pod, 'pod.yaml')).toEqual([
      '29: `kuma.io/gatway` is unknown to 2.11: did you mean `kuma.io/gateway`?',
    ])
    expect(await told('kuma-dp run --cp-adress=https://cp\n', 'run.sh')).toEqual([
      '12: `kuma-dp run --cp-adress` is unknown to 2.11: did you mean `kuma-dp run --cp-address`?',
    ])
    const policy = 'type: MeshTimeout\nname: a\nmesh: default\nspec:\n  targetReff:\n    kind: Mesh\n'
    expect(await told(policy, 'policy.yaml')).toEqual([
      '48: `MeshTimeout:spec.targetReff` is unknown to 2.11: did you mean `MeshTimeout:spec.targetRef`?',
    ])
  })

  test('values that are refused', async () => {
    const policy = 'type: MeshTrafficPermission\nname: a\nspec:\n  from:\n  - default: {action: ALLOW}\n'
    expect(await told(policy, 'policy.yaml')).toEqual([
      '72: `ALLOW` is refused by 2.11 at `MeshTrafficPermission:spec.from[].default.action`: last known in 2.0',
    ])
  })

  test('commands that are gone', async () => {
    expect(await told('kumactl generate control-plane-token --zone=a\nkumactl install metrics\n', 'run.sh')).toEqual([
      '62: `kumactl install metrics` is unknown to 2.11: last known in 2.3',
    ])
  })

  test('values of the chart, where the chart is sure', async () => {
    expect(await told('kuma:\n  controlPlane:\n    mode: zone\n  legacy:\n    cni: {}\n', 'values.yaml')).toEqual([
      '39: `legacy` is unknown to 2.11: last known in 2.4',
    ])
    expect(await told('controlPlane:\n  mode: zone\nlegacy: {}\n', 'values.yaml')).toEqual([])
  })
})

test('what may be somebody else’s is not told', async () => {
  const text = 'env:\n  KUMA_IMAGE_TAG_FOR_OUR_TESTS: 1\n  UPTIME_KUMA_PORT: 3001\nspec: {anything: 1}\n'
  expect(await told(text, 'compose.yaml')).toEqual([])
})
