import { defineTransform, finding, object, set, when } from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'
import { isClassOfKuma, isGatewayOfKuma } from '../gateway-api.ts'

const OLD = 'gateway.networking.k8s.io/v1beta1'
const NEW = 'gateway.networking.k8s.io/v1'

export default defineTransform({
  title: 'Kuma reads `v1` of the Gateway API',
  since: ['2.5.0'],
  notes: ['gateway-api-v1'],
  acceptedSince: '2.5',
  questions: {
    crds: {
      description:
        'the newest version of Gateway, GatewayClass and HTTPRoute that the CRDs in every cluster serve; with `v1` all such objects are rewritten, those of other controllers too',
      default: 'v1beta1',
      values: ['v1beta1', 'v1'],
    },
  },
  rules: [when(object('Gateway', 'GatewayClass', 'HTTPRoute'), toV1, { elsewhere: false, mentions: [OLD] })],
})

function toV1(site: Site, asked: Asked): readonly Change[] {
  if (site.get('//apiVersion')?.value !== OLD) return []
  if (asked.option('crds') === 'v1') return [set(NEW, '//apiVersion')]
  if (!isOfKuma(site, asked)) return []
  return [
    finding(
      '`v1beta1` will go: once every cluster has the CRDs of Gateway API 1.0, `--set 2.5/gateway-api-v1.crds=v1` rewrites it',
      `apiVersion: ${NEW}`,
    ),
  ]
}

/** As far as this file tells. */
function isOfKuma(site: Site, asked: Asked): boolean {
  if (isClassOfKuma(site) || isGatewayOfKuma(site, asked)) return true
  const parents = site.all('/parentRefs[].name').map((parent) => parent.value)
  return asked
    .objects('Gateway')
    .some((gateway) => isGatewayOfKuma(gateway, asked) && parents.includes(gateway.get('//metadata.name')?.value))
}
