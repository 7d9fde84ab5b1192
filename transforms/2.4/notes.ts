import type { Note } from '../../src/note.ts'

export const notes: readonly Note[] = [
  {
    id: 'metrics-mesh-resync',
    product: 'kuma',
    release: '2.4',
    title: '`metrics.mesh.minResyncTimeout` and `maxResyncTimeout` became `minResyncInterval` and `fullResyncInterval`',
    disposition: 'rewrite',
    standing: 'incomplete',
    differs:
      'The note prints the names of Go fields and leaves out the environment variables. It does not say that an old name wins over the new one wherever it is not zero.',
    ifLeft: 'Read up to 2.14; 3.0 ignores the old names and falls back to its defaults.',
    evidence: [
      'kumahq/kuma release-2.4: pkg/config/app/kuma-cp/config.go, pkg/insights/components.go, pkg/config/app/kuma-cp/deprecate.go',
    ],
  },
  {
    id: 'dataplane-outbound-service',
    product: 'kuma',
    release: '2.4',
    title: '`networking.outbound[].service` of a Dataplane was removed',
    disposition: 'rewrite',
    standing: 'accurate',
    ifLeft: 'The field is dropped, and an outbound without the tag `kuma.io/service` is refused.',
    evidence: [
      'kumahq/kuma release-2.3, release-2.4: api/mesh/v1alpha1/dataplane.proto',
      'kumahq/kuma release-2.3: pkg/core/resources/apis/mesh/dataplane_validator.go validateOutbound',
      'kumahq/kuma b23774a272 (#7213)',
    ],
  },
]
