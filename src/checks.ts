import { deepStrictEqual, ok, strictEqual } from 'node:assert'
import { type Case, casesOf } from './cases.ts'
import { formatOf } from './formats/index.ts'
import { loading } from './formats/lazy.ts'
import { encode } from './files/read.ts'
import { migrate } from './migrate.ts'
import { migrateText } from './outcome.ts'
import type { Migration, Request } from './result.ts'
import { lineStarts, positionAt } from './text.ts'
import type { WrittenTransform } from './transform.ts'

/** One thing that must hold, for any test runner. */
export interface Check {
  /** The case's heading, and what is checked of it. */
  readonly name: string
  /** Rejects with an AssertionError where it does not hold. */
  readonly run: () => Promise<void>
}

/**
 * What must hold for the cases of a transform's page: each as written, and in the variants that follow from it.
 * @throws when the page has no case, or one that cannot be read.
 */
export function checksOf(transform: WrittenTransform, page: string): Check[] {
  const cases = casesOf(page)
  ok(cases.length > 0, `the page of "${transform.title}" has no case: write a heading and a block before=<path>`)
  return cases.flatMap((given) => {
    const request = requestFor(transform, given)
    return Object.entries(CHECKS).map(([name, check]) => {
      return { name: `${given.name}: ${name}`, run: () => check(given, request) }
    })
  })
}

/**
 * Runs all checks of a page.
 * @throws an Error that names every check that failed, with what was expected.
 */
export async function checkCases(transform: WrittenTransform, page: string): Promise<void> {
  const failures: string[] = []
  for (const { name, run } of checksOf(transform, page)) {
    await run().catch((error: unknown) => failures.push(`${name}\n${error instanceof Error ? error.message : error}`))
  }
  if (failures.length > 0) throw new Error(failures.join('\n\n'))
}

const CHECKS: { readonly [name: string]: (given: Case, request: Request) => Promise<void> } = {
  async 'gives the text after'(given, request) {
    const result = await run(given.before, given, request)
    strictEqual(result.text, given.after)
    deepStrictEqual(told(result, given.before), given.findings)
    ok(unchangedOutside(given.before, result), 'bytes outside the edits changed')
    const parsed = await loading(() => formatOf(given.path).parse(given.before))
    strictEqual(result.failure === undefined, parsed.problems.length === 0, result.failure?.message)
  },
  async 'changes nothing on a second run'(given, request) {
    const result = await run(given.after, given, request)
    strictEqual(result.text, given.after)
    deepStrictEqual(result.edits, [])
  },
  async 'keeps CRLF'(given, request) {
    const crlf = (text: string): string => text.replaceAll('\n', '\r\n')
    const result = await run(crlf(given.before), given, request)
    strictEqual(result.text, crlf(given.after))
    deepStrictEqual(told(result, crlf(given.before)), given.findings)
  },
  async 'needs no final newline'(given, request) {
    const cut = (text: string): string => text.replace(/(?<!\n)\n+$/, '')
    strictEqual((await run(cut(given.before), given, request)).text, cut(given.after))
  },
  async 'keeps a byte order mark, and its patch leads there and back'(given, request) {
    const decoded = { kind: 'text', text: given.before, bom: true } as const
    const outcome = await loading(() => migrateText(given.path, decoded, request, migrate))
    const expected = outcome.status === 'failed' ? given.before : given.after
    deepStrictEqual(encode(outcome.newText, outcome.bom), encode(expected, true))
  },
  async 'does nothing without its release'(given, request) {
    strictEqual((await run(given.before, given, { ...request, steps: [] })).text, given.before)
  },
}

function requestFor(written: WrittenTransform, { options }: Case): Request {
  const transform = { id: 'ours/transform', ...written }
  const answers = new Map<string, string>()
  for (const option of options) {
    const equals = option.indexOf('=')
    if (equals !== -1) answers.set(`${transform.id}.${option.slice(0, equals)}`, option.slice(equals + 1))
  }
  const releases = transform.since.length > 0 ? transform.since : ['any']
  const steps = releases.map((release) => ({ release, transforms: [transform] }))
  return { steps, unsafe: options.includes('--unsafe'), answers }
}

function run(text: string, { path }: Case, request: Request): Promise<Migration> {
  return loading(() => migrate(text, path, request))
}

/** `line: message | suggestion`, in the order of the text. */
function told(migration: Migration, text: string): string[] {
  const starts = lineStarts(text)
  return [...migration.findings]
    .sort((a, b) => a.offset - b.offset)
    .map(({ offset, message, suggestion }) => {
      const { line } = positionAt(starts, offset)
      return suggestion === undefined ? `${line}: ${message}` : `${line}: ${message} | ${suggestion}`
    })
}

/** All bytes but those of the edits are as they were. */
export function unchangedOutside(before: string, { text, regions }: Migration): boolean {
  let old = 0
  let now = 0
  for (const region of regions) {
    if (before.slice(old, region.old.start) !== text.slice(now, region.new.start)) return false
    old = region.old.end
    now = region.new.end
  }
  return before.slice(old) === text.slice(now)
}
