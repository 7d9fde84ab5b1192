import type { Note } from '../../src/note.ts'

/** What 2.8 took away and no upgrade note names. */
export const notes: readonly Note[] = [
  {
    id: 'postgres-driver-pq-removed',
    product: 'kuma',
    release: '2.8',
    title: 'The Postgres driver `postgres` (lib/pq) and its reconnect intervals are gone',
    disposition: 'rewrite',
    standing: 'missing',
    differs:
      'The notes of 2.6 deprecate the driver; those of 2.8 do not say that it is gone, nor that `minReconnectInterval` and `maxReconnectInterval` went with it.',
    ifLeft:
      'The control plane does not start (`unknown driver name postgres`); the reconnect intervals are ignored without a word.',
    evidence: [
      'kumahq/kuma 6cb2a243dc (#9983)',
      'kumahq/kuma release-2.8: pkg/plugins/resources/postgres/plugin.go, pkg/config/plugins/resources/postgres/config.go',
    ],
  },
  {
    id: 'dns-coredns-empty-port-removed',
    product: 'kuma',
    release: '2.8',
    title: '`kuma-dp run --dns-coredns-empty-port` and `KUMA_DNS_CORE_DNS_EMPTY_PORT` are gone',
    disposition: 'rewrite',
    standing: 'missing',
    differs:
      'No note names them. A Corefile template of one’s own that asks for `.CoreDNSEmptyPort` cannot be filled in any more either.',
    ifLeft:
      'kuma-dp stops with `unknown flag`; the variable is ignored; with such a template the DNS server does not start.',
    evidence: [
      'kumahq/kuma a3e04e9b88 (#10338)',
      'kumahq/kuma release-2.8: app/kuma-dp/cmd/run.go, app/kuma-dp/pkg/dataplane/dnsserver/dnsserver.go (generateCoreFile)',
    ],
  },
  {
    id: 'meshservice-port-protocol-renamed',
    product: 'kuma',
    release: '2.8',
    title: '`spec.ports[].protocol` of a MeshService became `appProtocol`',
    disposition: 'rewrite',
    standing: 'missing',
    differs: 'No note names the renaming; MeshService was an experiment in 2.7.',
    ifLeft: 'The old name is dropped without a word and the port is taken for `tcp`.',
    evidence: [
      'kumahq/kuma dc85a722db (#10539)',
      'kumahq/kuma release-2.8: pkg/core/resources/apis/meshservice/api/v1alpha1/meshservice.go',
    ],
  },
]
