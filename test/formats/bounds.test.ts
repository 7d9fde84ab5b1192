import { describe, expect, test } from 'vitest'
import { formatOf } from '../../src/formats/index.ts'
import { migrate } from '../../src/migrate.ts'
import { defineTransform, remove, setting, when } from '../../src/rules.ts'

const MOST = 100_000

/** A file, its text with so many parts, and what they are called. */
const TEXTS: readonly (readonly [string, (count: number) => string, string])[] = [
  ['.env', (count) => 'A=1\n'.repeat(count), 'lines'],
  ['a.yaml', (count) => '- 1\n'.repeat(count), 'values'],
  ['a.json', (count) => `[${'1,'.repeat(count - 1)}1]`, 'values'],
  ['a.tf', (count) => 'a = 1\n'.repeat(count), 'values'],
  ['a.ts', (count) => 'a();'.repeat(count / 2), 'values'],
  ['a.sh', (count) => 'a '.repeat(count), 'words'],
  ['Dockerfile', (count) => `FROM a\nENV ${'a=b '.repeat(count - 3)}\n`, 'words'],
  ['Makefile', (count) => `A =${' a'.repeat(count - 2)}\n`, 'words'],
  ['a.service', (count) => `[Service]\nEnvironment=${'a=b '.repeat(count - 2)}\n`, 'words'],
]

describe('a text with more parts than are read', () => {
  test.each(TEXTS)('%s', (path, text, parts) => {
    expect(formatOf(path).parse(text(MOST)).problems).toEqual([])
    const { problems, roots, commands } = formatOf(path).parse(text(MOST + 2))
    expect(problems).toMatchObject([{ message: `more than 100,000 ${parts}` }])
    expect([...roots, ...commands]).toEqual([])
  })

  test('a stream of documents is read whatever its length', () => {
    const text = '---\na: [1]\n'.repeat(MOST)
    expect(formatOf('a.yaml').parse(text)).toMatchObject({ problems: [] })
  })

  test('fails with the place, and names in it are findings', () => {
    const transform = {
      id: '2.7/a',
      ...defineTransform({
        title: 'a',
        since: ['2.7.0'],
        rules: [{ ...when(setting('mode'), () => [remove()]), elsewhere: 'look here' }],
      }),
    }
    const request = { steps: [{ release: '2.7.0', transforms: [transform] }], unsafe: false, answers: new Map() }
    const text = `${'A=1\n'.repeat(MOST + 1)}KUMA_MODE=zone\n`
    const { failure, findings } = migrate(text, '.env', request)
    expect(failure?.message).toBe('it does not parse: more than 100,000 lines')
    expect(findings).toMatchObject([{ offset: text.indexOf('KUMA_MODE'), message: 'look here' }])
  })
})

test('a value of very many expansions is not taken apart', () => {
  const [root] = formatOf('.env').parse(`A="${'$a '.repeat(20_000)}"\nB=1\n`).roots
  expect(root).toMatchObject({
    members: [
      { key: 'A', value: { value: undefined } },
      { key: 'B', value: { value: '1' } },
    ],
  })
})

test('pairs that only a lone CR parts nest without an indentation', () => {
  for (const pairs of [2000, 6000, 20_000]) {
    expect(formatOf('a.yaml').parse('a: b\r'.repeat(pairs)).problems).not.toEqual([])
  }
})
