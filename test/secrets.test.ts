import { expect, test } from 'vitest'
import { maskedLines, maskSecrets } from '../src/report/secrets.ts'

test.each([
  ['Authorization: Basic dXNlcjpwYXNzd29yZDEyMw==', 'Authorization: Basic ***'],
  ['postgres://kuma:s3cret@db:5432/kuma', 'postgres://kuma:***@db:5432/kuma'],
  ['postgres://kuma:$PGPASSWORD@db/kuma', 'postgres://kuma:$PGPASSWORD@db/kuma'],
  ['AKIAIOSFODNN7EXAMPLE', '***'],
  ['ghp_0123456789abcdefghijABCDEFGHIJ012345', '***'],
  ['tls: LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVk=', 'tls: ***'],
  ['ca: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t', 'ca: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t'],
  ['-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4\n\nMIIE\n-----END x', '***-----END x'],
  ['KMESH_LICENSE_INLINE={"license":{"version":1}}\nA=1', 'KMESH_LICENSE_INLINE=***\nA=1'],
  ['- Name: KUMA_CP_TOKEN\n  Value: abc', '- Name: KUMA_CP_TOKEN\n  Value: ***'],
  ['- Name: KUMA_CP_TOKEN\n  Value: !Ref Token', '- Name: KUMA_CP_TOKEN\n  Value: !Ref Token'],
  ['"{\\"token\\": \\"abc\\", \\"a\\": 1}"', '"{\\"token\\": ***\\", \\"a\\": 1}"'],
  ['--set 2.10/generate-zone-cp-token.grant=no', '--set 2.10/generate-zone-cp-token.grant=no'],
  ['--set secrets/zone-cp-token.grant=no', '--set secrets/zone-cp-token.grant=***'],
  ['ENV KUMA_TOKEN abc', 'ENV KUMA_TOKEN ***'],
  ['--from-literal=password=abc -n x', '--from-literal=password=*** -n x'],
  ['token=$(kumactl generate zone-token)', 'token=$(kumactl generate zone-token)'],
  ['password: {{ .Values.password }}', 'password: {{ .Values.password }}'],
  ['password: {{ .Values.a }}b\nmode: x', 'password: ***\nmode: x'],
  [`password: $\{DB_PASSWORD:-fallback}`, 'password: ***'],
  [`password: $\{DB_PASSWORD}`, `password: $\{DB_PASSWORD}`],
  ['KUMA_CP_TOKEN_PATH=/var/run/token', 'KUMA_CP_TOKEN_PATH=/var/run/token'],
  ['token: /var/run/secrets/token', 'token: /var/run/secrets/token'],
  ['secretName: tls', 'secretName: tls'],
  ['1:2: unexpected token: }', '1:2: unexpected token: }'],
  ['--set a/b.ca-secret=…` or token=...', '--set a/b.ca-secret=…` or token=...'],
  ['publicKey: abc', 'publicKey: abc'],
  ['secretKeyRef: {name: a, key: b}', 'secretKeyRef: {name: a, key: b}'],
  ['a:\n  token: |\n    one\n\n    two\n  b: 1\nc: 2', 'a:\n  token: ***\n  b: 1\nc: 2'],
  ["token='never closed\nnext\n\nlast", 'token=***\n\nlast'],
  ['kind: Secret\ndata:\n  value: YWJj\n  other: x\nz: 1', 'kind: Secret\ndata:\n  value: ***\n  other: ***\nz: 1'],
  ['kind: ConfigMap\ndata:\n  value: YWJj', 'kind: ConfigMap\ndata:\n  value: YWJj'],
  ['type: Secret\nname: a\ndata: YWJj\n---\ndata: YWJj', 'type: Secret\nname: a\ndata: ***\n---\ndata: YWJj'],
  ['{"kind": "Secret", "data": {"a": "YWJj"}}', '{"kind": "Secret", "data": {"a": ***}}'],
])('masks what is secret and nothing else: %j', (text, masked) => {
  expect(maskSecrets(text)).toBe(masked)
})

test('keeps every line where it is', () => {
  const text = 'a: 1\r\ntoken: |\r\n  one\r\n\r\n  two\r\nb: 🐢\r\npassword: "x\ny" # z\nlast'
  expect(maskedLines(text)).toEqual([
    'a: 1',
    'token: ***',
    '  ***',
    '',
    '  ***',
    'b: 🐢',
    'password: ***',
    '*** # z',
    'last',
  ])
  expect(maskedLines('')).toEqual([''])
  expect(maskedLines('a\n')).toEqual(['a', ''])
})

test('takes time linear in the text', () => {
  const started = performance.now()
  const pieces = [
    'token: "',
    "a_token='\n",
    'token: |\n',
    'x_key: {{',
    '://a:',
    'kind: Secret\ndata:\n',
    '"data": {',
    '---\n',
  ]
  for (const piece of pieces) maskedLines(piece.repeat(40_000))
  expect(performance.now() - started).toBeLessThan(10_000)
})
