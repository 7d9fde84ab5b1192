import { defineTransform, field, finding, when } from '../../src/rules.ts'
import type { Rule, Site } from '../../src/transform.ts'

export default defineTransform({
  title: 'The application probe proxy takes port 9001 of every pod',
  since: ['2.9.0'],
  notes: ['virtual-probes-deprecated'],
  rules: [
    clash(['Pod'], '', '//'),
    clash(['DaemonSet', 'Deployment', 'Job', 'ReplicaSet', 'Rollout', 'StatefulSet'], 'template.spec.', '/template.'),
    clash(['CronJob'], 'jobTemplate.spec.template.spec.', '/jobTemplate.spec.template.'),
  ],
})

/** @param metadata what leads to the pod's metadata. */
function clash(kinds: readonly string[], pod: string, metadata: string): Rule {
  return when(
    field(kinds, `${pod}containers[].ports[].containerPort`),
    (port) => (port.value === 9001 && isInjected(port, metadata) ? finding(CLASH) : []),
    { elsewhere: false },
  )
}

const CLASH =
  'the application probe proxy of 2.9 listens on 9001 too: give it another port with the annotation `kuma.io/application-probe-proxy-port`'

function isInjected(port: Site, metadata: string): boolean {
  const injection = port.get(`${metadata}metadata.labels["kuma.io/sidecar-injection"]`)?.value
  if (!['enabled', 'true', 'yes'].includes(String(injection))) return false
  const settled = ['kuma.io/application-probe-proxy-port', 'kuma.io/virtual-probes-port', 'kuma.io/gateway']
  return settled.every((name) => port.get(`${metadata}metadata.annotations["${name}"]`) === undefined)
}
