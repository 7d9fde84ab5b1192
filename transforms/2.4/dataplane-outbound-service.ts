import { defineTransform, field, finding, move, remove, when } from '../../src/rules.ts'
import type { Change, Site } from '../../src/transform.ts'

const TAG = '^tags["kuma.io/service"]'

export default defineTransform({
  title: '`networking.outbound[].service` of a Dataplane became the tag `kuma.io/service`',
  since: ['2.4.0'],
  notes: ['dataplane-outbound-service'],
  acceptedSince: '2.0',
  readUntil: '2.3',
  rules: [when(field('Dataplane', 'networking.outbound[].service'), toTag)],
})

/** Wherever there were tags, the service was read from them. */
function toTag(site: Site): readonly Change[] {
  const tag = site.get(TAG)
  if (tag === undefined) return [move(TAG)]
  if (tag.value !== undefined && tag.value === site.value) return [remove()]
  return [
    finding(
      'the tag `kuma.io/service` beside it is not the same, and was the one in force: check it and remove `service`',
    ),
  ]
}
