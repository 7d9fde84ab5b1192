import { expect, test } from 'vitest'
import { defineTransform, move, on, remove, value } from '../src/rules.ts'
import { migrate } from '../src/migrate.ts'
import type { Change } from '../src/transform.ts'

function run(text: string, changes: { readonly [path: string]: Change }): string {
  const rules = Object.entries(changes).map(([path, change]) => on(value(path), change))
  const transform = { id: '2.0/test', ...defineTransform({ title: 'test', since: ['2.0.0'], notes: ['test'], rules }) }
  const steps = [{ release: '2.0.0', transforms: [transform] }]
  return migrate(text, 'values.yaml', { steps, unsafe: false, answers: new Map() }).text
}

test('two fixes that need the same new map write it once', () => {
  const text = 'kuma:\n  controlPlane: {}\n  one: {a: 1, b: 2}\n  more: {}\n  two: {c: 3, d: 4}\n'
  expect(run(text, { 'one.a': move('new.a'), 'two.c': move('new.c') })).toBe(
    'kuma:\n  controlPlane: {}\n  one: {b: 2}\n  new:\n    a: 1\n    c: 3\n  more: {}\n  two: {d: 4}\n',
  )
})

test('two fixes that take all there is take the map as well', () => {
  const text = 'kuma:\n  controlPlane: {}\n  one:\n    a: 1\n    # why\n    b: 2\n  two: {}\n'
  expect(run(text, { 'one.a': remove(), 'one.b': remove() })).toBe('kuma:\n  controlPlane: {}\n  two: {}\n')
})
