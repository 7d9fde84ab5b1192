import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadFormats } from '../../src/formats/index.ts'
import { migrate } from '../../src/migrate.ts'
import { add, defineTransform, remove, rename, set, setting, when } from '../../src/rules.ts'
import type { Change, Site, Transform } from '../../src/transform.ts'

const RUNS = Math.ceil(Number(process.env.FUZZ_RUNS ?? 20_000) / 20)
const SEED = Number(process.env.FUZZ_SEED ?? 1)

interface Variable {
  readonly name: string
  readonly value: string
  /** Which of a format's ways it is written in, and whether a comment stands above. */
  readonly way: number
  readonly comment: boolean
  /** It was taken out: the comment above stays. */
  readonly gone?: true
}

interface Style {
  readonly indent: number
  readonly compact: boolean
  readonly finalNewline: boolean
}

/** How a format writes variables; lines are joined by the caller. */
interface Writing {
  readonly path: string
  print(variables: readonly Variable[], style: Style): string[]
}

const WORDS = ['alpha', 'beta', 'gamma', 'delta', 'omega']
const FRESH = 'KUMA_STORE_FRESH_NAME'

function envOf(word: string): string {
  return `KUMA_STORE_${word.toUpperCase()}`
}

/** One of some quotes. */
function quoted({ value, way }: Variable, quotes: readonly string[]): string {
  const quote = quotes[way % quotes.length] ?? ''
  return `${quote}${value}${quote}`
}

/** A line for each, with the comment that stands above it. */
function lines(variables: readonly Variable[], sign: string, line: (variable: Variable) => string): string[] {
  return variables.flatMap((each) => [
    ...(each.comment ? [`${sign} about what follows`] : []),
    ...(each.gone ? [] : [line(each)]),
  ])
}

function present(variables: readonly Variable[]): readonly Variable[] {
  return variables.filter(({ gone }) => gone !== true)
}

const ANY = ['', '"', "'"]

const WRITINGS: Readonly<Record<string, Writing>> = {
  dotenv: {
    path: 'kuma.env',
    print: (all) => ['FIRST=1', ...lines(all, '#', (each) => `${each.name}=${quoted(each, ANY)}`), 'LAST=2'],
  },
  'dotenv with export': {
    path: '.env',
    print: (all) => lines(all, '#', (each) => `export ${each.name}=${quoted(each, ANY)}`),
  },
  shell: {
    path: 'run.sh',
    print: (all, { indent }) => [
      '#!/bin/sh',
      'if true; then',
      ...lines(all, '#', (each) => `export ${each.name}=${quoted(each, ANY)}`).map((line) => ' '.repeat(indent) + line),
      'fi',
    ],
  },
  JSON: {
    path: 'values.json',
    print: (all, { indent, compact }) => {
      const step = ' '.repeat(indent)
      const members = present(all).map((each) => `"${each.name}": "${each.value}"`)
      const inner = compact
        ? [`${step}"environment": { ${members.join(', ')} }`]
        : [
            `${step}"environment": {`,
            ...members.map((member, index) => step + step + member + (index < members.length - 1 ? ',' : '')),
            `${step}}`,
          ]
      return ['{', `${step}"name": "web",`, ...inner, '}']
    },
  },
  HCL: {
    path: 'main.tf',
    print: (all, { compact }) => {
      const members = present(all).map((each) => `${each.name} = "${each.value}"`)
      const inner = compact
        ? [`    variables = { ${members.join(', ')} }`]
        : ['    variables = {', ...members.map((member) => `      ${member}`), '    }']
      return ['resource "aws_lambda_function" "web" {', '  environment {', ...inner, '  }', '}']
    },
  },
  Dockerfile: {
    path: 'Dockerfile',
    print: (all) => [
      'FROM kuma/kuma-dp:2.6.0',
      ...lines(all, '#', (each) => `ENV ${each.name}=${quoted(each, ANY)}`),
      'USER 5678',
    ],
  },
}

const OPERATIONS = {
  rename: { decide: () => [rename('store.freshName')], after: (each) => [{ ...each, name: FRESH }] },
  set: {
    decide: (site) => (site.value === 'final' ? [] : [set('final')]),
    after: (each) => [{ ...each, value: 'final' }],
  },
  add: {
    decide: (site) => (site.get('store.freshName') === undefined ? [add('store.freshName', 'extra')] : []),
    after: (each) => [each, { ...each, name: FRESH, value: 'extra', comment: false }],
  },
  remove: { decide: () => [remove()], after: (each) => [{ ...each, gone: true }] },
} satisfies Record<
  string,
  { decide: (site: Site) => readonly Change[]; after: (each: Variable) => readonly Variable[] }
>

type Operation = keyof typeof OPERATIONS

function transformOf(operation: Operation, word: string): Transform {
  const rules = [when(setting(`store.${word}`), OPERATIONS[operation].decide, { elsewhere: false })]
  return { id: 'test/change', ...defineTransform({ title: 'test', since: ['2.7.0'], notes: [], rules }) }
}

interface Sample {
  readonly words: readonly string[]
  readonly values: readonly string[]
  readonly ways: readonly number[]
  readonly comments: readonly boolean[]
  readonly style: Style
  readonly eol: string
  readonly pick: number
}

const samples: fc.Arbitrary<Sample> = fc.record({
  words: fc.shuffledSubarray(WORDS, { minLength: 2 }),
  values: fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9./-]{0,6}[a-z0-9]$/), { minLength: 5, maxLength: 5 }),
  ways: fc.array(fc.nat(5), { minLength: 5, maxLength: 5 }),
  comments: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
  style: fc.record({ indent: fc.integer({ min: 1, max: 8 }), compact: fc.boolean(), finalNewline: fc.boolean() }),
  eol: fc.constantFrom('\n', '\r\n'),
  pick: fc.nat(),
})

beforeAll(() => loadFormats())

describe.each(Object.entries(WRITINGS))('%s', (_, { path, print }) => {
  test.each(['rename', 'set', 'add', 'remove'] as const)('%s is exact', (operation) => {
    const check = ({ words, values, ways, comments, style, eol, pick }: Sample): void => {
      const before = words.map((word, index) => ({
        name: envOf(word),
        value: values[index] ?? '',
        way: ways[index] ?? 0,
        comment: comments[index] === true,
      }))
      const at = pick % words.length
      const word = words[at] ?? ''
      const write = (all: readonly Variable[]): string => print(all, style).join(eol) + (style.finalNewline ? eol : '')
      const after = before.flatMap((each, index) => (index === at ? OPERATIONS[operation].after(each) : [each]))
      const request = {
        steps: [{ release: '2.7.0', transforms: [transformOf(operation, word)] }],
        unsafe: false,
        answers: new Map(),
      }
      const migration = migrate(write(before), path, request)
      expect(migration.failure).toBeUndefined()
      expect(migration.findings).toEqual([])
      expect(migration.text).toBe(write(after))
      expect(migrate(migration.text, path, request).text).toBe(migration.text)
    }
    fc.assert(fc.property(samples, check), { numRuns: RUNS, seed: SEED })
    console.log(`${RUNS} cases, seed ${SEED}`)
  })
})
