import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' }
import draft04 from 'ajv-draft-04'
import formats from 'ajv-formats'
import { expect, test } from 'vitest'
import type { Told } from '../../src/report/formats.ts'
import { formatSarif } from '../../src/report/sarif.ts'
import { EXAMPLES, example, printed, tell } from './tell.ts'

// One pattern of the schema is not valid with the flag u.
const ajv = new draft04.default({ strict: false, allErrors: true, unicodeRegExp: false })
formats.default(ajv)
const check = ajv.compile(schema)

function problemsOf(text: string): unknown {
  return check(JSON.parse(text)) ? [] : check.errors
}

interface Region {
  readonly startLine: number
  readonly startColumn: number
  readonly endLine: number
  readonly endColumn: number
}

interface Result {
  readonly ruleId: string
  readonly level: string
  readonly message: { readonly text: string }
  readonly locations: readonly { readonly physicalLocation: { artifactLocation: { uri: string }; region: Region } }[]
  readonly partialFingerprints: { readonly primaryLocationLineHash: string }
  readonly fixes?: readonly [{ readonly artifactChanges: readonly [{ readonly replacements: Replacement[] }] }]
}

interface Replacement {
  readonly deletedRegion: Region
  readonly insertedContent?: { readonly text: string }
}

function runOf(told: Told) {
  const text = formatSarif(told)
  expect(problemsOf(text)).toEqual([])
  return JSON.parse(text).runs[0]
}

function resultsOf(told: Told): Result[] {
  return runOf(told).results
}

/** What a viewer makes of a text that accepts the fixes. */
function applied(text: string, results: readonly Result[]): string {
  const lines = text.split('\n')
  const offset = (line: number, column: number): number =>
    lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1
  const all = results.flatMap(({ fixes }) => fixes?.[0].artifactChanges[0].replacements ?? [])
  const sorted = all.map(({ deletedRegion: at, insertedContent }) => ({
    start: offset(at.startLine, at.startColumn),
    end: offset(at.endLine, at.endColumn),
    text: insertedContent?.text ?? '',
  }))
  sorted.sort((a, b) => b.start - a.start)
  return sorted.reduce((now, { start, end, text: put }) => now.slice(0, start) + put + now.slice(end), text)
}

test.each(EXAMPLES)('the log of %s is valid', async (name) => {
  const text = await printed(example(name), '--format', 'sarif')
  expect(problemsOf(text)).toEqual([])
  const { results, tool } = JSON.parse(text).runs[0]
  expect(results.length).toBeGreaterThan(5)
  for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId)
  for (const rule of tool.driver.rules) expect(rule.helpUri).toMatch(/^https:/)
})

test('the schema is asked', async () => {
  const text = formatSarif(await tell({ a: 'OLD' }, [{ find: 'OLD', say: 'x' }]))
  expect(problemsOf(text.replace('"level": "warning"', '"level": "bad"'))).not.toEqual([])
  expect(problemsOf(text.replace('"startLine": 1', '"startLine": 0'))).not.toEqual([])
})

test('findings come before edits, each with its level and place', async () => {
  const wanted = [
    { find: 'OLD', write: 'NEW' },
    { find: 'RISKY', write: 'SURE', safety: 'unsafe' as const, transform: '2.10/other' },
    { find: 'ASK', say: 'decide `to[0].default`', suggestion: 'x: 1' },
  ]
  const results = resultsOf(await tell({ 'a b/ü#1%.yaml': 'x: OLD\r\n🐢 RISKY\r\ny: ASK # z\r\n' }, wanted))
  const region = (line: number, from: number, to: number): Region => {
    return { startLine: line, startColumn: from, endLine: line, endColumn: to }
  }
  expect(
    results.map(({ level, message, locations }) => [level, message.text, locations[0]?.physicalLocation.region]),
  ).toEqual([
    ['warning', 'decide `to[0].default`\nWrite: x: 1', region(3, 4, 11)],
    ['note', '`OLD` became `NEW`: OLD becomes NEW', region(1, 4, 7)],
    ['warning', 'another: RISKY becomes SURE', region(2, 4, 9)],
  ])
  expect(results[0]?.locations[0]?.physicalLocation.artifactLocation.uri).toBe('a%20b/%C3%BC%231%25.yaml')
})

