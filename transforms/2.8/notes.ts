import type { Note } from '../../src/note.ts'

export const notes: readonly Note[] = [
  {
    id: 'faultinjection-bandwidth-strict',
    product: 'kuma',
    release: '2.8',
    title: 'The `limit` of a MeshFaultInjection `responseBandwidth` is read strictly',
    disposition: 'flag',
    standing: 'incomplete',
    differs:
      'Plain `bps`, which 2.6 and 2.7 accepted, is refused as well. The older FaultInjection is not checked more strictly, but its limit is read with the same pattern when the configuration of Envoy is made.',
    ifLeft: 'The policy is refused.',
    evidence: [
      'kumahq/kuma release-2.7 and release-2.8: pkg/core/validators/common_validators.go (BandwidthRegex)',
      'kumahq/kuma release-2.8: pkg/xds/envoy/listeners/v3/util.go (ConvertBandwidthToKbps)',
    ],
  },
  {
    id: 'meshretry-maxconnectattempt-zero',
    product: 'kuma',
    release: '2.8',
    title: 'A MeshRetry with `tcp.maxConnectAttempt: 0` is refused',
    disposition: 'flag',
    standing: 'wrong',
    differs:
      'The path is `spec.to[].default.tcp.maxConnectAttempt`, not `spec.tcp.MaxConnectAttempt`; an empty `tcp` is refused too.',
    ifLeft: 'The policy is refused.',
    evidence: ['kumahq/kuma release-2.8: pkg/plugins/policies/meshretry/api/v1alpha1/validator.go (validateTCP)'],
  },
  {
    id: 'legacy-tokens-without-kid',
    product: 'kuma',
    release: '2.8',
    title: 'Tokens without `kid` in their header are refused',
    disposition: 'flag',
    standing: 'wrong',
    differs:
      'Kuma has written `kid` since 1.5: tokens from before 1.5 are concerned, not those from before 2.1. The warning quoted in the note is written when the header is missing, although it says "with".',
    ifLeft: 'Whoever holds such a token cannot authenticate any more.',
    evidence: [
      'kumahq/kuma release-2.7 and release-2.8: pkg/core/tokens/validator.go',
      'kumahq/kuma 8eb0143e75 (#10301)',
      'kumahq/kuma 8708885a8e, first released in 1.5.0',
    ],
  },
]
