import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { formatAs } from '../../src/report/formats.ts'
import { EXAMPLES, example, printed, tell } from './tell.ts'

const SCHEMA: unknown = JSON.parse(readFileSync(new URL('../../schema/report-1.json', import.meta.url), 'utf8'))

/** The same schema, which also refuses fields it does not name: published, it lets new ones come. */
function strict(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(strict)
  if (typeof schema !== 'object' || schema === null) return schema
  const entries = Object.entries(schema).map(([key, value]) => [key, strict(value)])
  const closed = 'type' in schema && schema.type === 'object' ? [['additionalProperties', false]] : []
  return Object.fromEntries([...entries, ...closed])
}

function problemsOf(text: string): unknown {
  const check = new Ajv2020({ strict: true, strictRequired: false, allErrors: true }).compile(Object(strict(SCHEMA)))
  return check(JSON.parse(text)) ? [] : check.errors
}

test.each(EXAMPLES)('the report of %s keeps to its schema', async (name) => {
  for (const args of [[], ['--unsafe']]) {
    expect(problemsOf(await printed(example(name), '--format', 'json', ...args))).toEqual([])
  }
})

test('so does one with every kind of file, and one of nothing', async () => {
  const wanted = [
    { find: 'OLD', write: 'NEW' },
    { find: 'ASK', say: 'decide', suggestion: 'x' },
  ]
  const texts = { a: 'OLD', b: 'ASK', c: 'BROKEN', d: 'clean' }
  expect(problemsOf(await formatAs('json', await tell(texts, wanted)))).toEqual([])
  expect(problemsOf(await formatAs('json', await tell({}, [])))).toEqual([])
})

test.each([
  [/"schemaVersion": 1/, '"schemaVersion": 2'],
  [/"line": 1/, '"line": 0'],
  [/"status": "changed"/, '"status": "flagged"'],
  [/"before"/, '"old"'],
  [/"safe"/, '"sure"'],
])('the schema refuses what is not: %s', async (from, to) => {
  const text = await formatAs('json', await tell({ a: 'OLD' }, [{ find: 'OLD', write: 'NEW' }]))
  expect(problemsOf(text)).toEqual([])
  expect(problemsOf(text.replace(from, to))).not.toEqual([])
})

test('no control or bidirectional character is printed raw', async () => {
  const text = await formatAs(
    'json',
    await tell({ a: 'OLD' }, [{ find: 'OLD', say: 'a\x1b[31m\x9b\u202eb\x7f\u2028' }]),
  )
  expect(text).toContain('"message": "a\\u001b[31m\\u009b\\u202eb\\u007f\\u2028"')
  expect(JSON.parse(text).files[0].findings[0].message).toBe('a\x1b[31m\x9b\u202eb\x7f\u2028')
})
