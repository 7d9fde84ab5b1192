import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dockerfile } from '../../src/formats/dockerfile.ts'
import { applyEdits } from '../../src/text.ts'
import { copy, drop, faults, find, rename, set, variables } from './editing.ts'

const name = fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,5}$/)
const unit = fc.constantFrom('a', ' ', '\\', '"', "'", '$', '`', '#', '=', '🦜', ';')
const value = fc
  .oneof(fc.string({ unit, maxLength: 8 }), fc.string({ maxLength: 8 }))
  .filter((text) => !/\{\{|\{%|<%|[\0\r\n]/.test(text))

interface Pair {
  readonly name: string
  readonly value: string
  readonly written: string
}

const QUOTES: readonly ((text: string) => string | undefined)[] = [
  (text) => `"${text.replace(/[\\"$]/g, '\\$&')}"`,
  (text) => (text.includes("'") ? undefined : `'${text}'`),
  (text) => (text === '' || text.endsWith(' ') ? undefined : text.replace(/[^\w./:@%+=,-]/gu, '\\$&')),
]

const pair = fc.record({ name, value, way: fc.nat({ max: 2 }) }).map(({ way, ...each }) => ({
  ...each,
  written: QUOTES[way]?.(each.value) ?? QUOTES[0]?.(each.value) ?? '',
}))

const file = fc.record({
  pairs: fc.uniqueArray(pair, { selector: (each) => each.name, minLength: 1, maxLength: 5 }),
  /** What stands before each: another instruction, or nothing, so that it is in one with the one before. */
  leads: fc.array(fc.constantFrom('ENV ', '# x\nENV ', 'USER y\nENV ', ' ', ' \\\n  '), { minLength: 5, maxLength: 5 }),
  end: fc.constantFrom('\n', '\r\n'),
  last: fc.boolean(),
})

function print(pairs: readonly Pair[], leads: readonly string[], end: string, last: boolean): string {
  const parts = pairs.map((each, index) => {
    const lead = leads[index] ?? 'ENV '
    const own = index === 0 && !lead.includes('ENV') ? 'ENV ' : lead
    return `${own.includes('ENV') ? '\n' : ''}${own}${each.name}=${each.written}`
  })
  return `FROM a${parts.join('')}${last ? '\n' : ''}`.replaceAll('\n', end)
}

test('every value is read as it was written, and edits change no other byte', () => {
  fc.assert(
    fc.property(file, fc.nat(), value, ({ pairs, leads, end, last }, pick, wanted) => {
      const text = print(pairs, leads, end, last)
      const parsed = dockerfile.parse(text)
      expect(parsed.problems).toEqual([])
      expect(faults(text, parsed)).toEqual([])
      expect(variables(parsed).flat().sort()).toEqual(pairs.map((each) => `${each.name}=${each.value}`).sort())
      const own = pairs[pick % pairs.length]
      if (own === undefined) return
      const changed = (to: Partial<Pair>): string =>
        print(
          pairs.map((each) => (each === own ? { ...own, ...to } : each)),
          leads,
          end,
          last,
        )
      expect(rename(dockerfile, text, own.name, 'NEW_NAME')).toBe(changed({ name: 'NEW_NAME' }))
      const twice = copy(dockerfile, text, own.name, 'NEW_NAME')
      const { span } = find(dockerfile.parse(twice), own.name).entry
      expect(twice.slice(0, span.end)).toBe(text.slice(0, span.end))
      expect(text.endsWith(twice.slice(find(dockerfile.parse(twice), 'NEW_NAME').entry.span.end))).toBe(true)
      expect(variables(dockerfile.parse(drop(dockerfile, twice, 'NEW_NAME')))).toEqual(variables(parsed))
      const made = set(dockerfile, text, own.name, wanted)
      const { entry } = find(dockerfile.parse(made), own.name)
      expect(entry.value.type === 'scalar' && entry.value.value).toBe(wanted)
      expect(made).toBe(changed({ written: made.slice(entry.value.span.start, entry.value.span.end) }))
    }),
    { numRuns: 500 },
  )
})

test('an edit of what a value says is that edit, quoted', () => {
  fc.assert(
    fc.property(file, fc.nat(), fc.nat(), value, ({ pairs, leads, end, last }, a, b, added) => {
      const text = print(pairs, leads, end, last)
      const own = pairs[0]
      const [from = 0, to = 0] = [a, b].map((each) => each % ((own?.value.length ?? 0) + 1)).toSorted((x, y) => x - y)
      const node = find(dockerfile.parse(text), own?.name ?? '').entry.value
      const edit =
        node.type === 'scalar' ? node.embedded()?.outerEdit({ start: from, end: to, text: added }) : undefined
      fc.pre(edit !== undefined)
      const after = find(dockerfile.parse(applyEdits(text, edit === undefined ? [] : [edit])), own?.name ?? '').entry
        .value
      expect(after.type === 'scalar' && after.value).toBe(own?.value.slice(0, from) + added + own?.value.slice(to))
    }),
    { numRuns: 500 },
  )
})

test('no text is too strange', () => {
  const token = fc.constantFrom(
    ...[
      'FROM a\n',
      'ENV ',
      'ARG ',
      'RUN ',
      'CMD ',
      'ONBUILD ',
      'HEALTHCHECK ',
      'COPY ',
      'A=',
      'A b',
      ' ',
      '\n',
      '\r\n',
      '"',
      "'",
      '\\',
      '\\\n',
      '#',
      '$',
    ],
    ...['[', ']', ',', '"a"', '<<E', '\nE\n', '{{', '}}', '--mount=x ', '🦜', '&&', '`', '# escape=`\n'],
  )
  fc.assert(
    fc.property(fc.array(token, { maxLength: 25 }), (tokens) => {
      expect(faults(tokens.join(''), dockerfile.parse(tokens.join('')))).toEqual([])
    }),
    { numRuns: 3000 },
  )
})

test.each([
  ...[
    'ENV A=b\n',
    'ENV A="b\n',
    'ENV A=b \\\n',
    'A=b ',
    '"',
    '\\',
    '\\\n',
    'RUN <<A\n',
    '"a",',
    ' ',
    'ONBUILD ',
    '#\n',
    '--a ',
  ],
])('%j many times ends soon', { timeout: 30_000 }, (piece) => {
  const started = performance.now()
  for (const head of ['', 'ENV ', 'ENV A ', 'RUN ', 'CMD [']) dockerfile.parse(`FROM a\n${head}${piece.repeat(20_000)}`)
  dockerfile.parse(`FROM a\n${'RUN a\n'.repeat(1000)}`)
  expect(performance.now() - started).toBeLessThan(10_000)
})
