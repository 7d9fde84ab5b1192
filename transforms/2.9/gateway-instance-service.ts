import { copy, defineTransform, field, finding, put, remove, set, when } from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'
import type { Data } from '../../src/tree.ts'

const SERVICE = 'kuma.io/service'

/** Kinds that may name a gateway by its service. */
const POLICIES = [
  ...[
    'MeshAccessLog',
    'MeshCircuitBreaker',
    'MeshFaultInjection',
    'MeshGatewayRoute',
    'MeshHealthCheck',
    'MeshHTTPRoute',
  ],
  ...['MeshLoadBalancingStrategy', 'MeshMetric', 'MeshPassthrough', 'MeshProxyPatch', 'MeshRateLimit', 'MeshRetry'],
  ...['MeshTCPRoute', 'MeshTimeout', 'MeshTrace', 'MeshTrafficPermission', 'CircuitBreaker', 'FaultInjection'],
  ...['HealthCheck', 'ProxyTemplate', 'RateLimit', 'Retry', 'Timeout', 'TrafficLog', 'TrafficPermission'],
  ...['TrafficRoute', 'TrafficTrace', 'VirtualOutbound'],
]

export default defineTransform({
  title: 'A MeshGatewayInstance may not name its service: Kuma does, by name and namespace',
  since: ['2.9.0'],
  notes: ['meshgatewayinstance-service-tag-forbidden'],
  acceptedSince: '2.7',
  readUntil: '2.8',
  questions: {
    namespace: { description: 'the namespace of instances whose file does not say it', default: '' },
    gateways: {
      description:
        'what becomes of the MeshGateway that selects the instance: it selects the new service, or a copy of it does; `elsewhere`: that is done already',
      default: 'replace',
      values: ['replace', 'copy', 'elsewhere'],
    },
  },
  rules: [
    when(field('MeshGateway', `selectors[].match["${SERVICE}"]`), selectGenerated, { elsewhere: false }),
    when(field('MeshGatewayInstance', `tags["${SERVICE}"]`), dropTag, { elsewhere: false }),
  ],
})

/** `<name>_<namespace>_svc`; undefined: one of the two is not there or cannot be read. */
function generated(instance: Site, asked: Asked): string | undefined {
  const name = instance.get('//metadata.name')?.value
  const stated = instance.get('//metadata.namespace')
  const namespace = stated === undefined ? asked.option('namespace') : stated.value
  if (typeof name !== 'string' || typeof namespace !== 'string' || namespace === '') return undefined
  return `${name}_${namespace}_svc`
}

/** Done before the instances lose their tags, which tell what to write. */
function selectGenerated(selector: Site, asked: Asked): readonly Change[] {
  const instances = asked.objects('MeshGatewayInstance').filter((instance) => serviceOf(instance) === selector.value)
  const services = instances.map((instance) => generated(instance, asked))
  const [first, second, third] = [...new Set(services)].filter((service) => service !== selector.value)
  const strategy = asked.option('gateways')
  if (first === undefined || services.includes(undefined) || strategy === 'elsewhere') return []
  if (third !== undefined) return [finding(MANY)]
  const match = selector.get('^')?.value
  const more =
    second !== undefined && isMap(match) ? [put(undefined, { match: { ...match, [SERVICE]: second } }, '^^^')] : []
  if (strategy === 'replace') return [set(first), ...more]
  const name = selector.get('//metadata.name') ?? selector.get('//name')
  if (servicesOf(asked).includes(first)) return []
  if (typeof name?.value !== 'string') return [finding(NAMELESS)]
  return [copy(set(`${name.value}-by-instance`, `//${name.path}`), set(first), ...more)]
}

const MANY =
  'more than two instances stand behind this service: write a selector for each of their names and namespaces'
const NAMELESS = 'the name of this MeshGateway cannot be read here; write the copy by hand'

function dropTag(tag: Site, asked: Asked): readonly Change[] {
  const service = generated(tag, asked)
  if (typeof tag.value !== 'string' || service === undefined) return [finding(UNKNOWN)]
  if (service === tag.value) return [remove()]
  const selected = servicesOf(asked)
  if (!selected.includes(service) && asked.option('gateways') !== 'elsewhere')
    return [finding(`from 2.9 on this instance is \`${service}\`: ${UNSELECTED}`)]
  const named = namesOf(asked, tag.value)
  const where = named.length === 0 ? '' : ` (here: ${named.join(', ')})`
  return [remove(), finding(`what names \`${tag.value}\` has to name \`${service}\`${where}`)]
}

const UNKNOWN =
  'this tag is refused from 2.9 on, and the service that takes its place, `<name>_<namespace>_svc`, cannot be told: say the namespace with `--set 2.9/gateway-instance-service.namespace=`'
const UNSELECTED =
  'select that in the MeshGateway and take the tag out, with `--set 2.9/gateway-instance-service.gateways=elsewhere` if it is selected already'

function serviceOf(instance: Site): Data | undefined {
  return instance.get(`/tags["${SERVICE}"]`)?.value
}

function servicesOf(asked: Asked): readonly (Data | undefined)[] {
  const gateways = asked.objects('MeshGateway')
  return gateways.flatMap((gateway) => gateway.all(`/selectors[].match["${SERVICE}"]`).map((service) => service.value))
}

/** Policies of the same file that hold the service's name anywhere. */
function namesOf(asked: Asked, service: string): readonly string[] {
  const holders = asked
    .objects(...POLICIES)
    .filter((policy) => JSON.stringify(policy.value ?? null).includes(`"${service}"`))
  return holders.map((policy) => {
    const kind = policy.get('//kind') ?? policy.get('//type')
    const name = policy.get('//metadata.name') ?? policy.get('//name')
    return `${String(kind?.value)} ${String(name?.value)}`
  })
}

function isMap(data: Data | undefined): data is { readonly [key: string]: Data } {
  return typeof data === 'object' && data !== null && !Array.isArray(data)
}
