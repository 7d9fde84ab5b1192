import { defineTransform, field, finding, when } from '../../src/rules.ts'
import { injects, KEEP, keepDefaults } from '../control-planes.ts'

const LIMITS = [
  { part: 'init', kept: '100m' },
  { part: 'sidecar', kept: '1000m' },
  { part: 'validation', kept: '100m' },
].map(({ part, kept }) => ({
  path: `runtime.kubernetes.injector.${part}Container.resources.limits.cpu`,
  env: `KUMA_INJECTOR_${part.toUpperCase()}_CONTAINER_RESOURCES_LIMITS_CPU`,
  value: `dataPlane.${part}Container.resources.limits.cpu`,
  kept,
}))

const NO_LIMIT =
  'containers that are injected have no CPU limit any more: where a quota or a policy of the cluster asks for limits, state them, or their pods are refused (`--set 2.14/cpu-limits.keep=true` writes the old ones)'
const QUOTA =
  'with a quota on `limits.cpu` each container needs a CPU limit, and those that Kuma injects have none from 2.14 on: state their limits at the control plane, or pods with a sidecar are refused here'

export default defineTransform({
  title: 'Injected containers have no CPU limits',
  since: ['2.14.0'],
  notes: ['injected-cpu-limits-removed'],
  acceptedSince: '2.14',
  questions: { keep: KEEP },
  rules: [
    keepDefaults(LIMITS, { because: NO_LIMIT, isConcerned: (site) => injects(site) }),
    when(field('ResourceQuota', 'hard["limits.cpu"]'), () => finding(QUOTA), { elsewhere: false }),
  ],
})
