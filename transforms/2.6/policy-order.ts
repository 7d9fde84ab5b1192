import { defineTransform, finding, object, when } from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'
import type { Data } from '../../src/tree.ts'
import { kindOf, meshOf, nameOf, stringOf } from '../resources.ts'

/** Policies that are merged field by field. */
const MERGED = [
  'MeshAccessLog',
  'MeshCircuitBreaker',
  'MeshFaultInjection',
  'MeshHealthCheck',
  'MeshLoadBalancingStrategy',
  'MeshProxyPatch',
  'MeshRateLimit',
  'MeshRetry',
  'MeshTimeout',
  'MeshTrace',
  'MeshTrafficPermission',
]

export default defineTransform({
  title: 'Of two policies that tie, the one with the smaller name wins',
  since: ['2.6.0'],
  notes: ['policy-tie-order-reversed'],
  rules: [when(object(...MERGED), checkTies, { elsewhere: false })],
})

interface Policy {
  readonly name: string
  /** What it says, by the traffic it says it of and the field. */
  readonly fields: ReadonlyMap<string, string>
}

function checkTies(site: Site, asked: Asked): readonly Change[] {
  const own = policyOf(site)
  const rivals = own === undefined ? [] : (rivalsIn(asked).get(groupOf(site)) ?? [])
  const beaten = rivals.filter((rival) => own !== undefined && own.name < rival.name && contradicts(own, rival))
  if (beaten.length === 0) return []
  const names = beaten.map((rival) => `\`${rival.name}\``).join(', ')
  return [
    finding(
      `it says something else than ${names} of the same traffic: from 2.6 on it wins, and up to 2.5 it lost. Change a name to keep the order`,
    ),
  ]
}

const known = new WeakMap<Asked, ReadonlyMap<string, readonly Policy[]>>()

/** Policies of a file that have kind, mesh and target in common. */
function rivalsIn(asked: Asked): ReadonlyMap<string, readonly Policy[]> {
  const made = known.get(asked)
  if (made !== undefined) return made
  const groups = new Map<string, Policy[]>()
  for (const site of asked.objects(...MERGED)) {
    const policy = policyOf(site)
    const group = groups.get(groupOf(site)) ?? []
    if (policy !== undefined) group.push(policy)
    groups.set(groupOf(site), group)
  }
  known.set(asked, groups)
  return groups
}

function groupOf(site: Site): string {
  return JSON.stringify([kindOf(site), meshOf(site), canonical(site.get('/targetRef')?.value)])
}

function policyOf(site: Site): Policy | undefined {
  const name = nameOf(site)
  if (name === undefined || meshOf(site) === undefined || site.get('/targetRef')?.value === undefined) return undefined
  const namespace = stringOf(site.get('//metadata.namespace'))
  const fields = new Map<string, string>()
  collect(site.get('/default')?.value, 'all', fields)
  for (const item of [...site.all('/to[]'), ...site.all('/from[]')]) {
    const side = item.path.includes('from') ? 'from' : 'to'
    collect(item.get('default')?.value, `${side} ${canonical(item.get('targetRef')?.value)}`, fields)
  }
  return { name: namespace === undefined ? name : `${name}.${namespace}`, fields }
}

function collect(data: Data | undefined, path: string, fields: Map<string, string>): void {
  if (data === undefined) return
  if (data === null || typeof data !== 'object' || Array.isArray(data)) fields.set(path, canonical(data))
  else for (const [key, value] of Object.entries(data)) collect(value, `${path}.${key}`, fields)
}

function contradicts(a: Policy, b: Policy): boolean {
  return [...a.fields].some(([path, said]) => b.fields.has(path) && b.fields.get(path) !== said)
}

/** The same text for the same data, whatever the order of keys. */
function canonical(data: Data | undefined): string {
  if (data === undefined || data === null || typeof data !== 'object') return JSON.stringify(data) ?? ''
  if (Array.isArray(data)) return `[${data.map(canonical).join()}]`
  const entries = Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${canonical(value)}`).join()}}`
}
