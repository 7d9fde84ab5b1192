import { describe, expect, test } from 'vitest'
import { migrate } from '../../src/migrate.ts'
import { controlPlane, dataPlane, defineTransform, finding, put, when } from '../../src/rules.ts'
import type { Place, Rule } from '../../src/transform.ts'

/** A place that has not decided `setting` is told, and is given it. */
function run(at: Place, setting: string, value: boolean, text: string, path: string): { text: string; told: string[] } {
  const rules: Rule[] = [
    when(at, (site) => (site.get(setting) === undefined ? [put(setting, value), finding('told')] : [])),
  ]
  const spec = defineTransform({ title: 'it is not decided', since: ['2.13.0'], notes: ['note'], rules })
  const steps = [{ release: '2.13.0', transforms: [{ id: '2.13/decide', ...spec }] }]
  const result = migrate(text, path, { steps, unsafe: false, answers: new Map() })
  expect(migrate(result.text, path, { steps, unsafe: false, answers: new Map() }).edits).toEqual([])
  const told = result.findings.map(({ offset, message }) => `${text.slice(offset).split(/[^\w-]/)[0]}: ${message}`)
  return { text: result.text, told }
}

const SOCKET = 'bootstrapServer.params.envoyAdminUnixSocket'
const PLACE = controlPlane({ [SOCKET]: { value: 'experimental.envoyAdminUnixSocket' } })

function decide(text: string, path: string): { text: string; told: string[] } {
  return run(PLACE, SOCKET, false, text, path)
}

describe('a control plane', () => {
  test('in the values of the chart has the value that the chart has for it', () => {
    const { text, told } = decide(
      'controlPlane:\n  mode: zone # one of many\ncni:\n  enabled: true\n',
      'kuma/values.yaml',
    )
    // Nothing says that the values are Kuma's: they are shown, and not edited.
    expect(text).toBe('controlPlane:\n  mode: zone # one of many\ncni:\n  enabled: true\n')
    expect(told).toEqual(['controlPlane: it is not decided: nothing says that these values belong to the Kuma chart'])
  })

  test('in the values of Kong Mesh', () => {
    const { text, told } = decide('kuma:\n  controlPlane:\n    mode: zone\n  cni: {}\n', 'values.yaml')
    expect(text).toBe(
      'kuma:\n  controlPlane:\n    mode: zone\n  experimental:\n    envoyAdminUnixSocket: false\n  cni: {}\n',
    )
    expect(told).toEqual(['controlPlane: told'])
  })

  test('takes a variable where the chart has no value', () => {
    const { text } = run(
      controlPlane(),
      SOCKET,
      false,
      'kuma:\r\n  controlPlane:\r\n    envVars:\r\n      KUMA_STORE_TYPE: "kubernetes" # 🐻\r\n',
      'values.yaml',
    )
    expect(text).toBe(
      'kuma:\r\n  controlPlane:\r\n    envVars:\r\n      KUMA_STORE_TYPE: "kubernetes" # 🐻\r\n      KUMA_BOOTSTRAP_SERVER_PARAMS_ENVOY_ADMIN_UNIX_SOCKET: "false"\r\n',
    )
  })

  test.each([
    ['a value', 'kuma:\n  controlPlane: {}\n  experimental:\n    envoyAdminUnixSocket: true\n'],
    [
      'a variable',
      'kuma:\n  controlPlane:\n    envVars:\n      KUMA_BOOTSTRAP_SERVER_PARAMS_ENVOY_ADMIN_UNIX_SOCKET: "true"\n',
    ],
    [
      'an entry',
      'kuma:\n  controlPlane:\n    envVarEntries:\n      - {name: KUMA_BOOTSTRAP_SERVER_PARAMS_ENVOY_ADMIN_UNIX_SOCKET, value: "true"}\n',
    ],
    [
      'the text of its configuration',
      'kuma:\n  controlPlane:\n    config: |\n      bootstrapServer:\n        params: {envoyAdminUnixSocket: true}\n',
    ],
  ])('that decided by %s is left alone', (_, text) => {
    expect(decide(text, 'values.yaml')).toEqual({ text, told: [] })
  })

  test('is one, with variables and configuration among its values', () => {
    const text = [
      'kuma:',
      '  controlPlane:',
      '    envVars:',
      '      KUMA_STORE_TYPE: kubernetes',
      '    config: |',
      '      dpServer: {port: 5678}',
      '',
    ].join('\n')
    expect(decide(text, 'values.yaml').told).toEqual(['controlPlane: told'])
  })

  test('in its configuration file', () => {
    const text = 'mode: zone\nbootstrapServer:\n  params:\n    adminPort: 9901\nstore: {type: postgres}'
    expect(decide(text, 'kuma-cp.conf.yaml')).toEqual({
      text: 'mode: zone\nbootstrapServer:\n  params:\n    adminPort: 9901\n    envoyAdminUnixSocket: false\nstore: {type: postgres}',
      told: ['mode: told'],
    })
    expect(decide('mode: zone\n', 'kuma-cp.yaml').text).toBe(
      'mode: zone\nbootstrapServer:\n  params:\n    envoyAdminUnixSocket: false\n',
    )
  })

  test('in environments, once for each', () => {
    const compose = [
      'services:',
      '  global:',
      '    environment:',
      '      KUMA_MODE: global',
      '      KUMA_STORE_POSTGRES_PASSWORD: ${PASSWORD}',
      '  zone:',
      '    environment:',
      '      - KUMA_MODE=zone',
      '  db:',
      '    environment: {POSTGRES_DB: kuma}',
      '',
    ].join('\n')
    const { text, told } = decide(compose, 'compose.yaml')
    expect(text).toBe(
      compose
        .replace('PASSWORD}\n', 'PASSWORD}\n      KUMA_BOOTSTRAP_SERVER_PARAMS_ENVOY_ADMIN_UNIX_SOCKET: "false"\n')
        .replace('=zone\n', '=zone\n      - KUMA_BOOTSTRAP_SERVER_PARAMS_ENVOY_ADMIN_UNIX_SOCKET=false\n'),
    )
    expect(told).toEqual(['KUMA_MODE: told', 'KUMA_MODE: told'])
  })

  test('in a script and in a dotenv file', () => {
    const script = decide('#!/bin/sh\nexport KUMA_MODE=zone\nkuma-cp run\n', 'run.sh')
    expect(script.text).toBe(
      '#!/bin/sh\nexport KUMA_MODE=zone\nexport KUMA_BOOTSTRAP_SERVER_PARAMS_ENVOY_ADMIN_UNIX_SOCKET=false\nkuma-cp run\n',
    )
    expect(decide('KUMA_MODE=zone', 'cp.env').text).toBe(
      'KUMA_MODE=zone\nKUMA_BOOTSTRAP_SERVER_PARAMS_ENVOY_ADMIN_UNIX_SOCKET=false',
    )
  })

  test('on a command line, unless its values stand in a file', () => {
    const bare = decide('helm install kuma kuma/kuma --set controlPlane.mode=zone\n', 'install.sh')
    expect(bare.text).toBe(
      'helm install kuma kuma/kuma --set controlPlane.mode=zone,experimental.envoyAdminUnixSocket=false\n',
    )
    const filed = 'helm install kuma kuma/kuma -f values.yaml --set controlPlane.mode=zone\n'
    expect(decide(filed, 'install.sh')).toEqual({ text: filed, told: [] })
  })

  test('in an Argo CD application is one', () => {
    const text = [
      'apiVersion: argoproj.io/v1alpha1',
      'kind: Application',
      'spec:',
      '  source:',
      '    chart: kuma',
      '    helm:',
      '      parameters:',
      '        - {name: controlPlane.zone, value: east}',
      '      values: |',
      '        controlPlane:',
      '          mode: zone',
      '',
    ].join('\n')
    const { text: after, told } = decide(text, 'app.yaml')
    expect(told).toEqual(['controlPlane: told'])
    expect(after).toBe(`${text}        experimental:\n          envoyAdminUnixSocket: false\n`)
  })

  test('is not what only looks like one', () => {
    const secret = 'apiVersion: v1\nkind: Secret\ndata:\n  KUMA_STORE_POSTGRES_PASSWORD: c2VjcmV0\n'
    const secrets =
      'ContainerDefinitions:\n  - Secrets:\n      - {Name: KUMA_STORE_POSTGRES_PASSWORD, ValueFrom: arn}\n'
    const proxy = 'services:\n  dp:\n    environment:\n      KUMA_DATAPLANE_MESH: default\n'
    const other = '# beside our mesh\ncontrolPlane:\n  replicas: 3\n  version: v1.31\n'
    for (const text of [secret, secrets, proxy, other]) expect(decide(text, 'file.yaml')).toEqual({ text, told: [] })
  })
})

