import { copy, defineTransform, field, finding, put, rename, set, when } from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'
import { kindOf, meshOf, nameOf, stringOf } from '../resources.ts'

const GATEWAYS = '-gateways'

export default defineTransform({
  title: 'MeshRateLimit and MeshFaultInjection have `from` only where they leave gateways out',
  since: ['2.6.0'],
  notes: ['from-needs-sidecar-proxy-types'],
  acceptedSince: '2.6',
  readUntil: '2.5',
  questions: {
    gateways: {
      description: `what becomes of builtin gateways, which such policies reached up to 2.5: \`none\`, there are none; \`copy\`, another policy with \`to\` and the name \`…${GATEWAYS}\``,
      default: 'ask',
      values: ['ask', 'none', 'copy'],
    },
  },
  rules: [when(field(['MeshRateLimit', 'MeshFaultInjection'], 'from'), narrow, { elsewhere: false })],
})

function narrow(site: Site, asked: Asked): readonly Change[] {
  const kind = stringOf(site.get('^targetRef.kind'))
  if ((kind !== 'Mesh' && kind !== 'MeshSubset') || isEmpty(site)) return []
  const types = site.get('^targetRef.proxyTypes')
  if (types !== undefined && !isEmpty(types)) return reachesGateways(types) ? [finding(FOR_GATEWAYS)] : []
  const to = site.get('^to')
  if (to !== undefined && !isEmpty(to)) return [finding(BOTH)]
  const answer = asked.option('gateways')
  if (answer === 'none') return [limit('Sidecar', types)]
  if (answer === 'copy') return copyFor(site, asked, types)
  return [finding(REFUSED)]
}

function isEmpty({ value }: Site): boolean {
  return Array.isArray(value) && value.length === 0
}

/** Or it may, where the list cannot be read. */
function reachesGateways({ value }: Site): boolean {
  return !Array.isArray(value) || value.includes('Gateway')
}

function limit(type: string, types: Site | undefined): Change {
  return types === undefined ? put('proxyTypes', [type], '^targetRef') : set([type], '^targetRef.proxyTypes')
}

const FOR_GATEWAYS =
  'it is refused as it is: where gateways are among the targets `from` may not be: write `proxyTypes: [Sidecar]`, and a policy with `to` for gateways'
const BOTH =
  'it is refused as it is: a policy has `from` for sidecars or `to` for gateways, not both: part it into one with `proxyTypes: [Sidecar]` and one with `proxyTypes: [Gateway]`'

const REFUSED =
  'it is refused as it is: `from` needs `proxyTypes: [Sidecar]` in `targetRef`, and builtin gateways need a policy of their own with `to`. `--set 2.6/sidecar-proxy-types.gateways=none` (there are no builtin gateways) or `=copy` writes them'

/** A policy that is as it was for sidecars, and one that says the same of gateways. */
function copyFor(site: Site, asked: Asked, types: Site | undefined): readonly Change[] {
  const name = nameOf(site)
  const everyone = site.all('^from[].targetRef.kind').every((from) => from.value === 'Mesh')
  if (name === undefined || !everyone || isTaken(site, asked, name + GATEWAYS)) {
    return [finding(`${REFUSED}; here the policy for gateways must be written by hand`)]
  }
  const at = site.form === 'universal' ? '//name' : '//metadata.name'
  return [limit('Sidecar', types), copy(limit('Gateway', types), rename('to'), set(name + GATEWAYS, at))]
}

function isTaken(site: Site, asked: Asked, name: string): boolean {
  return asked.objects(kindOf(site) ?? '').some((other) => nameOf(other) === name && meshOf(other) === meshOf(site))
}
