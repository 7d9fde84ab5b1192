import { defineTransform, finding, put, remove, textOf, value, when } from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'

const PARTS = ['controlPlane', 'ingress', 'egress']
const GONE = 'the chart of 2.14 scales by `autoscaling.metrics` only, as it did on clusters with autoscaling/v2 before'

export default defineTransform({
  title: 'Values of the chart that 2.14 does not read',
  since: ['2.14.0'],
  notes: ['helm-hpa-target-cpu'],
  acceptedSince: '2.4',
  readUntil: '2.13',
  questions: {
    'target-cpu': {
      description: 'what to do with `targetCPUUtilizationPercentage`: `remove` it, or `carry` it over to `metrics`',
      default: 'remove',
      values: ['remove', 'carry'],
    },
  },
  rules: PARTS.map((part) =>
    when(
      value(`${part}.autoscaling.targetCPUUtilizationPercentage`),
      (site, asked) => dropTarget(site, asked, `${part}.autoscaling.metrics`),
      { elsewhere: GONE, note: 'helm-hpa-target-cpu' },
    ),
  ),
})

/** Clusters with autoscaling/v2, all since Kubernetes 1.23, went by `metrics` before. */
function dropTarget(site: Site, asked: Asked, metrics: string): readonly Change[] {
  if (asked.option('target-cpu') !== 'carry' || site.get(metrics) !== undefined) return [remove()]
  const target = Number(textOf(site.value) ?? NaN)
  if (!Number.isInteger(target)) return [finding(GONE)]
  const cpu = { name: 'cpu', target: { type: 'Utilization', averageUtilization: target } }
  return [put(metrics, [{ type: 'Resource', resource: cpu }]), remove()]
}