test('the fixes of a file together give the new text', async () => {
  const wanted = [
    { find: 'OLD', write: 'NEW' },
    { find: 'GONE\r\n', write: '' },
    { find: 'TWO', write: 'ONE\r\nTWO', transform: '2.10/other' },
    { find: '🐢', write: '🐇🐇', transform: '2.10/other' },
  ]
  const text = 'OLD\r\nGONE\r\n- 🐢 TWO OLD\r\nlast OLD'
  const told = await tell({ a: text }, wanted)
  const results = resultsOf(told)
  expect(results.filter(({ fixes }) => fixes !== undefined)).toHaveLength(2)
  expect(applied(text, results)).toBe(told.outcomes[0]?.newText)
})

test('transforms that change the same stretch have one fix', async () => {
  const told = await tell({ a: 'ONETWO\nONE' }, [
    { find: 'ONE', write: '1' },
    { find: 'TWO', write: '2', transform: '2.10/other' },
  ])
  const results = resultsOf(told)
  expect(results.map(({ ruleId, fixes }) => [ruleId, fixes?.[0].artifactChanges[0].replacements.length])).toEqual([
    ['2.7/renamed', 2],
    ['2.10/other', undefined],
    ['2.7/renamed', undefined],
  ])
  expect(applied('ONETWO\nONE', results)).toBe('12\n1')
})

test('a fix that would show a secret is left out, and the secret is nowhere', async () => {
  const text = formatSarif(await tell({ a: 'A_TOKEN: OLDhunter2\n' }, [{ find: 'OLDhunter2', write: 'hunter3' }]))
  expect(text).not.toContain('hunter')
  expect(text).not.toContain('fixes')
})

test('a fingerprint follows its line, whatever stands above, and tells places on one line apart', async () => {
  const wanted = [{ find: 'OLD', say: 'x' }]
  const hashes = async (text: string): Promise<string[]> =>
    resultsOf(await tell({ a: text }, wanted)).map(
      ({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash,
    )
  const [first, second, third] = await hashes('a: OLD OLD\nb: OLD\n')
  expect(new Set([first, second, third]).size).toBe(3)
  expect(first).toMatch(/^[0-9a-f]{16}:1$/)
  expect(second).toBe(first?.replace(':1', ':2'))
  expect(await hashes('\nx\n\n  a: OLD OLD\r\n\nb: OLD')).toEqual([first, second, third])
  expect(await hashes('a: OLD 1')).not.toEqual([first])
})

test('a message is no link, a file that failed is a notification, and no control character is raw', async () => {
  const run = runOf(await tell({ 'a\n\x1b.yaml': 'BROKEN', b: 'OLD' }, [{ find: 'OLD', say: 'see [a](b)\x9b' }]))
  expect(run.results[0].message.text).toBe('see \\[a\\](b)\x9b')
  expect(run.invocations[0].executionSuccessful).toBe(false)
  const [notification] = run.invocations[0].toolExecutionNotifications
  expect(notification.level).toBe('error')
  expect(notification.message.text).toContain('failed: 1:1: it does not parse')
  expect(notification.locations[0].physicalLocation.artifactLocation.uri).toBe('a%0A%1B.yaml')
  expect(formatSarif(await tell({ b: 'OLD' }, [{ find: 'OLD', say: '\x9b\u202e' }]))).not.toMatch(/[\x80-\x9f\u202e]/)
})

test('no more than 25,000 results, edits going first', async () => {
  const text = 'OLD ASK\n'.repeat(12_600)
  const told = await tell({ a: text }, [
    { find: 'OLD', write: 'NEW' },
    { find: 'ASK', say: 'x' },
  ])
  const { results, invocations } = JSON.parse(formatSarif(told)).runs[0]
  expect(results).toHaveLength(25_000)
  expect(results.filter(({ level }: Result) => level === 'warning')).toHaveLength(12_600)
  expect(invocations[0].toolExecutionNotifications[0].message.text).toBe(
    '200 more results are left out; the JSON report has them all.',
  )
})
