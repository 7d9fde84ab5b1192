import { dataPlane, defineTransform, field, finding, put, textOf, when } from '../../src/rules.ts'
import type { Asked, Change, Rule, Site } from '../../src/transform.ts'
import { KEEP, keepOfSidecars } from '../control-planes.ts'

const VARIABLE = 'KUMA_DATAPLANE_RUNTIME_STRICT_INBOUND_PORTS_ENABLED'

const DROPPED =
  'in meshes with strict mTLS a transparent proxy drops what comes in on ports that its Dataplane does not have: declare every port, or keep the old behaviour with the variable (`--set 2.13/strict-inbound-ports.keep=true` writes it)'
const UNDECLARED =
  'no Service here has this port, so a sidecar of 2.13 drops what comes in on it where mTLS is strict: give it to a Service'

export default defineTransform({
  title: 'Transparent proxies drop inbound traffic on ports that are not declared',
  since: ['2.13.0'],
  notes: ['strict-inbound-ports-default-on'],
  acceptedSince: '2.13',
  questions: { keep: KEEP },
  rules: [
    keepOfSidecars(VARIABLE, 'false', DROPPED),
    when(dataPlane(), keepProxy, { elsewhere: DROPPED }),
    undeclared(['Pod'], '', '//'),
    undeclared(['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'], 'template.spec.', '/template.'),
  ],
})

/** Zone proxies are not transparent. */
function keepProxy(site: Site, asked: Asked): readonly Change[] {
  const type = textOf((site.get('KUMA_DATAPLANE_PROXY_TYPE') ?? site.get('--proxy-type'))?.value)
  if (site.get(VARIABLE) !== undefined || type === 'ingress' || type === 'egress') return []
  return [asked.option('keep') === 'true' ? put(VARIABLE, 'false') : finding(DROPPED, `${VARIABLE}=false`)]
}

/** @param metadata what leads to the pod's metadata. */
function undeclared(kinds: readonly string[], pod: string, metadata: string): Rule {
  return when(
    field(kinds, `${pod}containers[].ports[]`),
    (port, asked) => {
      const labels = port.get(`${metadata}metadata.labels`)?.value
      if (!isInjected(port, metadata) || !isMap(labels)) return []
      const services = asked.objects('Service').filter((service) => selects(service, labels))
      return services.length > 0 && !services.some((service) => exposes(service, port)) ? finding(UNDECLARED) : []
    },
    { elsewhere: false },
  )
}

function isInjected(port: Site, metadata: string): boolean {
  const injection = port.get(`${metadata}metadata.labels["kuma.io/sidecar-injection"]`)?.value
  return ['enabled', 'true', 'yes'].includes(String(injection))
}

function isMap(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function selects(service: Site, labels: { readonly [key: string]: unknown }): boolean {
  const selector = service.get('/selector')?.value
  return isMap(selector) && Object.entries(selector).every(([key, value]) => labels[key] === value)
}

/** By its number or its name; what a Service says nothing of is the port it has itself. */
function exposes(service: Site, port: Site): boolean {
  const [number, name] = [port.get('containerPort')?.value, port.get('name')?.value]
  return service.all('/ports[]').some((entry) => {
    const target = (entry.get('targetPort') ?? entry.get('port'))?.value
    return target === undefined || target === number || (name !== undefined && target === name)
  })
}
