import { expect, test } from 'vitest'
import { migrate } from '../../src/migrate.ts'
import { add, defineTransform, remove, setting, when } from '../../src/rules.ts'
import type { Change } from '../../src/transform.ts'

/** A stream whose last document is an environment, of a length that is next to where streams are read document by document. */
function stream(length: number, variables: string): string {
  const last = `---\nservices:\n  cp:\n    environment:\n      KUMA_MODE: zone\n${variables}`
  const first = 'kind: ConfigMap\ndata:\n  # filled up\n'
  return `${first}  a: ${'x'.repeat(length - first.length - last.length - 6)}\n${last}`
}

function migrated(text: string, change: Change): string {
  const rules = [when(setting('mode'), (site) => (site.get('KUMA_X') === undefined ? [] : change)), grow]
  const spec = defineTransform({ title: 'more', since: ['2.13.0'], notes: ['note'], rules })
  const steps = [{ release: '2.13.0', transforms: [{ id: '2.13/more', ...spec }] }]
  const result = migrate(text, 'compose.yaml', { steps, unsafe: false, answers: new Map() })
  expect(result.failure).toBeUndefined()
  return result.text
}

const NAME = 'KUMA_STORE_POSTGRES_CONNECTION_TIMEOUT'
const grow = when(setting('mode'), (site) => (site.get(NAME) === undefined ? add(NAME, '5') : []))
const shrink = { ...remove(), at: 'KUMA_X' }
const added = `      ${NAME}: "5"\n`

test('an edit may make a stream so long that it would be read document by document', () => {
  const text = stream(32_760, '')
  expect(migrated(text, shrink)).toBe(text + added)
})

test('an edit may make it so short that it would be read as a whole', () => {
  const text = stream(32_770, `      KUMA_X: a\n      ${NAME}: "5"\n`)
  expect(migrated(text, shrink)).toBe(text.replace('      KUMA_X: a\n', ''))
})
