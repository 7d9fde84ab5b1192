import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makefile } from '../../src/formats/makefile.ts'
import { applyEdits } from '../../src/text.ts'
import { copy, drop, faults, find, rename, set, variables } from './editing.ts'

const name = fc.stringMatching(/^[A-Z_][A-Z0-9_.-]{0,5}$/)
const unit = fc.constantFrom('a', ' ', '\\', '$', '#', '=', ':', '🦜', ';', '(', ')', '{', '}')
const value = fc
  .oneof(fc.string({ unit, maxLength: 8 }), fc.string({ maxLength: 8 }))
  .filter((text) => !/\{\{|\{%|<%|[\0\r\n"']|^\s|\s$|\\$|\\#/.test(text))

interface Line {
  readonly name: string
  readonly value: string
  readonly lead: string
  readonly operator: string
  readonly tail: string
}

const line = fc.record({
  name,
  value,
  lead: fc.constantFrom('', 'export ', 'override ', '# x\n', 'a:\n\tlower=b cmd $@\n', '\n'),
  operator: fc.constantFrom('=', ' = ', ' := ', ' ?= ', ':='),
  tail: fc.constantFrom('', ' # why', '  '),
})

const file = fc.record({
  lines: fc.uniqueArray(line, { selector: (each) => each.name, minLength: 1, maxLength: 4 }),
  end: fc.constantFrom('\n', '\r\n'),
  last: fc.boolean(),
})

const escaped = (text: string): string => text.replaceAll('$', '$$$$').replaceAll('#', '\\#')

function print({ lines, end, last }: { lines: readonly Line[]; end: string; last: boolean }): string {
  const printed = lines.map((each) => each.lead + each.name + each.operator + escaped(each.value) + each.tail)
  return `# head\n${printed.join('\n')}${last ? '\n' : ''}`.replaceAll('\n', end)
}

test('every value is read as it was written, and edits change no other byte', () => {
  fc.assert(
    fc.property(file, fc.nat(), value, (given, pick, wanted) => {
      const text = print(given)
      const parsed = makefile.parse(text)
      expect(parsed.problems).toEqual([])
      expect(faults(text, parsed)).toEqual([])
      const own = given.lines[pick % given.lines.length]
      if (own === undefined) return
      const of = (made: string, key: string): string[] =>
        variables(makefile.parse(made))
          .flat()
          .filter((each) => each.startsWith(`${key}=`))
      for (const each of given.lines) expect(of(text, each.name)).toContain(`${each.name}=${each.value}`)
      const changed = (to: Partial<Line>): string =>
        print({ ...given, lines: given.lines.map((each) => (each === own ? { ...own, ...to } : each)) })
      expect(rename(makefile, text, own.name, 'NEW_NAME')).toBe(changed({ name: 'NEW_NAME' }))
      expect(drop(makefile, copy(makefile, text, own.name, 'NEW_NAME'), 'NEW_NAME')).toBe(text)
      expect(of(set(makefile, text, own.name, wanted), own.name)).toContain(`${own.name}=${wanted}`)
      if (own.value !== '') expect(set(makefile, text, own.name, wanted)).toBe(changed({ value: wanted }))
    }),
    { numRuns: 500 },
  )
})

test('an edit of what a value says is that edit, escaped', () => {
  fc.assert(
    fc.property(file, fc.nat(), fc.nat(), value, (given, a, b, added) => {
      const text = print(given)
      const own = given.lines[0]
      const [from = 0, to = 0] = [a, b].map((each) => each % ((own?.value.length ?? 0) + 1)).toSorted((x, y) => x - y)
      const wanted = own?.value.slice(0, from) + added + own?.value.slice(to)
      fc.pre(!/^\s|\s$|\\$|\\#/.test(wanted))
      const node = find(makefile.parse(text), own?.name ?? '').entry.value
      const edit =
        node.type === 'scalar' ? node.embedded()?.outerEdit({ start: from, end: to, text: added }) : undefined
      fc.pre(edit !== undefined)
      const after = find(makefile.parse(applyEdits(text, edit === undefined ? [] : [edit])), own?.name ?? '').entry
        .value
      expect(after.type === 'scalar' && after.value).toBe(wanted)
    }),
    { numRuns: 500 },
  )
})

test('no text is too strange', () => {
  const token = fc.constantFrom(
    ...[
      'A',
      '=',
      ' ',
      '\n',
      '\r\n',
      '\n\t',
      'a:',
      ':',
      '$(',
      ')',
      '$$',
      '$',
      '${',
      '}',
      '(shell ',
      '\\',
      '\\\n',
      '#',
      ';',
      '"',
      "'",
      'define x\n',
      'endef\n',
    ],
    ...['ifdef X\n', 'else\n', 'endif\n', 'export ', '{{', '}}', '+=', '!=', '@', '-e ', '🦜'],
  )
  fc.assert(
    fc.property(fc.array(token, { maxLength: 25 }), (tokens) => {
      const text = `a:\n${tokens.join('')}`
      expect(faults(text, makefile.parse(text))).toEqual([])
    }),
    { numRuns: 3000 },
  )
})

test.each([
  'A=b\n',
  'A=b \\\n',
  '$(',
  '$$(',
  '$(shell ',
  '$',
  '\\\n',
  'ifdef X\n',
  'define x\n',
  'a: A=b\n',
  '#\\\n',
  ' ',
  '${a ',
  '$$a ',
])('%j many times ends soon', { timeout: 30_000 }, (piece) => {
  const started = performance.now()
  for (const head of ['', 'A = ', 'a:\n\tb ', 'a: ']) makefile.parse(head + piece.repeat(20_000))
  makefile.parse(`a:\n${'\tb c\n'.repeat(1000)}`)
  expect(performance.now() - started).toBeLessThan(10_000)
})
