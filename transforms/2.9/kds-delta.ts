import { defineTransform, finding, on, remove, setting, value, when } from '../../src/rules.ts'
import type { Change, Site } from '../../src/transform.ts'

export default defineTransform({
  title: 'Zones are always synchronized by what changed: the switches for that are gone',
  since: ['2.9.0'],
  notes: ['kds-delta-env-removed'],
  readUntil: '2.8',
  rules: [
    when(setting('experimental.kdsDeltaEnabled'), drop, {
      elsewhere: '`KUMA_EXPERIMENTAL_KDS_DELTA_ENABLED` is gone; remove it by hand',
    }),
    when(value('experimental.deltaKds'), drop, { elsewhere: '`experimental.deltaKds` is gone; remove it by hand' }),
    on(setting('multizone.global.kds.disableSOTW'), remove()),
  ],
})

const WAS_OFF =
  'it was, or may have been, switched off here: upgrade every zone to 2.5 or later before the control planes get this'

/** On was the default from 2.5 on; off, control planes exchanged everything each time, as those up to 2.4 do. */
function drop(site: Site): readonly Change[] {
  const on = ['true', '1', 't', 'T', 'TRUE', 'True'].includes(String(site.value))
  return on ? [remove()] : [remove(), finding(WAS_OFF)]
}
