import { defineTransform, field, finding, remove, rename, set, when } from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'
import type { Data } from '../../src/tree.ts'

/** The policies whose check accepts `kind: Dataplane` in 2.10; MeshHTTPRoute does not. */
const KINDS = [
  'MeshAccessLog',
  'MeshCircuitBreaker',
  'MeshFaultInjection',
  'MeshHealthCheck',
  'MeshLoadBalancingStrategy',
  'MeshMetric',
  'MeshPassthrough',
  'MeshProxyPatch',
  'MeshRateLimit',
  'MeshRetry',
  'MeshTCPRoute',
  'MeshTLS',
  'MeshTimeout',
  'MeshTrace',
  'MeshTrafficPermission',
]

export default defineTransform({
  title: 'A top-level `targetRef` of kind `MeshSubset` became `Dataplane`',
  since: ['2.10.0'],
  notes: ['meshsubset-to-dataplane'],
  acceptedSince: '2.10',
  readUntil: '2.14',
  questions: {
    labels: {
      description:
        'keys of tags that the data plane proxies carry as labels too, separated by commas; pod labels, the zone and the namespace need not be named on Kubernetes',
      default: '',
    },
    gateways: {
      description:
        'whether policies that do not say `proxyTypes: [Sidecar]` may leave gateways out, as `Dataplane` does',
      default: 'ask',
      values: ['ask', 'leave-out'],
    },
  },
  rules: [
    when(field(KINDS, 'targetRef'), convert, {
      elsewhere: '`kind: MeshSubset` with `tags` became `kind: Dataplane` with `labels`; change it by hand',
    }),
  ],
})

function convert(reference: Site, asked: Asked): readonly Change[] {
  if (reference.get('kind')?.value !== 'MeshSubset') return []
  const strange = isMap(reference.value) ? Object.keys(reference.value).filter((key) => !KEYS.includes(key)) : []
  if (strange.length > 0) return [finding(`Kuma does not read \`${strange.join('`, `')}\` here: ${BY_HAND}`)]
  const tags = reference.get('tags')
  if (tags === undefined) return [set('Mesh', 'kind')]
  if (!isMap(tags.value)) return [finding(tags.value === undefined ? UNREADABLE : ODD)]
  const entries = Object.entries(tags.value)
  if (entries.length === 0) return [set('Mesh', 'kind'), remove('tags')]
  const known = asked.option('labels').split(',')
  const foreign = entries.filter(([key, tag]) => tag === '*' || !isLabel(key, reference, known)).map(([key]) => key)
  if (foreign.length > 0) return [finding(noLabel(foreign))]
  const suggestion = `targetRef: ${JSON.stringify({ kind: 'Dataplane', labels: tags.value })}`
  const types = reference.get('proxyTypes')
  if (JSON.stringify(types?.value) === '["Gateway"]') return [finding(ONLY_GATEWAYS)]
  if (types !== undefined && !isOnlySidecar(types)) return [finding(MEANT, suggestion)]
  if (types === undefined && asked.option('gateways') === 'ask') return [finding(GATEWAYS, suggestion)]
  const converted = [set('Dataplane', 'kind'), rename('labels', 'tags')]
  return types === undefined ? converted : [...converted, remove('proxyTypes')]
}

const KEYS = ['kind', 'tags', 'proxyTypes', 'labels']
const BY_HAND = 'select the proxies by their labels with `kind: Dataplane` by hand'
const UNREADABLE = `the tags cannot be read here; ${BY_HAND}`
const ODD = `\`tags\` is no map; ${BY_HAND}`
const GATEWAYS =
  '`kind: Dataplane` selects no gateway, and this policy may be meant for some: write one for gateways beside it, or leave them out with `--set 2.10/mesh-subset.gateways=leave-out`'

const MEANT =
  '`kind: Dataplane` selects no gateway, and this policy is meant for some: write one for gateways beside it'
const ONLY_GATEWAYS =
  'this policy is for gateways only, of which `kind: Dataplane` selects none: target their MeshGateway, or leave it as it is, which is read up to 2.14'

function noLabel(keys: readonly string[]): string {
  const named = keys.map((key) => `\`${key}\``).join(', ')
  return `no label is known to say what ${named} says; select the proxies by labels they have with \`kind: Dataplane\`, or name the key with \`--set 2.10/mesh-subset.labels=…\``
}

function isMap(value: Data | undefined): value is { readonly [key: string]: Data } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A pod's labels are its Dataplane's; labels of its node are, too, but not before 2.14. */
function isLabel(key: string, reference: Site, known: readonly string[]): boolean {
  if (key === 'kuma.io/zone' || key === 'k8s.kuma.io/namespace' || known.includes(key)) return true
  const ofNode = key.startsWith('topology.kubernetes.io/') || key === 'kubernetes.io/hostname'
  return reference.form === 'kubernetes' && !key.includes('kuma.io/') && !ofNode
}

function isOnlySidecar(types: Site | undefined): boolean {
  return JSON.stringify(types?.value) === '["Sidecar"]'
}
