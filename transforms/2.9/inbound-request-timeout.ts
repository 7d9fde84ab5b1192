import { defineTransform, finding, object, when } from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'

export default defineTransform({
  title: 'Inbound HTTP requests end after 15 seconds where no MeshTimeout says otherwise',
  since: ['2.9.0'],
  notes: ['meshtimeout-inbound-default-15s'],
  rules: [when(object('MeshTimeout'), judge, { elsewhere: false })],
})

/**
 * Kuma 2.9 gives its defaults to the inbound side of every proxy that some MeshTimeout selects (`applyToInbounds`); one that no
 * MeshTimeout selects keeps what it had, and an item of `from` without the field had 15 seconds before.
 */
function judge(policy: Site, asked: Asked): readonly Change[] {
  if (policy.get('/targetRef.kind')?.value === 'MeshGateway' || policy.get('/to') === undefined) return []
  return asked.objects('MeshTimeout').some(isInbound) ? [] : [finding(UNBOUNDED)]
}

function isInbound(policy: Site): boolean {
  return policy.get('/from') !== undefined || policy.get('/rules') !== undefined
}

const UNBOUNDED =
  'from 2.9 on HTTP requests to the proxies it selects end after 15s, unless another MeshTimeout sets `from[].default.http.requestTimeout` for them, as the one does that Kuma creates with a mesh (0s, no limit)'
