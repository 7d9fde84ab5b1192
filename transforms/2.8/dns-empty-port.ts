import { defineTransform, finding, flag, on, remove, setting, text } from '../../src/rules.ts'

export default defineTransform({
  title: "kuma-dp's `--dns-coredns-empty-port` is gone",
  since: ['2.8.0'],
  notes: ['dns-coredns-empty-port-removed'],
  readUntil: '2.7',
  rules: [
    on(flag('kuma-dp run', '--dns-coredns-empty-port'), remove()),
    on(setting('dns.coreDnsEmptyPort', 'KUMA_DNS_CORE_DNS_EMPTY_PORT'), remove()),
    on(
      text(/\.CoreDNSEmptyPort\b/g),
      finding('kuma-dp 2.8 does not know this value and stops at the template: take the server that uses it out'),
    ),
  ],
})
