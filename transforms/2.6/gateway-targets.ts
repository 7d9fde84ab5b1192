import { defineTransform, field, finding, rename, set, when } from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'
import { kindOf, meshOf, nameOf, stringOf } from '../resources.ts'

const TARGET_NOTE = 'policy-targetref-meshgateway'
const FROM_NOTE = 'gateway-policies-to-instead-of-from'

/** Policies that 2.6 lets target a MeshGateway. */
const POLICIES = [
  'MeshAccessLog',
  'MeshCircuitBreaker',
  'MeshFaultInjection',
  'MeshHTTPRoute',
  'MeshHealthCheck',
  'MeshLoadBalancingStrategy',
  'MeshMetric',
  'MeshProxyPatch',
  'MeshRateLimit',
  'MeshRetry',
  'MeshTCPRoute',
  'MeshTimeout',
  'MeshTrace',
]

/** Of these, the ones that then take `to` instead of `from`. */
const INBOUND = ['MeshFaultInjection', 'MeshRateLimit']
/** The ones whose `to` then holds `Mesh` and nothing else. */
const WHOLE_MESH = [...INBOUND, 'MeshHTTPRoute', 'MeshRetry', 'MeshTCPRoute', 'MeshTimeout']
/** The ones that then take no tags of listeners. */
const WHOLE_GATEWAY = ['MeshProxyPatch', 'MeshTrace']

export default defineTransform({
  title: 'Policies target builtin gateways with `kind: MeshGateway`',
  since: ['2.6.0'],
  notes: [TARGET_NOTE, FROM_NOTE],
  acceptedSince: '2.6',
  questions: {
    gateways: {
      description:
        'services of builtin gateways and the MeshGateways that select them, separated by commas: `edge_demo_svc=edge,internal=internal-gateway`',
      default: '',
    },
  },
  rules: [
    when(field(POLICIES, 'targetRef'), retarget, { note: TARGET_NOTE, elsewhere: false }),
    when(field(INBOUND, 'from'), useTo, { note: FROM_NOTE, elsewhere: false }),
  ],
})

function retarget(site: Site, asked: Asked): readonly Change[] {
  const service = stringOf(site.get('name'))
  const kind = stringOf(site.get('kind'))
  if (service === undefined || (kind !== 'MeshService' && kind !== 'MeshServiceSubset')) return []
  const gateway = answerFor(service, asked) ?? gatewayOf(service, site, asked)
  if (gateway === undefined) return []
  const because = `\`${service}\` is a builtin gateway: target its MeshGateway with \`kind: MeshGateway\``
  if (gateway === '') return [finding(because)]
  const obstacle = obstacleOf(site)
  if (obstacle !== undefined) return [finding(`${because}; ${obstacle}`)]
  const inbound = INBOUND.includes(kindOf(site) ?? '') && site.get('^from') !== undefined
  return [
    set('MeshGateway', 'kind'),
    ...(gateway === service ? [] : [set(gateway, 'name')]),
    ...(inbound ? [rename('to', '^from')] : []),
  ]
}

function answerFor(service: string, asked: Asked): string | undefined {
  const pair = asked
    .option('gateways')
    .split(',')
    .find((each) => each.startsWith(`${service}=`))
  return pair?.slice(service.length + 1)
}

/** The MeshGateway that selects a service; empty: the service is a gateway's, and which cannot be told from this file. */
function gatewayOf(service: string, site: Site, asked: Asked): string | undefined {
  const mesh = meshOf(site)
  const selecting = asked
    .objects('MeshGateway')
    .filter((gateway) => meshOf(gateway) === mesh && selects(gateway, service))
  const [first] = selecting
  if (first !== undefined) {
    const sure = mesh !== undefined && selecting.length === 1 && selectsAll(first, service)
    return (sure ? nameOf(first) : undefined) ?? ''
  }
  return asked.objects('MeshGatewayInstance', 'Dataplane').some((proxy) => isGateway(proxy, service)) ? '' : undefined
}

function selects(gateway: Site, service: string): boolean {
  return gateway.all('/selectors[].match["kuma.io/service"]').some((tag) => tag.value === service)
}

/** It selects every proxy of the service: by no other tag. */
function selectsAll(gateway: Site, service: string): boolean {
  const whole = JSON.stringify({ 'kuma.io/service': service })
  return gateway.all('/selectors[].match').some((match) => JSON.stringify(match.value) === whole)
}

function isGateway(proxy: Site, service: string): boolean {
  if (kindOf(proxy) === 'MeshGatewayInstance') return stringOf(proxy.get('/tags["kuma.io/service"]')) === service
  const gateway = proxy.get('/networking.gateway')
  return stringOf(gateway?.get('type')) === 'BUILTIN' && stringOf(gateway?.get('tags["kuma.io/service"]')) === service
}

/** Why Kuma would refuse the policy with a MeshGateway as its target. */
function obstacleOf(site: Site): string | undefined {
  const policy = kindOf(site) ?? ''
  const [from, to] = [site.get('^from'), site.get('^to')]
  if (WHOLE_GATEWAY.includes(policy) && site.get('tags') !== undefined) return 'it may have no `tags` then'
  if (WHOLE_MESH.includes(policy) && !onlyMesh(site, '^to[].targetRef.kind')) {
    return 'its `to[].targetRef` can only be `kind: Mesh` then'
  }
  // What the step to 2.10 makes of `from`.
  if (site.get('^rules') !== undefined) return 'it may have no `rules` then'
  if (policy === 'MeshTimeout' && from !== undefined) return 'it may have no `from` then'
  if (!INBOUND.includes(policy) || from === undefined) return undefined
  if (to !== undefined) return 'it may have no `from` then'
  return onlyMesh(site, '^from[].targetRef.kind')
    ? undefined
    : 'its `from` becomes `to`, which can only be `kind: Mesh`'
}

function onlyMesh(site: Site, path: string): boolean {
  return site.all(path).every((kind) => kind.value === 'Mesh')
}

/** A policy that targets a MeshGateway already. */
function useTo(site: Site): readonly Change[] {
  if (stringOf(site.get('^targetRef.kind')) !== 'MeshGateway') return []
  if (site.get('^to') !== undefined) return [finding('with a MeshGateway as the target `from` is refused: remove it')]
  if (onlyMesh(site, '^from[].targetRef.kind')) return [rename('to')]
  return [
    finding('with a MeshGateway as the target `from` becomes `to`, which can only be `kind: Mesh`: change it by hand'),
  ]
}
