import { defineTransform, finding, remove, setting, textOf, when } from '../../src/rules.ts'

export default defineTransform({
  title: '`defaults.enableLocalhostInboundClusters` is gone',
  since: ['2.2.0'],
  notes: ['localhost-inbound-clusters-removed'],
  readUntil: '2.1',
  rules: [
    when(
      setting('defaults.enableLocalhostInboundClusters'),
      ({ value }) =>
        ['false', 'f', '0', ''].includes(textOf(value)?.toLowerCase() ?? 'unknown') ? remove() : finding(UNREACHABLE),
      {
        elsewhere:
          '`KUMA_DEFAULTS_ENABLE_LOCALHOST_INBOUND_CLUSTERS` is gone: applications that listen on localhost only are not reached any more',
      },
    ),
  ],
})

const UNREACHABLE =
  'from 2.2 on applications that listen on localhost only are not reached through the transparent proxy: let them listen on 0.0.0.0, or on Universal give their address in `networking.inbound[].serviceAddress` of the Dataplane; then take this out'
