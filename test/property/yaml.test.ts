import fc from 'fast-check'
import { load } from 'js-yaml'
import { describe, expect, test } from 'vitest'
import { unchangedOutside } from '../../src/checks.ts'
import type { Path } from '../../src/path.ts'
import type { Migration } from '../../src/result.ts'
import type { Data } from '../../src/tree.ts'
import { at, expected, makesSense, OPS, type Operation, pathsOf, run, transformFor } from './change.ts'
import { printYaml, type Style, styles, trees } from './yaml-text.ts'

const RUNS = Number(process.env.FUZZ_RUNS ?? 20_000)
const SEED = Number(process.env.FUZZ_SEED ?? 1)

interface Sample {
  readonly spec: { readonly [key: string]: Data }
  readonly style: Style
  readonly operation: Operation
  readonly pick: number
}

const samples: fc.Arbitrary<Sample> = fc.record({
  spec: trees,
  style: styles,
  operation: fc.constantFrom(...OPS),
  pick: fc.nat(),
})

type Outcome = 'edited' | 'refused' | 'skipped'

/** What a fault makes of a result; undefined: it cannot be made there. */
type Plant = (result: Migration) => Migration | undefined

/** @param plant spoils the result before it is looked at. @returns what became of it; throws where it went wrong. */
function check({ spec, style, operation, pick }: Sample, plant: Plant = (result) => result): Outcome {
  const document = { apiVersion: 'kuma.io/v1alpha1', kind: 'MeshTimeout', spec, tail: 'end' }
  const paths = pathsOf(spec)
  const path: Path = paths[pick % paths.length] ?? []
  const value = at(spec, path)
  if (value === undefined || !makesSense(operation, path, value)) return 'skipped'
  const text = printYaml(document, style)
  expect(load(text)).toEqual(document)
  const transform = transformFor(operation, path, value)
  const made = run(text, transform)
  expect(made.failure).toBeUndefined()
  if (made.edits.length === 0) {
    expect(made.text).toBe(text)
    expect(made.findings).toHaveLength(1)
    return 'refused'
  }
  const result = plant(made)
  if (result === undefined) return 'skipped'
  const wanted = expected(document, operation, ['spec', ...path])
  expect(load(result.text)).toEqual(wanted)
  expect(JSON.stringify(load(result.text))).toBe(JSON.stringify(wanted))
  expect(unchangedOutside(text, result)).toBe(true)
  expect(result.text.includes('\r\n')).toBe(result.text.includes('\n') && style.eol === '\r\n')
  expect(result.text.replaceAll('\r\n', '').includes('\n')).toBe(style.eol === '\n')
  expect(result.text.endsWith('\n')).toBe(style.finalNewline)
  expect(run(result.text, transform).edits).toEqual([])
  return 'edited'
}

test('a random change of a random document in a random style is exact', () => {
  const tally = { edited: 0, refused: 0, skipped: 0 }
  fc.assert(
    fc.property(samples, (sample) => {
      tally[check(sample)]++
    }),
    { numRuns: RUNS, seed: SEED },
  )
  console.log(`${RUNS} cases: ${tally.edited} edited, ${tally.refused} refused, ${tally.skipped} not possible`)
  // Of what can be edited, this much is: less is a loss, and more a gain to be written down here.
  if (RUNS === 20_000 && SEED === 1) expect(tally).toEqual({ edited: 13_228, refused: 123, skipped: 6649 })
  else expect(tally.refused / (tally.edited + tally.refused)).toBeLessThan(0.02)
}, 3_600_000)

/** What longer runs found. */
const FOUND: { readonly [what: string]: Sample } = {
  'a list in a list on one line, below a comment that stands apart': {
    spec: { alpha: [['with blank 1']] },
    style: { indent: 1, deepLists: false, eol: '\n', finalNewline: false, choices: [0, 0, 72, 1, 0, 55, 58, 1] },
    operation: 'remove',
    pick: 22_671_044,
  },
  'the first item of a list, whose dash stands alone above a comment that stands apart': {
    spec: {
      alpha: { '10': [{ alpha: 'with blank 1' }, "it's 2", ['say "3"']], alpha: '4: colon' },
      beta: '- dash 5',
      "it's": '6 hash',
    },
    style: { indent: 1, deepLists: false, eol: '\n', finalNewline: false, choices: [0, 0, 8, 1, 20, 24, 0, 18] },
    operation: 'remove',
    pick: 2_147_483_623,
  },
}

test.each(Object.entries(FOUND))('%s', (_, sample) => {
  expect(check(sample)).toBe('edited')
})

/** The result with other text at an offset of the new text. */
function spoil(result: Migration, offset: number, length: number, by: string): Migration {
  const { text } = result
  return { ...result, text: text.slice(0, offset) + by + text.slice(offset + length) }
}

const FAULTS: { readonly [name: string]: Plant } = {
  'a character too few behind the edit': (result) => {
    const end = result.regions.at(-1)?.new.end ?? 0
    return end < result.text.length ? spoil(result, end, 1, '') : undefined
  },
  'a character too many before the edit': (result) => {
    const start = result.regions[0]?.new.start ?? 0
    return spoil(result, start, 0, result.text[start - 1] ?? ' ')
  },
  'another line ending': (result) => {
    const at = result.text.indexOf('\n')
    if (at === -1) return undefined
    return result.text[at - 1] === '\r' ? spoil(result, at - 1, 1, '') : spoil(result, at, 0, '\r')
  },
  'a comment less': (result) => {
    const comment = /[ \t]+#[^\r\n]*/.exec(result.text)
    return comment === null ? undefined : spoil(result, comment.index, comment[0].length, '')
  },
  'a final newline more or less': (result) => {
    const end = /\r?\n$/.exec(result.text)
    return end === null ? spoil(result, result.text.length, 0, '\n') : spoil(result, end.index, end[0].length, '')
  },
  'another value elsewhere': (result) => {
    const at = result.text.lastIndexOf('end')
    return spoil(result, at, 3, 'and')
  },
  'the edit not made': (result) => {
    const region = result.regions[0]
    return region === undefined ? undefined : spoil(result, region.new.start, region.new.end - region.new.start, '')
  },
}

describe('a fault is caught:', () => {
  test.each(Object.entries(FAULTS))('%s', (_, plant) => {
    let [planted, escaped] = [0, 0]
    const spoiled: Plant = (made) => {
      const result = plant(made)
      if (result?.text === made.text) return undefined
      if (result !== undefined) planted++
      return result
    }
    fc.assert(
      fc.property(samples, (sample) => {
        try {
          if (check(sample, spoiled) === 'edited') escaped++
        } catch {
          // That is what it is for.
        }
      }),
      { numRuns: 500, seed: SEED },
    )
    expect(planted).toBeGreaterThan(50)
    expect(escaped).toBe(0)
  })
})
