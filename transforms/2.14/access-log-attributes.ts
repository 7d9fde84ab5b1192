import { defineTransform, field, finding, set, when } from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'
import { stringOf } from '../resources.ts'

const GRAMMAR =
  'a key that is sent to OpenTelemetry has to be lower case letters and digits, parted by `.` or `_`, and may not begin with `otel.`; 2.14 refuses others when the policy is applied again'

export default defineTransform({
  title: 'Keys of OpenTelemetry attributes are lower case and fixed',
  since: ['2.14.0'],
  notes: ['accesslog-otel-attribute-keys'],
  acceptedSince: '2.0',
  readUntil: '2.13',
  questions: {
    keys: {
      description:
        'whether to write keys anew that differ in case and separators only: whoever queries them has to follow',
      default: 'ask',
      values: ['ask', 'write'],
    },
  },
  rules: ['to[]', 'from[]', 'rules[]'].map((part) =>
    when(field('MeshAccessLog', `${part}.default.backends[].openTelemetry.attributes[].key`), check, {
      elsewhere: GRAMMAR,
    }),
  ),
})

function isValid(key: string): boolean {
  return /^[a-z](?:[a-z0-9]|[._][a-z0-9])*$/.test(key) && !key.startsWith('otel.')
}

function check(site: Site, asked: Asked): readonly Change[] {
  const key = stringOf(site)
  if (key !== undefined && isValid(key)) return []
  if (key === undefined || key.includes('%')) return [finding(`${GRAMMAR}. What changes belongs into the value`)]
  const wanted = normalised(key)
  if (!isValid(wanted) || /[${}]/.test(key)) return [finding(GRAMMAR)]
  const taken = site.all('^^[].key').filter((other) => normalised(stringOf(other) ?? '') === wanted)
  if (taken.length > 1) return [finding(`${GRAMMAR}. \`${wanted}\` would be there twice`)]
  if (asked.option('keys') === 'write') return [set(wanted)]
  return [finding(`${GRAMMAR}. \`--set 2.14/access-log-attributes.keys=write\` writes it so`, wanted)]
}

/** Lower case, with single separators. */
function normalised(key: string): string {
  const parts = key.toLowerCase().split(/[^a-z0-9.]+/)
  return parts
    .filter((part) => part !== '')
    .join('_')
    .split(/_?\.[._]*/)
    .filter((part) => part !== '')
    .join('.')
}
