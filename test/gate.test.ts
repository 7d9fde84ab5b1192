import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Concern } from '../src/dialects/concern.ts'
import { createGate } from '../src/files/gate.ts'
import { type GateWord, groupWords } from '../src/files/gate-groups.ts'
import { gateWordsOf, needsOfWords, soughtBy, withNames } from '../src/prefilter.ts'
import { literalsOf } from '../src/views/literals.ts'
import { type Need, needsOf } from '../src/views/needs.ts'
import { value, when } from '../src/rules.ts'
import { transform } from './fake.ts'
import { transforms } from '../transforms/index.ts'

const word = (text: string): GateWord => ({ text, isKind: false })
const kind = (text: string): GateWord => ({ text, isKind: true })
const gateOf = (...words: GateWord[]) => createGate(groupWords(words))

describe('the gate', () => {
  test.each([
    ['env:\n- KUMA_MODE=x', true],
    ['Kuma_Mode', true],
    ['KUMA-MODE', false],
    ['KUMA_MOD', false],
    ['a.b.', true],
    ['a.bx', false],
    ['gr\u00f6\u00dfe', false],
    ['type: Retry', true],
    ['{"kind": "Retry"}', true],
    ['kind: &a !!str Retry', true],
    ['retries: Retry', false],
    ['type: retry', false],
    ['', false],
  ])('%j passes: %s', (text, passes) => {
    const gate = gateOf(word('kuma_mode'), word('kuma_mode_of'), word('a.b.'), kind('Retry'))
    expect([1, 2].map(() => gate(Buffer.from(text)))).toEqual([passes, passes])
  })

  test('without words nothing passes', () => {
    expect(createGate([])(Buffer.from('KUMA_MODE'))).toBe(false)
  })

  test.each([0, 1, 15, 16, 17, 31, 1_113_900, 1_114_000, 1_114_048, 1_114_112, 3_000_000])(
    'finds a word at byte %i, and at the end',
    (at) => {
      const gate = gateOf(word('kuma'), word('control-plane'), kind('AccessRole'))
      for (const text of ['Kuma', 'CONTROL-plane', 'kind: AccessRole']) {
        expect(gate(Buffer.from(`${'-'.repeat(at)}${text}`))).toBe(true)
        expect(gate(Buffer.from(`${'-'.repeat(at)}${text}${'-'.repeat(100)}`))).toBe(true)
        expect(gate(Buffer.from(`${'-'.repeat(at)}${text.slice(0, -1)}`))).toBe(false)
      }
    },
  )

  test('tells any words from any text as a plain search does', () => {
    const letters = (minLength: number, maxLength: number) =>
      fc.array(fc.constantFrom(...'abkumesh_/.'), { minLength, maxLength }).map((all) => all.join(''))
    fc.assert(
      fc.property(fc.array(letters(4, 7), { maxLength: 30 }), letters(0, 60), fc.nat(40), (words, text, lead) => {
        const shifted = `${' '.repeat(lead)}${text.toUpperCase()}`
        const plain = words.some((each) => shifted.toLowerCase().includes(each))
        expect(gateOf(...words.map(word))(Buffer.from(shifted))).toBe(plain)
      }),
      { numRuns: 500 },
    )
  })

  test('runs the kernel that its source says', () => {
    expect(() => execFileSync(process.execPath, ['scripts/gate.mjs', '--check'])).not.toThrow()
  })
})

describe('words to search files for', () => {
  const groups = gateWordsOf(transforms.map(soughtBy))
  const words = groups.flat()

  test('are few, and each long enough', () => {
    expect(words.length).toBeLessThan(120)
    expect(words.filter(({ text }) => text.length < 4)).toEqual([])
  })

  test('of every transform cover each of its needs', () => {
    const covers = (text: string): boolean => words.some((each) => text.toLowerCase().includes(each.text.toLowerCase()))
    for (const { id, needs } of transforms.map(soughtBy)) {
      for (const { words, kinds, literal = '', pattern, mentions } of needs) {
        const asked = mentions ?? kinds ?? (pattern === undefined ? undefined : literalsOf(pattern))
        expect(asked === undefined ? [...words, literal].some(covers) : asked.every(covers), id).toBe(true)
      }
    }
  })

  test('take in what the user calls things, or let all pass where that is too short', () => {
    const named = withNames(groups, ['my-system'])
    expect(createGate(named ?? [])(Buffer.from('name: My-System'))).toBe(true)
    expect(createGate(groups)(Buffer.from('name: My-System'))).toBe(false)
    expect(withNames(groups, ['cp'])).toBeUndefined()
  })
})

describe('what a text is of concern for', () => {
  const find = (need: Need, text: string, path = 'a.yaml', told?: string): boolean =>
    new Concern([['it', [need]]], ['team-system']).inFile(text, path, told).found.has('it')

  test.each<[Need, string, boolean]>([
    [{ words: ['dpServer', 'auth'] }, 'DPSERVER: {auth: 1}', true],
    [{ words: ['dpServer', 'auth'] }, 'dpServer: {authn: 1}', false],
    [{ words: ['auth'] }, '"a\\nauth: 1"', true],
    [{ words: ['auth'] }, 'x.auth', true],
    [{ words: [], kinds: ['Mesh', 'Retry'] }, 'type: Retry', true],
    [{ words: [], kinds: ['Retry'] }, 'kind: &x Retry', true],
    [{ words: [], kinds: ['Retry'] }, 'kind: a b c Retry', false],
    [{ words: [], kinds: ['Retry'] }, 'type: retry', false],
    [{ words: ['to'], mentions: ['kuma'] }, 'to: Kumactl', true],
    [{ words: ['to'], mentions: ['kuma'] }, 'to: team-system', true],
    [{ words: ['to'], mentions: ['kuma'] }, 'to: another', false],
    [{ words: [], pattern: /a+b/ }, 'aab', true],
  ])('%j in %j: %s', (need, text, expected) => {
    expect(find(need, text)).toBe(expected)
  })

  test.each([
    ['meshes:', true],
    ['"meshes": []', true],
    ['--set meshes[0].name=a', true],
    ['- name: meshes # of the chart\r\n  value: a', true],
    ['{name: "meshes", value: a}', true],
    ['name = "meshes"\nvalue = "a"', true],
    ['kubectl get meshes -A', false],
    ['other service meshes.', false],
    ['--meshes=a', false],
  ])('a value whose path is one word is looked for in %j: %s', (text, expected) => {
    const rules = [when(value('meshes'), () => [], { elsewhere: false })]
    const needs = needsOf(transform('2.14/x', ['2.14.0'], { rules }))
    expect(needs.some((need) => find(need, `# kuma\n${text}\n`))).toBe(expected)
  })

  test('the name of a file is a mention, and so is what is known of it', () => {
    const need: Need = { words: ['ingress'], mentions: ['kuma'], role: 'values' }
    expect(find(need, 'ingress: {}', 'kuma/a.yaml')).toBe(true)
    expect(find(need, 'ingress: {}', 'a.yaml')).toBe(false)
    expect(find(need, 'ingress: {}', 'values-a.yaml')).toBe(true)
    expect(find(need, 'ingress: {}\nreplicaCount: 1', 'values-a.yaml')).toBe(false)
    expect(find(need, 'ingress: {}', 'a.yaml', 'values')).toBe(true)
  })

  test('plain words are found in any case, parts of words too', () => {
    const concern = new Concern([['it', needsOfWords(['KUMA_'])]], [])
    expect(concern.inFile('x: kuma_mode', 'a', undefined).found.size).toBe(1)
  })
})
