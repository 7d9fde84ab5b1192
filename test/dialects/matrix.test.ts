import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { migrate } from '../../src/migrate.ts'
import type { Migration, Request } from '../../src/result.ts'
import type { Case } from '../../src/testing.ts'
import { lineStarts, positionAt } from '../../src/text.ts'
import type { Transform } from '../../src/transform.ts'
import { escapeRegExp } from '../../src/views/index.ts'
import { CHANGES, type Change, SURFACES } from './changes.ts'
import { cellOf, type Page, readPages, type Section } from './pages.ts'

const PAGES = readPages(fileURLToPath(new URL('pages', import.meta.url)))

const ALL = [...new Set(CHANGES.map(({ transform }) => transform))]

function run(text: string, given: Case, transforms: readonly Transform[]): Migration {
  const role = given.options.find((option) => option.startsWith('assume='))?.slice('assume='.length)
  const request: Request = {
    steps: [{ release: '2.7.0', transforms }],
    unsafe: false,
    answers: new Map(),
    ...(role === 'values' || role === 'config' ? { toldOf: () => ({ role }) } : {}),
  }
  return migrate(text, given.path, request)
}

/** The lines findings point to. */
function lines(text: string, { findings }: Migration): number[] {
  const starts = lineStarts(text)
  return findings.map(({ offset }) => positionAt(starts, offset).line).sort((a, b) => a - b)
}

/** Where a change's own word stands: whole, and not as a part of another. */
function lineOf(text: string, { words }: Change): number {
  for (const word of words) {
    const at = text.toLowerCase().search(new RegExp(`(?<![\\w-])${escapeRegExp(word.toLowerCase())}(?!\\w|-\\w)`))
    if (at !== -1) return positionAt(lineStarts(text), at).line
  }
  return 0
}

test('the matrix', () => {
  const table = Object.fromEntries(
    PAGES.map((page) => [page.title, Object.fromEntries(SURFACES.map((surface) => [surface, cellOf(page, surface)]))]),
  )
  console.table(table)
  const cells = Object.values(table).flatMap((row) => Object.values(row))
  expect(cells).toHaveLength(PAGES.length * SURFACES.length)
  // Where it is found at all, it is edited: all but a few of the cells.
  expect(cells.filter((cell) => cell === 'flags').length).toBeLessThanOrEqual(16)
})

for (const page of PAGES) {
  describe(page.id, () => {
    test('says something about every surface', () => {
      expect([...new Set(page.sections.map(({ surface }) => surface))].sort()).toEqual([...SURFACES].sort())
    })
    for (const section of page.sections) describe(`${section.surface} ${section.style}`, () => check(page, section))
  })
}

function check(page: Page, { surface, outcome, given }: Section): void {
  if (given === undefined) {
    test('cannot occur', () => {
      expect(outcome.kind).toBe('cannot occur')
      expect(outcome.because).not.toBe('')
      expect(page.sections.filter((other) => other.surface === surface)).toHaveLength(1)
    })
    return
  }
  const changes = CHANGES.filter((change) => change.surface === surface)
  const isFlagged = ({ operation }: Change): boolean =>
    operation === 'ask' || outcome.kind === 'flags' || outcome.flagged.includes(operation)
  const flaggedLines = changes.filter(isFlagged).map((change) => lineOf(given.before, change))

  test.each(changes)('$surface $operation', (change) => {
    expect(lineOf(given.before, change), 'it is in the text').toBeGreaterThan(0)
    const result = run(given.before, given, [change.transform])
    expect(result.failure).toBeUndefined()
    const line = lineOf(given.before, change)
    const state = { changed: result.text !== given.before, found: lines(given.before, result) }
    expect(state).toEqual({ changed: !isFlagged(change), found: isFlagged(change) ? [line] : [] })
  })
  test('all at once gives the text after', () => {
    const result = run(given.before, given, ALL)
    expect(result.text).toBe(given.after)
    expect(lines(given.before, result)).toEqual(flaggedLines.sort((a, b) => a - b))
    expect(result.failure).toBeUndefined()
  })
  test('one after another gives the same, in either order', () => {
    const oneByOne = (order: readonly Transform[]): string =>
      order.reduce((text, transform) => run(text, given, [transform]).text, given.before)
    expect(oneByOne(ALL)).toBe(given.after)
    expect(oneByOne(ALL.toReversed())).toBe(given.after)
  })
  test('changes nothing on a second run', () => {
    const again = run(given.after, given, ALL)
    expect(again.text).toBe(given.after)
    expect(again.edits).toEqual([])
    expect(again.findings).toHaveLength(flaggedLines.length)
  })
  test('keeps CRLF', () => {
    const crlf = (text: string): string => text.replaceAll('\n', '\r\n')
    const result = run(crlf(given.before), given, ALL)
    expect(result.text).toBe(crlf(given.after))
    expect(lines(crlf(given.before), result)).toEqual(flaggedLines)
  })
  test('needs no final newline', () => {
    const cut = (text: string): string => text.replace(/\n+$/, '')
    expect(run(cut(given.before), given, ALL).text).toBe(cut(given.after))
  })
}
