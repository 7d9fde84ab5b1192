import { copy, defineTransform, field, finding, put, rename, set, when } from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'
import { nameOf, stringOf } from '../resources.ts'

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
  if ((kind !== 'Mesh' && kind !== 'MeshSubset') || site.get('^targetRef.proxyTypes') !== undefined) return []
  if (Array.isArray(site.value) && site.value.length === 0) return []
  const answer = asked.option('gateways')
  const sidecars = put('proxyTypes', ['Sidecar'], '^targetRef')
  if (answer === 'none') return [sidecars]
  if (answer === 'copy') return copyFor(site, sidecars)
  return [finding(REFUSED)]
}

const REFUSED =
  'it is refused as it is: `from` needs `proxyTypes: [Sidecar]` in `targetRef`, and builtin gateways need a policy of their own with `to`. `--set 2.6/sidecar-proxy-types.gateways=none` (there are no builtin gateways) or `=copy` writes them'

/** A policy that is as it was for sidecars, and one that says the same of gateways. */
function copyFor(site: Site, sidecars: Change): readonly Change[] {
  const name = nameOf(site)
  const everyone = site.all('^from[].targetRef.kind').every((from) => from.value === 'Mesh')
  if (name === undefined || !everyone || site.get('^to') !== undefined) {
    return [finding(`${REFUSED}; here the policy for gateways must be written by hand`)]
  }
  const at = site.form === 'universal' ? '//name' : '//metadata.name'
  const gateways = put('proxyTypes', ['Gateway'], '^targetRef')
  return [sidecars, copy(gateways, rename('to'), set(name + GATEWAYS, at))]
}
