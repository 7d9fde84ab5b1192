import { defineTransform, finding, set, setting, textOf, when } from '../../src/rules.ts'
import type { Change, Site } from '../../src/transform.ts'

const NO_DOT = 'the domain may not begin with a dot: 2.14 does not start with one'

export default defineTransform({
  title: '`dnsServer.domain` begins with no dot',
  since: ['2.14.0'],
  notes: ['dns-domain-leading-dot'],
  acceptedSince: '2.0',
  readUntil: '2.13',
  rules: [when(setting('dnsServer.domain'), check, { elsewhere: false })],
})

function check(site: Site): readonly Change[] {
  const domain = textOf(site.value)
  if (domain === undefined) return [finding(NO_DOT)]
  if (!domain.startsWith('.')) return []
  return /^\.[^.]/.test(domain) ? [set(domain.slice(1))] : [finding(NO_DOT)]
}
