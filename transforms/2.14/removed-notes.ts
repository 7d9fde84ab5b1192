import type { Note } from '../../src/note.ts'

/** What 2.14 took away and no upgrade note names, besides what stands among its notes. */
export const notes: readonly Note[] = [
  {
    id: 'chart-variables-over-config',
    product: 'kuma',
    release: '2.14',
    title: 'The chart sets variables that come before `controlPlane.config`',
    disposition: 'flag',
    standing: 'missing',
    differs:
      'No note says that the chart of 2.14 sets variables for the resources of sidecars and for native sidecars always, where it set none, or only when they were given.',
    ifLeft: 'What `controlPlane.config` says of these settings has no effect.',
    evidence: ['kumahq/kuma release-2.13 and release-2.14:deployments/charts/kuma/templates/_helpers.tpl'],
  },
]
