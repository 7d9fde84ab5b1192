import { describe, expect, test } from 'vitest'
import { chooseTransforms, parseAnswers, parseRange, stepsBetween } from '../src/steps.ts'
import { transforms } from '../transforms/index.ts'
import { transform } from './fake.ts'

function stepsOf(from: string, to: string, ...since: string[][]): string[] {
  const transforms = since.map((releases, index) => transform(`t${index}`, releases))
  return stepsBetween(transforms, parseRange(from, to)).map(
    (step) => `${step.release}: ${step.transforms.map(({ id }) => id).join(' ')}`,
  )
}

/** The patches just before and after a release, and it. */
function around(release: string): string[] {
  const [major, minor, patch = 0] = release.split('.').map(Number)
  return [patch - 1, patch, patch + 1].filter((each) => each >= 0).map((each) => `${major}.${minor}.${each}`)
}

describe('steps of a range', () => {
  test('from is left out, to is included', () => {
    expect(stepsOf('2.6', '2.7', ['2.6'], ['2.7'], ['2.8'])).toEqual(['2.7.0: t1'])
  })

  test('a from without patch is its .0, a to without patch its newest', () => {
    expect(stepsOf('2.6', '2.7', ['2.6.1'], ['2.7.26'])).toEqual(['2.6.1: t0', '2.7.26: t1'])
    expect(stepsOf('2.6.1', '2.7.25', ['2.6.1'], ['2.7.26'])).toEqual([])
    expect(stepsOf('2.6.0', '2.6', ['2.6.0'], ['2.6.4'])).toEqual(['2.6.4: t1'])
  })

  test('releases ascend by number, transforms keep their order', () => {
    expect(stepsOf('2.1', '2.14', ['2.10'], ['2.9.3', '2.2'], ['2.9.10'], ['2.10.0', '2.10'])).toEqual([
      '2.2.0: t1',
      '2.9.3: t1',
      '2.9.10: t2',
      '2.10.0: t0 t3',
    ])
  })

  test('patches of one line have work to do', () => {
    const steps = stepsBetween(transforms, parseRange('2.11.3', '2.11.20'))
    expect(steps.map(({ release }) => release)).toEqual(['2.11.8', '2.11.13', '2.11.14', '2.11.19'])
    expect(steps.flatMap((step) => step.transforms.map(({ id }) => id))).toEqual(
      expect.arrayContaining(['2.14/cross-origin', '2.7/graceful-shutdown', '2.7/container-capabilities']),
    )
  })

  test.each(transforms.map((each) => [each.id, each] as const))('%s: in two goes as in one', (_, each) => {
    const steps = (from: string, to: string): string[] =>
      from === to ? [] : stepsBetween([each], parseRange(from, to)).map(({ release }) => release)
    const has = (at: string): boolean => steps('1.8', at).length > 0
    // Each line, and what lies just before, at and after what changed.
    const lines = Array.from({ length: 15 }, (__, minor) => `2.${minor}.0`)
    const points = [
      ...new Set([...lines, ...each.since.flatMap((since) => around(since)).filter((each) => each.startsWith('2.'))]),
    ].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    for (const [index, from] of points.entries()) {
      for (const middle of points.slice(index)) {
        for (const to of points.slice(points.indexOf(middle))) {
          // What patches brought is lost where one goes on to a line that never got it.
          if ((has(from) && !has(middle)) || (has(middle) && !has(to))) continue
          const halves = [...steps(from, middle), ...steps(middle, to)]
          // Where it is met depends on where one stops; that it commutes with what lies between, the laws of each page show.
          expect(halves.length, `${from} to ${to} by ${middle}`).toBe(steps(from, to).length)
        }
      }
    }
  })

  test('a range is the same as its two halves', () => {
    const since = [['2.3'], ['2.7.26', '2.9.16', '2.11.14'], ['2.10.0'], ['2.11.0']]
    const halves = [...stepsOf('2.2', '2.9.16', ...since), ...stepsOf('2.9.16', '2.11', ...since)]
    expect(halves).toEqual(stepsOf('2.2', '2.11', ...since))
    expect(halves).toHaveLength(4)
  })

  test('what patches of several lines brought is met once, where the upgrade crosses it', () => {
    const since = ['2.7.26', '2.9.16', '2.11.14']
    const met = (from: string, to: string): string[] => stepsOf(from, to, since)
    expect(met('2.6', '2.12')).toEqual(['2.7.26: t0'])
    expect(met('2.7', '2.7.26')).toEqual(['2.7.26: t0'])
    // 2.8 and 2.10 never got it, 2.12 has had it from the start.
    for (const to of ['2.8', '2.10']) expect(met('2.7', to)).toEqual([])
    expect(met('2.8', '2.9')).toEqual(['2.9.16: t0'])
    expect(met('2.8', '2.9.15')).toEqual([])
    expect(met('2.9', '2.10')).toEqual([])
    expect(met('2.10', '2.11')).toEqual(['2.11.14: t0'])
    expect(met('2.10', '2.12.0')).toEqual(['2.11.14: t0'])
    for (const from of ['2.7.26', '2.9.17', '2.11.14', '2.12']) expect(met(from, '2.14')).toEqual([])
  })

  test.each([
    ['2.7', '2.6', /newer than --to 2\.6: swap them.*2\.0, .*2\.14/],
    ['2.6.5', '2.6.3', /swap them/],
    ['1.7', '2.6', /--from 1\.7 is not a known release.*2\.0, /],
    ['2.0', '1.8', /--to 1\.8 is not a known release/],
    ['2.11', '2.11', /--from and --to are both 2\.11/],
    ['2.6', '2.15', /--to 2\.15 is not a known release/],
    ['2.6', 'latest', /--to latest is not a known release/],
    [undefined, '2.6', /--from is missing/],
  ])('%s to %s is refused', (from, to, message) => {
    expect(() => parseRange(from, to)).toThrow(message)
  })

  test.each([
    ['v2.6.x', '2.11.3'],
    ['2.6', '2.6.0'],
    ['2.6.5', '2.6'],
  ])('%s to %s is a range', (from, to) => {
    expect(() => parseRange(from, to)).not.toThrow()
  })
})