const PORTS = 'KUMA_DATAPLANE_RUNTIME_STRICT_INBOUND_PORTS_ENABLED'

function start(text: string, path: string): { text: string; told: string[] } {
  return run(dataPlane(), PORTS, false, text, path)
}

describe('a kuma-dp', () => {
  test('with its environment and its command is one', () => {
    const text = [
      'services:',
      '  dp:',
      '    command: [kuma-dp, run, --name=dp]',
      '    environment:',
      '      KUMA_CONTROL_PLANE_URL: https://cp:5678',
      '  cp:',
      '    environment: {KUMA_MODE: zone}',
      '    command: [kuma-cp, run]',
      '',
    ].join('\n')
    expect(start(text, 'compose.yaml')).toEqual({
      text: text.replace('5678\n', `5678\n      ${PORTS}: "false"\n`),
      told: ['KUMA_CONTROL_PLANE_URL: told'],
    })
  })

  test('is given a variable on the line of a script', () => {
    const { text, told } = start('kuma-dp run --name=a\nexec /usr/bin/kuma-dp run --name=b\n', 'run.sh')
    expect(text).toBe(`${PORTS}=false kuma-dp run --name=a\nexec /usr/bin/kuma-dp run --name=b\n`)
    expect(told).toEqual(['run: told', 'run: told', 'run: it is not decided: it gets no variables here'])
  })

  test('has variables of its own, of its line or of its script', () => {
    const line = start('KUMA_READINESS_PORT=9903 kuma-dp run\nkuma-dp run --name=b\n', 'run.sh')
    expect(line.text).toBe(`KUMA_READINESS_PORT=9903 ${PORTS}=false kuma-dp run\n${PORTS}=false kuma-dp run --name=b\n`)
    const script = start('export KUMA_DATAPLANE_MESH=default\nkuma-dp run\n', 'run.sh')
    expect(script.text).toBe(`export KUMA_DATAPLANE_MESH=default\nexport ${PORTS}=false\nkuma-dp run\n`)
  })

  test('without an environment to write into is only told', () => {
    const text = 'services:\n  dp:\n    command: kuma-dp run --name=dp\n'
    expect(start(text, 'compose.yaml').text).toBe(text)
    expect(start(text, 'compose.yaml').told).toHaveLength(2)
  })
})
