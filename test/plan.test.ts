import { describe, expect, test } from 'vitest'
import { formatHop, hopOf, hopsBetween, timingOf } from '../src/plan.ts'
import { parseRange } from '../src/steps.ts'

const hops = (from: string, to: string): string[] => hopsBetween(parseRange(from, to)).map(formatHop)

test('hops are two minors wide at most', () => {
  expect(hops('2.6', '2.11')).toEqual(['2.6 to 2.8', '2.8 to 2.10', '2.10 to 2.11'])
  expect(hops('2.6', '2.7')).toEqual(['2.6 to 2.7'])
  expect(hops('1.8', '2.3')).toEqual(['1.8 to 2.0', '2.0 to 2.2', '2.2 to 2.3'])
  expect(hops('2.11.3', '2.11.20')).toEqual(['2.11.3 to 2.11.20'])
  expect(hops('2.9.4', '2.11.14')).toEqual(['2.9.4 to 2.11.14'])
})

test('a release belongs to the hop that crosses it', () => {
  const list = hopsBetween(parseRange('2.6', '2.11'))
  const of = (at: string): string | undefined => {
    const hop = hopOf(list, at)
    return hop === undefined ? undefined : formatHop(hop)
  }
  expect(of('2.7.0')).toBe('2.6 to 2.8')
  expect(of('2.8.0')).toBe('2.6 to 2.8')
  expect(of('2.7.26')).toBe('2.6 to 2.8')
  expect(of('2.11.14')).toBe('2.10 to 2.11')
  expect(of('2.6.0')).toBeUndefined()
})

describe('an edit may be merged', () => {
  const [hop] = hopsBetween(parseRange('2.6', '2.8'))
  const timing = (acceptedSince: string | undefined, readUntil: string | undefined): string | undefined =>
    hop === undefined ? undefined : timingOf({ acceptedSince, readUntil }, hop)

  test('before, when the running release reads the new form', () => expect(timing('2.2', '2.6')).toBe('before'))
  test('with the upgrade, when no release reads both', () => expect(timing('2.7', '2.6')).toBe('with'))
  test('after it, when the new release still reads the old form', () => {
    expect(timing('2.7', '2.8')).toBe('after')
    expect(timing('2.7', undefined)).toBe('after')
  })
  test('with the upgrade, when the old form is taken out and still read', () =>
    expect(timing(undefined, '2.6')).toBe('with'))
  test('before, when the old form is taken out and read no more', () => expect(timing(undefined, '2.4')).toBe('before'))
})
