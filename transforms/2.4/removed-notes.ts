import type { Note } from '../../src/note.ts'

/** What 2.4 took away and no upgrade note names. */
export const notes: readonly Note[] = [
  {
    id: 'kumactl-install-observability-parts-removed',
    product: 'kuma',
    release: '2.4',
    title: '`kumactl install metrics`, `tracing` and `logging` are gone for `kumactl install observability`',
    disposition: 'rewrite',
    standing: 'missing',
    differs: 'The notes of 1.7 deprecate `install metrics`; none says that it and the other two are gone.',
    ifLeft: 'kumactl stops with `unknown command`.',
    evidence: [
      'kumahq/kuma 1b528842ae (#7495)',
      'kumahq/kuma release-2.3: app/kumactl/cmd/install/install_metrics.go, install_observability.go',
    ],
  },
]
