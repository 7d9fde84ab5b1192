import { KINDS } from '../../src/facts/kinds.ts'
import { defineTransform, field, finding, flag, object, set, setting, value, when } from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'

/** Policies that nothing refers to by name, so that a new name breaks nothing; MeshHTTPRoute is none of them. */
const UNNAMED = new Set(
  [
    'MeshAccessLog MeshCircuitBreaker MeshFaultInjection MeshHealthCheck MeshLoadBalancingStrategy MeshMetric MeshPassthrough',
    'MeshProxyPatch MeshRateLimit MeshRetry MeshTCPRoute MeshTLS MeshTimeout MeshTrace MeshTrafficPermission CircuitBreaker',
    'FaultInjection HealthCheck ProxyTemplate RateLimit Retry Timeout TrafficLog TrafficPermission TrafficRoute TrafficTrace',
  ].flatMap((line) => line.split(' ')),
)
const LABELLED = ['Mesh', 'Zone', 'MeshService', 'MeshExternalService', 'MeshMultiZoneService']
const LONGEST = 253
const ZONE =
  'the name of a zone has to be an RFC 1035 label (lower case letters, digits and `-`, a letter first, 63 at most) one day; 2.10 warns, and 3.0 does not start with another'

export default defineTransform({
  title: 'Names of resources follow RFC 1123, some RFC 1035',
  since: ['2.10.0'],
  notes: ['resource-names-rfc1123-update', 'resource-names-rfc1035', 'universal-meshservice-invalid-service-tag'],
  acceptedSince: '2.0',
  readUntil: '2.9',
  questions: {
    rename: {
      description:
        'whether policies with a name that is refused get one that is not; the old object has to be deleted then',
      default: 'ask',
      values: ['ask', 'apply'],
    },
  },
  rules: [
    when(object(...KINDS), refused, { note: 'resource-names-rfc1123-update', elsewhere: false }),
    when(object(...LABELLED), deprecated, { note: 'resource-names-rfc1035', elsewhere: false }),
    ...[
      setting('multizone.zone.name'),
      value('controlPlane.zone'),
      flag('kumactl install control-plane', '--zone'),
    ].map((place) => when(place, zone, { note: 'resource-names-rfc1035', elsewhere: false })),
    when(field('Dataplane', 'networking.inbound[].tags["kuma.io/service"]'), service, {
      note: 'universal-meshservice-invalid-service-tag',
    }),
  ],
})

function nameOf(site: Site): string | undefined {
  const name = (site.form === 'kubernetes' ? site.get('//metadata.name') : site.get('//name'))?.value
  return typeof name === 'string' ? name : undefined
}

/** As `pkg/core/resources/apis/mesh/meta_validator.go` has it. */
function isSubdomain(name: string): boolean {
  if (name.length > LONGEST) return false
  return name.split('.').every((part) => /^[a-z0-9-]+$/.test(part) && !part.startsWith('-') && !part.endsWith('-'))
}

function isLabel(name: string): boolean {
  return /^[a-z][a-z0-9-]{0,62}$/.test(name) && !name.endsWith('-')
}

function refused(resource: Site, asked: Asked): readonly Change[] {
  const name = nameOf(resource)
  if (resource.form !== 'universal' || name === undefined || isSubdomain(name)) return []
  const kind = String(resource.get('//type')?.value)
  const better = repaired(name)
  if (better === undefined || asked.objects(kind).some((other) => nameOf(other) === better)) return [finding(REFUSED)]
  if (!UNNAMED.has(kind)) return [finding(`${REFUSED}; everything that names it has to change with it`, better)]
  if (asked.option('rename') === 'ask') return [finding(`${REFUSED}, ${ANSWER}`, better)]
  return [
    set(better, '//name'),
    finding(`under its new name it is another object: delete \`${name}\` once it is applied`),
  ]
}

const REFUSED =
  '2.10 refuses this name even for what is there already (RFC 1123: lower case letters, digits, `-` and `.`): give it another and delete the old object'
const ANSWER = 'or have it renamed with `--set 2.10/resource-names.rename=apply`'

/** The name with what is not allowed replaced; undefined where that gives no name. */
function repaired(name: string): string | undefined {
  const parts = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]/g, '-')
    .split('.')
  const better = parts.map((part) => trim(part)).join('.')
  return isSubdomain(better) ? better : undefined
}

function trim(part: string): string {
  let [start, end] = [0, part.length]
  while (part[start] === '-') start++
  while (end > start && part[end - 1] === '-') end--
  return part.slice(start, end)
}

function deprecated(resource: Site): readonly Change[] {
  const name = nameOf(resource)
  if (name === undefined || isLabel(name)) return []
  if (resource.form === 'universal' && !isSubdomain(name)) return []
  return [finding(resource.get('//kind')?.value === 'Zone' || resource.get('//type')?.value === 'Zone' ? ZONE : LATER)]
}

const LATER =
  'this name has to be an RFC 1035 label (lower case letters, digits and `-`, a letter first, 63 at most) one day; 2.10 warns'

function zone(site: Site): readonly Change[] {
  return typeof site.value === 'string' && site.value !== '' && !isLabel(site.value) ? [finding(ZONE)] : []
}

function service(tag: Site, asked: Asked): readonly Change[] {
  if (tag.form !== 'universal' || typeof tag.value !== 'string' || isLabel(tag.value)) return []
  const mesh = tag.get('//mesh')?.value ?? 'default'
  const own = asked.objects('Mesh').find((candidate) => nameOf(candidate) === mesh)
  const mode = own?.get('//meshServices.mode')?.value
  return own !== undefined && (mode === undefined || mode === 'Disabled') ? [] : [finding(NO_SERVICE)]
}

const NO_SERVICE =
  'from 2.10 on no MeshService is made from a service that is no RFC 1035 label; where `meshServices.mode` of the mesh is on, rename it or write the MeshService by hand'
