import { defineTransform, finding, remove, setting, textOf, value, when } from '../../src/rules.ts'
import type { Change, Site } from '../../src/transform.ts'

const OFF =
  'native sidecars are the default from 2.14 on, and cannot be switched off in 3.0: find out what stands in their way before that, and leave this out then'

export default defineTransform({
  title: 'Sidecars are native ones by default',
  since: ['2.14.0'],
  notes: ['native-sidecars-default'],
  acceptedSince: '2.14',
  rules: [setting('experimental.sidecarContainers'), value('experimental.sidecarContainers')].map((place) =>
    when(place, check, {
      elsewhere:
        'native sidecars are the default from 2.14 on: leave this out where it is true, and decide where it is false',
    }),
  ),
})

function check(site: Site): readonly Change[] {
  // Among the chart's values a variable of the chart comes before it: see 2.14/chart-variables.
  const isShadowed = site.form === 'config' && site.platform === 'kubernetes'
  const on = ['true', '1', 't', 'T', 'TRUE', 'True'].includes(textOf(site.value) ?? '')
  if (on) return [remove()]
  return isShadowed ? [] : [finding(OFF)]
}
