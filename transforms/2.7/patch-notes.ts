import type { Note } from '../../src/note.ts'

/** What patches of 2.7 changed, and of later lines with it. */
export const notes: readonly Note[] = [
  {
    id: 'tls-verify-required-patch',
    product: 'kuma',
    release: '2.7.26',
    title: '`kuma-dp` and `kumactl` verify the certificate of the control plane',
    disposition: 'rewrite-with-input',
    standing: 'accurate',
    ifLeft: 'Where the certificate is self-signed or of a private CA, proxies cannot connect and kumactl fails.',
    evidence: [
      'kumahq/kuma UPGRADE.md, section 2.13.7, 2.12.11, 2.11.14, 2.9.16, 2.7.26',
      'kumahq/kuma v2.7.26: app/kuma-dp/cmd/run.go, pkg/config/app/kuma-dp/config.go, pkg/util/http/tls.go',
    ],
  },
  {
    id: 'containers-drop-capabilities-patch',
    product: 'kuma',
    release: '2.7.30',
    title: 'Containers of the chart drop all capabilities',
    disposition: 'flag',
    standing: 'missing',
    differs: 'The note stands in the release branches only, for 2.7.30, 2.9.20, 2.11.19, 2.12.15, 2.13.11 and 2.14.4.',
    ifLeft: 'A container whose security context was set in part loses its capabilities.',
    evidence: [
      'kumahq/kuma 3b5184a031 (#18133), 091bb038a0 (#18132), 922c78b6df (#18131), 5dbacdb05d (#18130), 442d3a7e30 (#18129), 506dada053 (#18128)',
      'kumahq/kuma release-2.7: UPGRADE.md, section 2.7.30',
    ],
  },
  {
    id: 'dp-server-graceful-shutdown-patch',
    product: 'kuma',
    release: '2.7',
    title: 'The shutdown of the dp-server ends after 10 seconds',
    disposition: 'rewrite-with-input',
    standing: 'missing',
    differs:
      'For 2.7, 2.9, 2.11 and 2.12 the note stands in the release branches only. The limit came with 2.7.26, 2.9.16, 2.11.14, 2.12.11, 2.13.6 and 2.14.0.',
    ifLeft: 'Streams of proxies are cut after 10 seconds, however long the pod is given to end.',
    evidence: [
      'kumahq/kuma 7fc297ec6b (#16569), ca6cf666fd (#16568), 4191a55048 (#16566), 21c1b6ff7b (#16567), 27e0920cf1 (#16565), 87abeb96b1 (#16541)',
    ],
  },
  {
    id: 'km-zone-token-scope-check-patch',
    product: 'kong-mesh',
    release: '2.7.26',
    title: 'The scope of a zone token is checked strictly',
    disposition: 'advise',
    standing: 'missing',
    differs: 'The changelogs of 2.7.26, 2.9.16, 2.11.14, 2.12.11 and 2.13.7 mention a fix; no upgrade note does.',
    ifLeft: 'Whoever shows a token of another scope is refused.',
    advice:
      'Issue tokens anew whose scope does not fit: `cp` for the control plane of a zone, `ingress` and `egress` for its proxies. The scope is in the claims of the token.',
    evidence: ['Kong Mesh changelogs of 2.7.26, 2.9.16, 2.11.14, 2.12.11 and 2.13.7: #9746 and its backports'],
  },
  {
    id: 'go-module-v2-lts',
    product: 'kuma',
    release: '2.7',
    title: "Kuma's Go module is `github.com/kumahq/kuma/v2`",
    disposition: 'flag',
    standing: 'missing',
    differs:
      'No note says so for older lines. It holds from 2.7.20, 2.10.9, 2.11.8 and 2.12.4 on; 2.8 and 2.9 keep the old path.',
    ifLeft: '`go build` fails.',
    evidence: ['kumahq/kuma ee52d14a39 (#15032), 6ec217039b, f14da3766b, f4f675a60c (#14968)'],
  },
]
