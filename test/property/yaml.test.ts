import fc from 'fast-check'
import { load } from 'js-yaml'
import { expect, test } from 'vitest'
import type { Path } from '../../src/path.ts'
import type { Data } from '../../src/tree.ts'
import { at, expected, makesSense, OPS, type Operation, pathsOf, run, sameOutside, transformFor } from './change.ts'
import { printYaml, type Style, styles, trees } from './yaml-text.ts'

const RUNS = Number(process.env.FUZZ_RUNS ?? 20_000)

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

const tally = { edited: 0, refused: 0, skipped: 0 }

/** @returns what became of it; throws where it went wrong. */
function check({ spec, style, operation, pick }: Sample): keyof typeof tally {
  const document = { apiVersion: 'kuma.io/v1alpha1', kind: 'MeshTimeout', spec, tail: 'end' }
  const paths = pathsOf(spec)
  const path: Path = paths[pick % paths.length] ?? []
  const value = at(spec, path)
  if (value === undefined || !makesSense(operation, path, value)) return 'skipped'
  const text = printYaml(document, style)
  expect(load(text)).toEqual(document)
  const transform = transformFor(operation, path, value)
  const result = run(text, transform)
  expect(result.failure).toBeUndefined()
  if (result.edits.length === 0) {
    expect(result.text).toBe(text)
    expect(result.findings).toHaveLength(1)
    return 'refused'
  }
  const wanted = expected(document, operation, ['spec', ...path])
  expect(load(result.text)).toEqual(wanted)
  expect(JSON.stringify(load(result.text))).toBe(JSON.stringify(wanted))
  expect(sameOutside(text, result)).toBe(true)
  expect(result.text.includes('\r\n')).toBe(result.text.includes('\n') && style.eol === '\r\n')
  expect(result.text.replaceAll('\r\n', '').includes('\n')).toBe(style.eol === '\n')
  expect(result.text.endsWith('\n')).toBe(style.finalNewline)
  expect(run(result.text, transform).edits).toEqual([])
  return 'edited'
}

test('a random change of a random document in a random style is exact', () => {
  fc.assert(
    fc.property(samples, (sample) => {
      tally[check(sample)]++
    }),
    { numRuns: RUNS, seed: Number(process.env.FUZZ_SEED ?? 1) },
  )
  console.log(`${RUNS} cases: ${tally.edited} edited, ${tally.refused} refused, ${tally.skipped} not possible`)
})
