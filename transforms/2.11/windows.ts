import { defineTransform, finding, object, on, text, when } from '../../src/rules.ts'
import type { Change, Site } from '../../src/transform.ts'

const NO_BINARIES =
  'Kong Mesh has no programs for Windows from 2.11 on: run this proxy on Linux, or keep what stands here on 2.10'
const NO_SIDECAR = 'pods on Windows cannot have a sidecar of 2.11: run them on Linux, or take the injection off'

export default defineTransform({
  title: 'Kong Mesh no longer runs on Windows',
  since: ['2.11.0'],
  notes: ['km-windows-removed'],
  readUntil: '2.10',
  rules: [
    ...[
      /\bkuma-(?:cp|dp)\.exe\b/g,
      /\bkong-mesh-[\w.+-]{1,60}?windows-amd64\b/g,
      /\bkonghq\.com\/mesh\/installer\.ps1\b/g,
    ].map((pattern) => on(text(pattern), finding(NO_BINARIES))),
    when(object('Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job'), pods, { elsewhere: false }),
  ],
})

function pods(workload: Site): readonly Change[] {
  const system = workload.get('/template.spec.nodeSelector["kubernetes.io/os"]')?.value
  const injected = workload.get('/template.metadata.labels["kuma.io/sidecar-injection"]')?.value
  return system === 'windows' && (injected === 'enabled' || injected === 'true') ? [finding(NO_SIDECAR)] : []
}
