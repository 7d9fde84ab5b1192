import { KINDS } from '../../src/facts/kinds.ts'
import { defineTransform, finding, object, when } from '../../src/rules.ts'
import type { Change, Site } from '../../src/transform.ts'

/** Insights, overviews and the control plane's own configuration are never applied by people. */
const APPLIED = [...KINDS].filter((kind) => !/(?:Insight|Overview)$|^Config$/.test(kind))

export default defineTransform({
  title: 'New resources must have RFC 1123 names',
  since: ['2.5.0'],
  notes: ['resource-names-rfc1123-create'],
  acceptedSince: '2.0',
  readUntil: '2.4',
  rules: [when(object(...APPLIED), checkName, { elsewhere: false })],
})

/** Labels of lower-case letters, digits and dashes, with dots between (Kuma 2.5 `meta_validator.go`). */
const LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/

function checkName(site: Site): readonly Change[] {
  if (site.form !== 'universal') return []
  const name = site.get('//name')?.value
  if (typeof name !== 'string') return []
  if (name.length <= 253 && name.split('.').every((label) => LABEL.test(label))) return []
  return [
    finding(
      'a new resource of this name is refused: at most 253 lower-case letters, digits, `-` and `.`, with a letter or digit at both ends and around each dot. One that is stored already can still be updated up to 2.9',
    ),
  ]
}
