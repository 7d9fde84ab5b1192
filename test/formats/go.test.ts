import { expect, test } from 'vitest'
import { go } from '../../src/formats/go.ts'

function literals(text: string): unknown[] {
  return go.parse(text).roots.map((root) => (root.type === 'scalar' ? root.value : root))
}

test('reads the paths of imports and other literals', () => {
  const text =
    'package main\r\n\r\nimport (\r\n\tcore "example.org/a" // "not this"\r\n)\r\nvar s = `raw "🐻" /* text */` + "b"\r\n'
  expect(literals(text)).toEqual(['example.org/a', 'raw "🐻" /* text */', 'b'])
  for (const root of go.parse(text).roots)
    expect(text.slice(root.span.start + 1, root.span.end - 1)).toBe(root.type === 'scalar' && root.value)
})

test('leaves out comments, runes, and literals with escapes', () => {
  expect(literals(`/* "a" */ x := '"' + "tab\\t" + "\\"" + "c" // "d"`)).toEqual(['c'])
})

test('leaves out what is not closed', () => {
  expect(literals('a := "b\nc := "d"\n/* "e"\n"f"')).toEqual(['d'])
  expect(literals('a := `b\n"c"')).toEqual([])
})

test('takes time linear in the text', () => {
  const start = Date.now()
  for (const text of ['/*', '"', '`', "'", '"\\']) go.parse(text.repeat(200_000))
  expect(Date.now() - start).toBeLessThan(5000)
})

test('writes a literal in its own quotes', () => {
  const [path, raw] = go.parse('"a" `b`').roots
  expect(path?.type === 'scalar' && path.write('c')).toBe('"c"')
  expect(raw?.type === 'scalar' && raw.write('c')).toBe('`c`')
  expect(path?.type === 'scalar' && path.write('a"b')).toBeUndefined()
})
