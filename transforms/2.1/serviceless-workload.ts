import { defineTransform, field, finding, object, when } from '../../src/rules.ts'
import type { Asked, Flag, Rule, Site } from '../../src/transform.ts'
import type { Data } from '../../src/tree.ts'

const LEGACY = [
  'CircuitBreaker',
  'FaultInjection',
  'HealthCheck',
  'ProxyTemplate',
  'RateLimit',
  'Retry',
  'Timeout',
  'TrafficLog',
  'TrafficPermission',
  'TrafficRoute',
  'TrafficTrace',
]
const TARGETED = ['MeshAccessLog', 'MeshTrace', 'MeshTrafficPermission']

export default defineTransform({
  title: 'workloads without a Service are named after their owner',
  since: ['2.1.0'],
  notes: ['serviceless-dataplane-naming'],
  readUntil: '2.0',
  rules: [
    when(object('StatefulSet', 'DaemonSet', 'Job', 'ReplicaSet', 'Pod'), workload, { elsewhere: false }),
    ...['sources', 'destinations', 'selectors'].map((list) =>
      named(field(LEGACY, `${list}[].match["kuma.io/service"]`)),
    ),
    ...['targetRef', 'to[].targetRef', 'from[].targetRef'].flatMap((target) => [
      named(field(TARGETED, `${target}.name`)),
      named(field(TARGETED, `${target}.tags["kuma.io/service"]`)),
    ]),
  ],
})

/** Kuma 2.0 takes the last two parts off a Pod's name where it has more than two (`nameFromPod`). */
function workload(site: Site, asked: Asked): Flag | undefined {
  const kind = site.get('//kind')?.value
  const name = site.get('//metadata.name')?.value
  const metadata = kind === 'Pod' ? '//metadata' : '//spec.template.metadata'
  const labels = site.get(`${metadata}.labels`)?.value
  const injected = [labels, site.get(`${metadata}.annotations`)?.value].some((map) => isInjected(map))
  if (!injected || site.get('//metadata.name') === undefined || site.get('//spec.serviceName') !== undefined)
    return undefined
  if (asked.objects('Service').some((service) => selects(service.get('//spec.selector')?.value, labels)))
    return undefined
  if (typeof name !== 'string') return finding(NAMELESS)
  const parts = name.split('-')
  const old = kind === 'Pod' ? parts.slice(0, -2) : parts.slice(0, -1)
  if (old.length === 0) return kind === 'Pod' ? undefined : finding(message(name, 'its Pods'))
  return finding(message(name, `\`${old.join('-')}\``))
}

function message(name: string, old: string): string {
  return `unless a Service selects it, its proxies are named after \`${name}\` from 2.1 on (\`${name}_<namespace>_svc\`), after ${old} before: copy the policies that name them`
}

const NAMELESS =
  'unless a Service selects it, its proxies are named after the workload itself from 2.1 on, after a part of its name before: copy the policies that name them'

function isInjected(map: Data | undefined): boolean {
  const value = labelOf(map, 'kuma.io/sidecar-injection')
  return value === 'enabled' || value === 'true'
}

function labelOf(map: Data | undefined, key: string): Data | undefined {
  return new Map(entriesOf(map)).get(key)
}

function entriesOf(map: Data | undefined): [string, Data][] {
  return typeof map === 'object' && map !== null && !Array.isArray(map) ? Object.entries(map) : []
}

function selects(selector: Data | undefined, labels: Data | undefined): boolean {
  const wanted = entriesOf(selector)
  return wanted.length > 0 && wanted.every(([key, value]) => labelOf(labels, key) === value)
}

function named(place: Rule['at']): Rule {
  return when(
    place,
    ({ value }, asked) => {
      const name = typeof value === 'string' ? /^([a-z0-9.-]+)_[a-z0-9-]+_svc$/.exec(value)?.[1] : undefined
      if (name === undefined) return undefined
      const kept = asked.objects('Deployment', 'CronJob').some((owner) => owner.get('//metadata.name')?.value === name)
      return kept ? undefined : finding(NAMED)
    },
    { elsewhere: false },
  )
}

const NAMED =
  'this names a workload without a Service; unless it is a Deployment, a CronJob or a gateway, it is named after its owner from 2.1 on: add a policy for the new name before the upgrade'
