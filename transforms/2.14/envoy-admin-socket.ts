import { command, defineTransform, field, finding, text, when } from '../../src/rules.ts'
import type { Change, Rule, Site } from '../../src/transform.ts'
import { isGlobal, KEEP, keepDefaults } from '../control-planes.ts'

const SOCKET = '/tmp/kuma-dp-*/kuma-envoy-admin.sock'
const MOVED =
  "the API of a proxy's administrator is on a Unix socket from 2.14 on, and no longer on port 9901: change what asks it, such as hooks before a stop, or keep the port (`--set 2.14/envoy-admin-socket.keep=true` writes it)"
const NO_PORT =
  "the API of a proxy's administrator is on a Unix socket from 2.14 on, unless the control plane says otherwise: nothing answers on port 9901. Port 9902 answers `/ready` only"
const PROBE = 'port 9901 answers no probes from 2.14 on, unless the control plane says otherwise: ask port 9902'
const CLASH = 'kuma-dp tells the readiness of a sidecar on port 9902: give this another port'

const WORKLOADS = ['DaemonSet', 'Deployment', 'Job', 'ReplicaSet', 'StatefulSet']

export default defineTransform({
  title: "The API of Envoy's administrator is on a Unix socket",
  since: ['2.14.0'],
  notes: ['envoy-admin-unix-socket'],
  acceptedSince: '2.14',
  questions: { keep: KEEP },
  rules: [
    keepDefaults(
      [
        {
          path: 'bootstrapServer.params.envoyAdminUnixSocket',
          value: 'experimental.envoyAdminUnixSocket',
          kept: false,
        },
      ],
      { because: MOVED, isConcerned: (site) => !isGlobal(site) },
    ),
    when(text(/(?:localhost|127\.0\.0\.1|\[::1\]):9901(?!\d)(?:\/[\w?&=./-]{0,200})?/g), ask, {
      elsewhere: NO_PORT,
      mentions: ['kuma', 'mesh'],
    }),
    when(command('kuma-dp wait'), (site) => wait(site), { elsewhere: false }),
    ...inPods('', ['Pod']),
    ...inPods('template.spec.', WORKLOADS),
  ],
})

function ask(site: Site): readonly Change[] {
  const path = String(site.value).replace(/^.*?:9901/, '')
  if (path === '/ready') return [finding(NO_PORT, 'localhost:9902/ready')]
  return [finding(NO_PORT, `--unix-socket ${SOCKET} http://localhost${path}`)]
}

/** It asks port 9901 unless it is told what. */
function wait(site: Site): readonly Change[] {
  const told = site.get('--url') ?? site.get('--unix-socket')
  return told === undefined ? [finding(NO_PORT, '--url http://localhost:9902/ready')] : []
}

/** @param pod what leads to the pod's spec. */
function inPods(pod: string, kinds: readonly string[]): Rule[] {
  const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'].map((probe) =>
    when(
      field(kinds, `${pod}containers[].${probe}.httpGet.port`),
      (port) => (port.value === 9901 && isProxy(port) ? finding(PROBE, '9902') : []),
      { elsewhere: false },
    ),
  )
  const labels = pod === '' ? '//metadata.labels' : '/template.metadata.labels'
  const clash = when(
    field(kinds, `${pod}containers[].ports[].containerPort`),
    (port) => (port.value === 9902 && isInjected(port, labels) ? finding(CLASH) : []),
    { elsewhere: false },
  )
  return [...probes, clash]
}

/** The container runs kuma-dp: it has a variable of it. A sidecar that was injected is made anew. */
function isProxy(port: Site): boolean {
  if (port.get('^^^name')?.value === 'kuma-sidecar') return false
  return port.all('^^^env[].name').some(({ value }) => String(value).startsWith('KUMA_DATAPLANE_'))
}

function isInjected(port: Site, labels: string): boolean {
  return ['enabled', 'true', 'yes'].includes(String(port.get(`${labels}["kuma.io/sidecar-injection"]`)?.value))
}
