import { defineTransform, finding, remove, setting, textOf, when } from '../../src/rules.ts'

const NAME = 'KUMA_EXPERIMENTAL_KDS_SYNC_NAME_WITH_HASH_SUFFIX'

export default defineTransform({
  title: 'Synced resources always have a hash behind their name',
  since: ['2.6.0'],
  notes: ['kds-sync-name-hash-suffix-removed'],
  readUntil: '2.5',
  rules: [
    when(
      setting('experimental.kdsSyncNameWithHashSuffix', NAME),
      (site) => (/^(?:false|0|f)$/i.test(textOf(site.value) ?? '') ? [remove(), finding(ALWAYS)] : [remove()]),
      { elsewhere: `\`${NAME}\` is gone; remove it by hand` },
    ),
  ],
})

const ALWAYS =
  'it was switched off here, and cannot be any more: resources that are synced between control planes get a hash behind their name'
