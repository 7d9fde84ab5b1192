import { expect, test } from 'vitest'
import { migrate } from '../src/migrate.ts'
import type { Request } from '../src/result.ts'
import { parseRange, stepsBetween } from '../src/steps.ts'
import { transforms } from '../transforms/index.ts'

const request: Request = {
  steps: stepsBetween(transforms, parseRange('2.6', '2.11')),
  unsafe: false,
  answers: new Map(),
}

const OTHER = `---\nkind: ConfigMap\napiVersion: v1\nmetadata: {name: other}\ndata:\n${'  key: "value of something else"\n'.repeat(30)}`
const CHANGED = `---
kind: Deployment
apiVersion: apps/v1
metadata: {name: kuma-control-plane}
spec:
  template:
    spec:
      containers:
        - name: control-plane
          env:
            - {name: KUMA_DP_SERVER_AUTH_USE_TOKEN_PATH, value: "true"}
`
const FLAGGED = CHANGED.replace('AUTH_USE_TOKEN_PATH, value: "true"', 'AUTH_TYPE, value: "none"')

test.each([
  ['between others', [OTHER, CHANGED, OTHER.repeat(3), FLAGGED, CHANGED, OTHER]],
  ['first and last', [CHANGED, OTHER, FLAGGED, OTHER, CHANGED.trimEnd()]],
  ['with CRLF', [OTHER, CHANGED, OTHER, CHANGED].map((text) => text.replaceAll('\n', '\r\n'))],
  ['before the first marker', [CHANGED.slice(4), OTHER, CHANGED]],
])('documents of a large stream are migrated as by themselves: %s', (_, documents) => {
  const filled = documents.flatMap((text, index) => (index === 0 ? [text] : [OTHER.repeat(150), text]))
  const stream = filled.join('')
  const single = documents.map((document) => migrate(document, 'a.yaml', request))
  const alone = filled.map((text) => single[documents.indexOf(text)]?.text ?? text).join('')
  const { text, regions, edits, findings } = migrate(stream, 'all.yaml', request)
  expect(stream.length).toBeGreaterThan(256 * 1024)
  expect(text).toBe(alone)
  expect(text).not.toBe(stream)
  for (const { span, before } of edits) expect(stream.slice(span.start, span.end)).toBe(before)
  expect(findings.map(({ offset, message }) => `${stream.slice(offset, offset + 30)} ${message}`).sort()).toEqual(
    single
      .flatMap((alone, index) =>
        alone.findings.map(({ offset, message }) => `${documents[index]?.slice(offset, offset + 30)} ${message}`),
      )
      .sort(),
  )
  let [old, now] = [0, 0]
  for (const region of [...regions, { old: { start: stream.length, end: 0 }, new: { start: text.length, end: 0 } }]) {
    expect(text.slice(now, region.new.start)).toBe(stream.slice(old, region.old.start))
    old = region.old.end
    now = region.new.end
  }
})

test('a stream of which no document is of concern stays as it is', () => {
  const stream = OTHER.repeat(400)
  expect(migrate(stream, 'kuma.yaml', request)).toMatchObject({ text: stream, edits: [], findings: [] })
})
