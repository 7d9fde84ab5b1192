import { describe, expect, test } from 'vitest'
import { readText } from '../src/dialects/read.ts'
import { loading } from '../src/formats/lazy.ts'
import { lintReadings } from '../src/lint/readings.ts'
import { temporaryFolder } from './fake.ts'
import { run } from './run.ts'

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

  test('settings and fields that no release knows, since all names there are Kuma’s', async () => {
    expect(await told('store:\n  type: postgres\n  bucket: a\n', 'kuma-cp.conf.yaml')).toEqual([
      '26: `store.bucket` is unknown to 2.11: no release knows it',
    ])
    const policy = 'type: MeshTimeout\nname: a\nmesh: default\nspec:\n  targetRef: {kind: Mesh}\n  default: {}\n'
    expect(await told(policy, 'policy.yaml')).toEqual([
      '74: `MeshTimeout:spec.default` is unknown to 2.11: no release knows it',
    ])
  })
})

test('keys of a map that takes any are no names', async () => {
  const to = 'to: [{targetRef: {kind: MeshSubset, tags: {team: a, kuma.io/zone: b}}, default: {}}]'
  expect(await told(`type: MeshTimeout\nname: a\nmesh: default\nspec:\n  ${to}\n`, 'policy.yaml')).toEqual([])
})

test('a slip is one of typing, and not another name', async () => {
  expect(await told('dnsServer:\n  port: 53\n', 'kuma-cp.conf.yaml')).toEqual([
    '13: `dnsServer.port` is unknown to 2.11: no release knows it',
  ])
  expect(await told('export KUMA_SDS_SERVER_TLS_CERT_FILE=a KUMA_DP_SERVRE_TLS_CERT_FILE=b\n', 'run.sh')).toEqual([
    '39: `KUMA_DP_SERVRE_TLS_CERT_FILE` is unknown to 2.11: did you mean `KUMA_DP_SERVER_TLS_CERT_FILE`?',
  ])
  expect(await told('kumactl instal control-plane --mod=zone\n', 'run.sh')).toEqual([
    '8: `kumactl instal` is unknown to 2.11: did you mean `kumactl install`?',
  ])
  expect(await told('type: MeshTimout\nname: a\nmesh: default\n', 'policy.yaml')).toEqual([])
  const kind = 'apiVersion: kuma.io/v1alpha1\nkind: MeshTimout\nmetadata: {name: a}\n'
  expect(await told(kind, 'policy.yaml')).toEqual(['35: `MeshTimout` is unknown to 2.11: did you mean `MeshTimeout`?'])
})

test('commands that still answer to an older name are known', async () => {
  const script = 'kumactl get global-secrets\nkumactl inspect zone-ingresses --mesh=default\n'
  expect(await told(script, 'run.sh', 6)).toEqual(await told(script, 'run.sh', 14))
  expect(await told('kumactl get global-secrets\nkumactl inspect zone-ingresses\n', 'run.sh', 14)).toEqual([])
})

describe('whose values these are', () => {
  const files = {
    'platform/Chart.yaml':
      'name: platform\nversion: 1.0.0\ndependencies: [{name: kuma, version: 2.6.0, alias: mesh}]\n',
    'platform/values.yaml': 'mesh:\n  controlPlane: {mode: zone}\n  legacy: {}\n',
    'deploy.sh': 'helm upgrade kuma kuma/kuma -f ours.yaml\n',
    'ours.yaml': 'controlPlane: {mode: zone}\nlegacy: {}\n',
    'theirs.yaml': 'controlPlane: {mode: zone}\nlegacy: {}\n',
  }
  const lint = async (...args: readonly string[]): Promise<string[]> => {
    const { stderr, stdout } = await run(temporaryFolder(files), ['lint', '--release', '2.11', ...args], { real: true })
    return [...`${stdout}${stderr}`.matchAll(/^(\S+:\d+):\d+: `legacy` is unknown/gm)].map(([, place = '']) => place)
  }

  test('a chart beside, and a release that names them, tell', async () => {
    expect(await lint()).toEqual(['ours.yaml:2', 'platform/values.yaml:3'])
  })

  test('the user’s word counts more', async () => {
    expect(await lint('--assume', 'kuma-values=theirs.yaml', '--assume', 'other=ours.yaml')).toEqual([
      'platform/values.yaml:3',
      'theirs.yaml:2',
    ])
  })
})

test('what may be somebody else’s is not told', async () => {
  const text = 'env:\n  KUMA_IMAGE_TAG_FOR_OUR_TESTS: 1\n  UPTIME_KUMA_PORT: 3001\nspec: {anything: 1}\n'
  expect(await told(text, 'compose.yaml')).toEqual([])
})
