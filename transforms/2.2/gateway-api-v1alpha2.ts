import { defineTransform, finding, object, when } from '../../src/rules.ts'
import type { Flag, Site } from '../../src/transform.ts'

const OLD = 'gateway.networking.k8s.io/v1alpha2'
const NEW = 'apiVersion: gateway.networking.k8s.io/v1beta1'

export default defineTransform({
  title: 'Kuma reads `v1beta1` of the Gateway API',
  since: ['2.2.0'],
  notes: ['gateway-api-060'],
  acceptedSince: '2.1',
  readUntil: '2.1',
  rules: [
    when(object('Gateway', 'GatewayClass', 'HTTPRoute', 'ReferenceGrant', 'ReferencePolicy'), outdated, {
      elsewhere: false,
      mentions: ['kuma', 'kong-mesh'],
    }),
  ],
})

function outdated(site: Site): Flag | undefined {
  if (site.get('//apiVersion')?.value !== OLD) return undefined
  const controller = site.get('/controllerName')?.value
  if (controller !== undefined && controller !== 'gateways.kuma.io/controller') return undefined
  return site.get('//kind')?.value === 'ReferencePolicy'
    ? finding('Gateway API 0.6 has no ReferencePolicy any more: make it a ReferenceGrant, if Kuma serves it', NEW)
    : finding('Kuma 2.2 knows Gateway API 0.6: if it serves this, write `v1beta1` once the CRDs are installed', NEW)
}
