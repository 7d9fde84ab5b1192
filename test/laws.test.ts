import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { migrate } from '../src/migrate.ts'
import type { Request } from '../src/result.ts'
import { parseRange, stepsBetween } from '../src/steps.ts'
import { type Case, casesOf } from '../src/testing.ts'
import { transforms } from '../transforms/index.ts'

const LINES = ['1.8', ...Array.from({ length: 15 }, (_, minor) => `2.${minor}`)]

/** Some on lines that never got what patches of others brought, some before and after such a patch. */
const MIDDLES = ['2.2', '2.6', '2.8', '2.9', '2.11.3', '2.13.0']

/** Parts of the way that begin and end elsewhere, with a release between. */
const PARTS = [
  ['2.6.2', '2.8.1', '2.12.0'],
  ['2.11.3', '2.11.13', '2.11.20'],
] as const

function run(text: string, { path, options }: Case, id: string, from: string, to: string): string {
  const answers = new Map(
    options
      .filter((option) => option.includes('='))
      .map((option) => [`${id}.${option.slice(0, option.indexOf('='))}`, option.slice(option.indexOf('=') + 1)]),
  )
  const request: Request = {
    steps: stepsBetween(transforms, parseRange(from, to)),
    unsafe: options.includes('--unsafe'),
    answers,
  }
  return migrate(text, path, request).text
}

/** An upgrade in two goes gives what one gives, wherever it is parted. */
describe('migrate(a→c) is migrate(b→c) after migrate(a→b)', () => {
  for (const { id } of transforms) {
    const page = readFileSync(new URL(`../transforms/${id}.md`, import.meta.url), 'utf8')
    test(id, () => {
      for (const given of casesOf(page)) {
        const whole = run(given.before, given, id, '1.8', '2.14')
        // The steps up to b, then the rest: parted after every release, each part run on its own.
        let text = given.before
        for (const [index, to] of LINES.entries()) {
          const from = LINES[index - 1]
          if (from !== undefined) text = run(text, given, id, from, to)
        }
        expect(text, `${given.name}, release by release`).toBe(whole)
        for (const middle of MIDDLES) {
          const first = run(given.before, given, id, '1.8', middle)
          expect(run(first, given, id, middle, '2.14'), `${given.name}, parted at ${middle}`).toBe(whole)
        }
        for (const [from, middle, to] of PARTS) {
          const first = run(given.before, given, id, from, middle)
          const part = run(given.before, given, id, from, to)
          expect(run(first, given, id, middle, to), `${given.name}, ${from} to ${to} by ${middle}`).toBe(part)
        }
        expect(run(whole, given, id, '1.8', '2.14'), `${given.name}, run again`).toBe(whole)
      }
    })
  }
})
