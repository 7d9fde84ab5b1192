import type { Note } from '../../src/note.ts'

/** What 2.6 took away and no upgrade note names. */
export const notes: readonly Note[] = [
  {
    id: 'kds-hash-suffix-setting-removed',
    product: 'kuma',
    release: '2.6',
    title: '`KUMA_EXPERIMENTAL_KDS_SYNC_NAME_WITH_HASH_SUFFIX` is gone: names always have the hash',
    disposition: 'rewrite',
    standing: 'missing',
    differs: 'No note names the setting, nor that the names of synchronized resources change where it was off.',
    ifLeft: 'It is ignored without a word.',
    evidence: ['kumahq/kuma 87a55c993d (#8461)', 'kumahq/kuma release-2.5: pkg/config/app/kuma-cp/config.go'],
  },
]
