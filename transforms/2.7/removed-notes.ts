import type { Note } from '../../src/note.ts'

/** What 2.7 took away and no upgrade note names. */
export const notes: readonly Note[] = [
  {
    id: 'kumactl-install-gateway-removed',
    product: 'kuma',
    release: '2.7',
    title: '`kumactl install gateway kong` and `kong-enterprise` are gone',
    disposition: 'flag',
    standing: 'missing',
    differs: 'No note names the removal.',
    ifLeft: 'kumactl stops with `unknown command`.',
    evidence: ['kumahq/kuma ca9700765c (#9743)'],
  },
]
