import { KINDS } from '../facts/kinds.ts'

/** Kinds of others whose objects Kuma looks at. */
const OTHERS = [
  'ClusterRole',
  'ClusterRoleBinding',
  'ConfigMap',
  'CronJob',
  'DaemonSet',
  'Deployment',
  'DeploymentConfig',
  'Gateway',
  'GatewayClass',
  'HTTPRoute',
  'Job',
  'Namespace',
  'Pod',
  'ReplicaSet',
  'Role',
  'RoleBinding',
  'Rollout',
  'Service',
  'ServiceAccount',
  'StatefulSet',
]

/** Short names: those of Kuma's definitions from 2.10 on, and Kubernetes' own. */
const SHORT: { readonly [name: string]: string } = {
  cj: 'CronJob',
  cm: 'ConfigMap',
  dc: 'DeploymentConfig',
  deploy: 'Deployment',
  dp: 'Dataplane',
  ds: 'DaemonSet',
  extsvc: 'MeshExternalService',
  gc: 'GatewayClass',
  gtw: 'Gateway',
  hg: 'HostnameGenerator',
  m: 'Mesh',
  mal: 'MeshAccessLog',
  mcb: 'MeshCircuitBreaker',
  mfi: 'MeshFaultInjection',
  mgw: 'MeshGateway',
  mhc: 'MeshHealthCheck',
  mhttpr: 'MeshHTTPRoute',
  mid: 'MeshIdentity',
  mlbs: 'MeshLoadBalancingStrategy',
  mm: 'MeshMetric',
  motb: 'MeshOpenTelemetryBackend',
  mp: 'MeshPassthrough',
  mpp: 'MeshProxyPatch',
  mr: 'MeshRetry',
  mrl: 'MeshRateLimit',
  msvc: 'MeshService',
  mt: 'MeshTimeout',
  mtcpr: 'MeshTCPRoute',
  mtls: 'MeshTLS',
  mtp: 'MeshTrafficPermission',
  mtr: 'MeshTrace',
  mtrust: 'MeshTrust',
  mza: 'MeshZoneAddress',
  mzsvc: 'MeshMultiZoneService',
  ns: 'Namespace',
  po: 'Pod',
  rs: 'ReplicaSet',
  sa: 'ServiceAccount',
  sts: 'StatefulSet',
  svc: 'Service',
  wl: 'Workload',
  z: 'Zone',
  ze: 'ZoneEgress',
  zi: 'ZoneIngress',
}

const BY_WORD = new Map([
  ...[...KINDS, ...OTHERS].flatMap((kind) => {
    const singular = kind.toLowerCase()
    return [[singular, kind] as const, [pluralOf(singular), kind] as const]
  }),
  ...Object.entries(SHORT),
])

function pluralOf(singular: string): string {
  if (/[^aeiou]y$/.test(singular)) return `${singular.slice(0, -1)}ies`
  return /(?:s|x|sh|ch)$/.test(singular) ? `${singular}es` : `${singular}s`
}

/** The kind that kubectl is told: `pod`, `deployments.apps`, `mtp/all`; undefined: none we know, or another product's. */
export function kindOfWord(word: string): string | undefined {
  const [resource = ''] = word.toLowerCase().split('/')
  const [name = '', ...group] = resource.split('.')
  const kind = BY_WORD.get(name)
  const isForeign = group.length > 0 && !group.join('.').endsWith('kuma.io')
  return kind !== undefined && KINDS.has(kind) && kind !== 'Secret' && isForeign ? undefined : kind
}
