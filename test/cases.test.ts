import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { formatOf } from '../src/formats/index.ts'
import { migrate } from '../src/migrate.ts'
import type { Migration, Request } from '../src/result.ts'
import { type Case, casesOf } from '../src/testing.ts'
import { lineStarts, positionAt } from '../src/text.ts'
import type { Transform } from '../src/transform.ts'
import { transforms } from '../transforms/index.ts'

function requestFor(transform: Transform, { options }: Case): Request {
  const answers = new Map<string, string>()
  for (const option of options) {
    const equals = option.indexOf('=')
    if (equals !== -1) answers.set(`${transform.id}.${option.slice(0, equals)}`, option.slice(equals + 1))
  }
  const steps = transform.since.map((release) => ({ release, transforms: [transform] }))
  return { steps, unsafe: options.includes('--unsafe'), answers }
}

function told(migration: Migration, text: string): string[] {
  const starts = lineStarts(text)
  return [...migration.findings]
    .sort((a, b) => a.offset - b.offset)
    .map(({ offset, message, suggestion }) => {
      const { line } = positionAt(starts, offset)
      return suggestion === undefined ? `${line}: ${message}` : `${line}: ${message} | ${suggestion}`
    })
}

function unchangedOutside(before: string, { text, regions }: Migration): boolean {
  let old = 0
  let now = 0
  for (const region of regions) {
    if (before.slice(old, region.old.start) !== text.slice(now, region.new.start)) return false
    old = region.old.end
    now = region.new.end
  }
  return before.slice(old) === text.slice(now)
}

for (const transform of transforms) {
  const page = readFileSync(new URL(`../transforms/${transform.id}.md`, import.meta.url), 'utf8')
  describe(transform.id, () => {
    const cases = casesOf(page)
    test('has cases', () => expect(cases.length).toBeGreaterThan(0))
    for (const given of cases) describe(given.name, () => check(transform, given))
  })
}

function check(transform: Transform, given: Case): void {
  const request = requestFor(transform, given)
  const run = (text: string): Migration => migrate(text, given.path, request)

  test('gives the text after', () => {
    const result = run(given.before)
    expect(result.text).toBe(given.after)
    expect(told(result, given.before)).toEqual(given.findings)
    expect(unchangedOutside(given.before, result)).toBe(true)
    const parsed = formatOf(given.path).parse(given.before).problems.length === 0
    expect(result.failure === undefined).toBe(parsed)
  })
  test('changes nothing on a second run', () => {
    const result = run(given.after)
    expect(result.text).toBe(given.after)
    expect(result.edits).toEqual([])
  })
  test('keeps CRLF', () => {
    const crlf = (text: string): string => text.replaceAll('\n', '\r\n')
    const result = run(crlf(given.before))
    expect(result.text).toBe(crlf(given.after))
    expect(told(result, crlf(given.before))).toEqual(given.findings)
  })
  test('needs no final newline', () => {
    const cut = (text: string): string => text.replace(/\n+$/, '')
    expect(run(cut(given.before)).text).toBe(cut(given.after))
  })
  test('does nothing without its release', () => {
    expect(migrate(given.before, given.path, { ...request, steps: [] }).text).toBe(given.before)
  })
}
