import { defineTransform, finding, setting, when } from '../../src/rules.ts'
import type { Rule } from '../../src/transform.ts'

const INJECTOR = 'runtime.kubernetes.injector.sidecarContainer.resources'

/** Settings and the values of the chart whose defaults take their place. */
const VALUES: readonly (readonly [string, string])[] = [
  ...['limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory'].map(
    (resource) => [`${INJECTOR}.${resource}`, `dataPlane.sidecarContainer.resources.${resource}`] as const,
  ),
  ['experimental.sidecarContainers', 'experimental.sidecarContainers'],
]

export default defineTransform({
  title: "The chart's variables come before `controlPlane.config`",
  since: ['2.14.0'],
  notes: ['chart-variables-over-config'],
  acceptedSince: '2.14',
  readUntil: '2.13',
  rules: VALUES.map(([path, value]) => shadowed(path, value)),
})

/** The chart sets a variable, and variables come before the file. */
function shadowed(path: string, value: string): Rule {
  const because = `the chart of 2.14 always sets this by a variable, which comes before \`controlPlane.config\`: say it as \`${value}\``
  return when(
    setting(path),
    (site) => (site.form === 'config' && site.platform === 'kubernetes' ? finding(because, value) : []),
    { elsewhere: false },
  )
}
