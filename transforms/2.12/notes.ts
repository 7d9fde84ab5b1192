import type { Note } from '../../src/note.ts'

export const notes: readonly Note[] = [
  {
    id: 'helm-hook-ttl-argocd',
    product: 'kuma',
    release: '2.12',
    title: "Jobs of the chart's hooks need not delete themselves",
    disposition: 'rewrite-with-input',
    standing: 'wrong',
    differs: 'The note speaks of 2.12 as a whole. The values exist from 2.12.9, 2.13.4 and 2.14.0 on.',
    ifLeft: 'Argo CD may wait for ever for the result of a job that is gone.',
    evidence: [
      'kumahq/kuma v2.12.8 and v2.12.9, v2.13.3 and v2.13.4:deployments/charts/kuma/values.yaml',
      'kumahq/kuma release-2.14:deployments/charts/kuma/templates/pre-delete-webhooks.yaml',
    ],
  },
  {
    id: 'status-zones-endpoint-removed',
    product: 'kuma',
    release: '2.12',
    title: '`/status/zones` of the API is gone',
    disposition: 'flag',
    standing: 'incomplete',
    differs: 'The answer of `/zones/_overview` has another shape, which the note does not say.',
    ifLeft: 'The control plane answers 404.',
    evidence: ['kumahq/kuma release-2.12:UPGRADE.md'],
  },
  {
    id: 'readiness-port-zero',
    product: 'kuma',
    release: '2.12',
    title: 'The readiness of kuma-dp cannot be switched off by port 0',
    disposition: 'rewrite-with-input',
    standing: 'accurate',
    ifLeft: '`kuma-dp` does not start.',
    evidence: ['kumahq/kuma release-2.11 and release-2.12:pkg/config/app/kuma-dp/config.go'],
  },
  {
    id: 'dp-server-graceful-shutdown-2.12',
    product: 'kuma',
    release: '2.12',
    title: 'The shutdown of the dp-server ends after 10 seconds',
    disposition: 'advise',
    standing: 'incomplete',
    differs: 'The note stands in the release branch only, for 2.12 as a whole; the limit came with 2.12.11.',
    ifLeft: 'Streams of proxies are cut after 10 seconds although the pod is given more.',
    advice:
      'Where `terminationGracePeriodSeconds` of the control plane is raised, set `KUMA_DP_SERVER_GRACEFUL_SHUTDOWN_TIMEOUT` to less than it.',
    evidence: ['kumahq/kuma release-2.12:UPGRADE.md', 'kumahq/kuma v2.12.11:pkg/config/dp-server/config.go'],
  },
]
