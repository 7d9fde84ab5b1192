import { defineTransform, field, finding, when } from '../../src/rules.ts'
import type { Change, Site } from '../../src/transform.ts'

export default defineTransform({
  title: 'Policies on a MeshGateway that may only say `kind: Mesh` in `to`',
  since: ['2.9.0'],
  notes: ['meshaccesslog-gateway-to-kinds', 'mlbs-gateway-to-kinds'],
  readUntil: '2.8',
  rules: [
    when(field('MeshAccessLog', 'to[].targetRef.kind'), (kind) => judge(kind), {
      note: 'meshaccesslog-gateway-to-kinds',
      elsewhere: false,
    }),
    when(
      field('MeshLoadBalancingStrategy', 'to[].targetRef.kind'),
      (kind) => (kind.get('^^default.loadBalancer') === undefined ? [] : judge(kind)),
      { note: 'mlbs-gateway-to-kinds', elsewhere: false },
    ),
  ],
})

/** Whether the whole mesh is meant, or the policy should go, cannot be told. */
function judge(kind: Site): readonly Change[] {
  if (kind.get('/targetRef.kind')?.value !== 'MeshGateway' || kind.value === 'Mesh') return []
  const several = kind.all('/to[]').length > 1
  return [finding(several ? SEVERAL : SINGLE)]
}

const REFUSED = 'on a MeshGateway Kuma 2.9 takes nothing but `kind: Mesh` here'
const SINGLE = `${REFUSED}, which means every service behind it: write that, or take this out`
const SEVERAL = `${REFUSED}, which means every service behind it: one item of \`to\` has to do for all of them`
