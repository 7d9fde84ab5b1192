import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dotenv } from '../../src/formats/dotenv.ts'
import { applyEdits } from '../../src/text.ts'
import { copy, drop, faults, find, rename, set, variables } from './editing.ts'

const eol = fc.constantFrom('\n', '\r\n')
const name = fc.stringMatching(/^[A-Z_][A-Z0-9_.-]{0,5}$/)
const unit = fc.constantFrom('a', ' ', '\\', '"', "'", '$', '`', '#', '=', '🦜', 'n', '\n')
const value = fc
  .oneof(fc.string({ unit, maxLength: 8 }), fc.string({ maxLength: 8 }))
  .filter((text) => !/\{\{|\{%|<%/.test(text))

const quotes: readonly ((text: string) => string | undefined)[] = [
  (text) => (/^[^\s$`"'\\#](?:[^$`"'\\#\n]*[^\s$`"'\\#])?$/.test(text) ? text : undefined),
  (text) => (text.includes("'") ? undefined : `'${text}'`),
  (text) => (text.includes('`') ? undefined : `\`${text}\``),
  (text) => `"${text.replace(/[\\"$`]/g, '\\$&')}"`,
]

const line = fc.record({
  name,
  lead: fc.constantFrom('', 'export ', '# x\n', '\n'),
  equals: fc.constantFrom('=', ' = ', '= '),
  tail: fc.constantFrom('', ' # why', '  '),
  value,
  way: fc.nat({ max: 3 }),
})

const file = fc.tuple(
  fc.uniqueArray(line, { selector: (each) => each.name, minLength: 1, maxLength: 4 }),
  eol,
  fc.boolean(),
)
type Line = { name: string; lead: string; equals: string; tail: string; value: string; written: string }

function linesOf(lines: readonly (Omit<Line, 'written'> & { way: number })[], end: string): Line[] {
  return lines.map(({ way, ...each }) => {
    const said = each.value.replaceAll('\n', end)
    const written = quotes[way]?.(said) ?? quotes[3]?.(said) ?? ''
    return { ...each, value: said, written, lead: each.lead.replaceAll('\n', end) }
  })
}

function print(lines: readonly Line[], end: string, last: boolean): string {
  const printed = lines.map((each) => each.lead + each.name + each.equals + each.written + each.tail)
  return ['# head', ...printed].join(end) + (last ? end : '')
}

test('every value is read as it was written, and edits change no other byte', () => {
  fc.assert(
    fc.property(file, fc.nat(), value, ([given, end, last], pick, wanted) => {
      const lines = linesOf(given, end)
      const text = print(lines, end, last)
      const parsed = dotenv.parse(text)
      expect(faults(text, parsed)).toEqual([])
      expect(parsed.problems).toEqual([])
      expect(variables(parsed)).toEqual([lines.map((each) => `${each.name}=${each.value}`)])
      const own = lines[pick % lines.length]
      if (own === undefined) return
      const changed = (to: Partial<Line>): string =>
        print(
          lines.map((each) => (each === own ? { ...own, ...to } : each)),
          end,
          last,
        )
      expect(rename(dotenv, text, own.name, 'NEW_NAME')).toBe(changed({ name: 'NEW_NAME' }))
      const made = set(dotenv, text, own.name, wanted)
      const { entry } = find(dotenv.parse(made), own.name)
      expect(entry.value.type === 'scalar' && entry.value.value).toBe(wanted)
      expect(made).toBe(changed({ written: made.slice(entry.value.span.start, entry.value.span.end) }))
      expect(drop(dotenv, copy(dotenv, text, own.name, 'NEW_NAME'), 'NEW_NAME')).toBe(text)
    }),
    { numRuns: 500 },
  )
})

test('an edit of what a value says is that edit, quoted', () => {
  fc.assert(
    fc.property(file, fc.nat(), fc.nat(), fc.nat(), value, ([given, end, last], pick, a, b, added) => {
      const lines = linesOf(given, end)
      const text = print(lines, end, last)
      const own = lines[pick % lines.length]
      const [from = 0, to = 0] = [a, b].map((each) => each % ((own?.value.length ?? 0) + 1)).toSorted((x, y) => x - y)
      const node = find(dotenv.parse(text), own?.name ?? '').entry.value
      const edit =
        node.type === 'scalar' ? node.embedded()?.outerEdit({ start: from, end: to, text: added }) : undefined
      fc.pre(edit !== undefined && own !== undefined)
      const after = find(dotenv.parse(applyEdits(text, edit === undefined ? [] : [edit])), own?.name ?? '').entry.value
      expect(after.type === 'scalar' && after.value).toBe(own?.value.slice(0, from) + added + own?.value.slice(to))
    }),
    { numRuns: 500 },
  )
})

test('no text is too strange', () => {
  const token = fc.constantFrom(
    'A',
    '=',
    ' ',
    '\n',
    '\r\n',
    '"',
    "'",
    '`',
    '\\',
    '#',
    '$',
    '{{',
    '}}',
    'export ',
    '\t',
    '🦜',
    '\r',
    '\u00a0',
  )
  fc.assert(
    fc.property(fc.array(token, { maxLength: 20 }), (tokens) => {
      expect(faults(tokens.join(''), dotenv.parse(tokens.join('')))).toEqual([])
    }),
    { numRuns: 3000 },
  )
})

test.each(['A="\n', "A='\n", 'A="{{ x }}', 'A=b\n', '"', '\\', ' ', 'A="\\'])(
  '%j many times ends soon',
  { timeout: 30_000 },
  (piece) => {
    const started = performance.now()
    dotenv.parse(piece.repeat(100_000))
    dotenv.parse(`A="${piece.repeat(100_000)}`)
    expect(performance.now() - started).toBeLessThan(10_000)
  },
)