describe('--only and --skip', () => {
  const all = [transform('2.7/dp-server-auth', []), transform('2.7/ebpf', []), transform('2.11/ebpf', [])]
  const chosen = (only: string[], skip: string[]): string[] => chooseTransforms(all, only, skip).map(({ id }) => id)

  test.each([
    [[], [], ['2.7/dp-server-auth', '2.7/ebpf', '2.11/ebpf']],
    [['2.7/ebpf'], [], ['2.7/ebpf']],
    [['2.7'], [], ['2.7/dp-server-auth', '2.7/ebpf']],
    [['v2.7.x'], ['*/ebpf'], ['2.7/dp-server-auth']],
    [['*server*'], [], ['2.7/dp-server-auth']],
    [['*e*f'], [], ['2.7/ebpf', '2.11/ebpf']],
    [[], ['*'], []],
  ])('only %j skip %j', (only, skip, left) => {
    expect(chosen(only, skip)).toEqual(left)
  })

  test.each(['2.7/none', '2.1', 'ebpf', '2.7/eb*ebpf', '2.7.1'])('%s names nothing', (word) => {
    expect(() => chosen([], [word])).toThrow(`--skip ${word} names no transform. \`mesh-migrate list\``)
  })
})

describe('--set', () => {
  const none = { description: 'what to do', default: 'flag', values: ['flag', 'remove'] }
  const zone = { description: 'its name', default: '' }
  const all = [
    transform('2.7/dp-server-auth', [], { questions: { none } }),
    transform('2.2/zone', [], { questions: { zone } }),
  ]

  test('answers are kept by question', () => {
    const answers = parseAnswers(all, ['2.7/dp-server-auth.none=remove', '2.2/zone.zone=a=b.c'])
    expect([...answers]).toEqual([
      ['2.7/dp-server-auth.none', 'remove'],
      ['2.2/zone.zone', 'a=b.c'],
    ])
  })

  test.each([
    ['2.7/dp-server-auth.nope=1', 'there is no such question. There are: 2.7/dp-server-auth.none, 2.2/zone.zone.'],
    ['2.7/dp-server-auth.constructor=1', 'there is no such question'],
    ['2.8/dp-server-auth.none=remove', 'there is no such question'],
    ['2.7/dp-server-auth.none=drop', 'the value is one of: flag, remove.'],
    ['2.7/dp-server-auth.none', 'write --set 2.7/dp-server-auth.none=<value>'],
  ])('%s is refused', (assignment, message) => {
    expect(() => parseAnswers(all, [assignment])).toThrow(message)
  })
})
