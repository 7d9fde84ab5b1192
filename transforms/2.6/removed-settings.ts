import { defineTransform, finding, remove, setting, textOf, when } from '../../src/rules.ts'
import type { Change, Site } from '../../src/transform.ts'

export default defineTransform({
  title: 'Synchronized resources always have a hash in their names: the switch for that is gone',
  since: ['2.6.0'],
  notes: ['kds-hash-suffix-setting-removed'],
  readUntil: '2.5',
  rules: [
    when(setting('experimental.KDSSyncNameWithHashSuffix', 'KUMA_EXPERIMENTAL_KDS_SYNC_NAME_WITH_HASH_SUFFIX'), drop, {
      elsewhere: '`KUMA_EXPERIMENTAL_KDS_SYNC_NAME_WITH_HASH_SUFFIX` is gone; remove it by hand',
    }),
  ],
})

/** Off was the default up to 2.5. */
function drop(site: Site): readonly Change[] {
  const on = ['1', 't', 'T', 'TRUE', 'true', 'True'].includes(textOf(site.value) ?? '')
  return on ? [remove()] : [remove(), finding(RENAMED)]
}

const RENAMED =
  'resources that come from another control plane have a hash at the end of their names from 2.6 on: look for scripts and dashboards that name them'
