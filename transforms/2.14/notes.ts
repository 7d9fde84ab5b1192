import type { Note } from '../../src/note.ts'

export const notes: readonly Note[] = [
  {
    id: 'reuse-port-default',
    product: 'kuma',
    release: '2.14',
    title: 'Inbound listeners use SO_REUSEPORT',
    disposition: 'rewrite-with-input',
    standing: 'accurate',
    ifLeft: 'Most need nothing. While control planes of both kinds run, zone proxies may keep stale listeners.',
    evidence: ['kumahq/kuma 17b24aadc4 (#16707)', 'kumahq/kuma release-2.14:pkg/config/app/kuma-dp/config.go'],
  },
  {
    id: 'rbac-events-k8s-io',
    product: 'kuma',
    release: '2.14',
    title: 'The control plane writes events of `events.k8s.io`',
    disposition: 'rewrite',
    standing: 'incomplete',
    differs: 'The chart of 2.13.9 has the rights already.',
    ifLeft: 'The control plane cannot write events.',
    evidence: ['kumahq/kuma v2.13.8 and v2.13.9:deployments/charts/kuma/templates/cp-rbac.yaml'],
  },
  {
    id: 'km-certmanager-list-verb',
    product: 'kong-mesh',
    release: '2.14',
    title: 'The control plane lists requests for certificates',
    disposition: 'rewrite',
    standing: 'accurate',
    ifLeft: 'Requests that nobody waits for stay.',
    evidence: ['Kong/developer.konghq.com app/assets/mesh/raw/UPGRADE.md'],
  },
  {
    id: 'rbac-zoneproxy-rollout-role',
    product: 'kuma',
    release: '2.14',
    title: 'The job that restarts the zone proxies of single meshes needs a Role',
    disposition: 'rewrite-with-input',
    standing: 'incomplete',
    differs:
      'The chart brings the Role along whatever `skipRBAC` says; only those who do not install with Helm lack it.',
    ifLeft: 'The job after the installation fails, and zone proxies go on without a sidecar.',
    evidence: ['kumahq/kuma release-2.14:deployments/charts/kuma/templates/post-install-rollout-zoneproxy-job.yaml'],
  },
]
