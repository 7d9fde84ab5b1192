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
]
