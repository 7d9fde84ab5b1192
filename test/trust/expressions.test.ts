import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { attacksOn, expressionsIn, growthOn } from './expressions.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const EXPRESSIONS = ['src', 'transforms'].flatMap((folder) => expressionsIn(root, folder))
/** Long enough that a search of quadratic time takes a tenth of a second. */
const SIZE = 16_384

function isSlow(regExp: RegExp): string | undefined {
  const attack = attacksOn(regExp).find((each) => (growthOn(regExp, each, SIZE) ?? 0) > 3)
  return attack === undefined ? undefined : JSON.stringify(attack)
}

test('every regular expression takes time linear in the text', () => {
  expect(EXPRESSIONS.length).toBeGreaterThan(200)
  const slow = EXPRESSIONS.flatMap(({ place, regExp }) => {
    const attack = isSlow(regExp)
    return attack === undefined ? [] : [`${place}: ${String(regExp)} on ${attack}`]
  })
  expect(slow).toEqual([])
})

test.each([/[ \t]+$/, /(a+)+b/, /"(?:\\.|[^"])*"x/, /\s*,\s*x/, /(?:kuma|mesh).*x$/])(
  '%s is found to be slow',
  (regExp) => {
    expect(isSlow(regExp)).toBeDefined()
  },
)
