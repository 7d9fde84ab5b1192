import fc from 'fast-check'
import { expect, test } from 'vitest'
import { systemd } from '../../src/formats/systemd.ts'
import { applyEdits } from '../../src/text.ts'
import { copy, drop, faults, find, rename, set, variables } from './editing.ts'

const eol = fc.constantFrom('\n', '\r\n')
const name = fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,5}$/)
const unit = fc.constantFrom('a', ' ', '\\', '"', "'", '$', '%', ';', '#', '=', '🦜', 'x', '\n')
const value = fc
  .oneof(fc.string({ unit, maxLength: 8 }), fc.string({ maxLength: 8 }))
  .filter((text) => !/\{\{|\{%|<%|\0/.test(text))

interface Line {
  readonly name: string
  readonly value: string
  readonly quote: string
  readonly lead: string
}

const escaped = (text: string): string =>
  text
    .replace(/[\\"']/g, '\\$&')
    .replaceAll('%', '%%')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\x0d')
const isBare = (text: string): boolean => !/[\s"';]/.test(text)

const line = fc
  .record({ name, value, quote: fc.constantFrom('"', "'", ''), lead: fc.constantFrom('', '# x\n', 'Type=simple\n') })
  .map((each) => (each.quote === '' && !isBare(each.value) ? { ...each, quote: '"' } : each))

const file = fc.record({
  lines: fc.uniqueArray(line, { selector: (each) => each.name, minLength: 1, maxLength: 4 }),
  end: eol,
  last: fc.boolean(),
})

function print({ lines, end, last }: { lines: readonly Line[]; end: string; last: boolean }): string {
  const printed = lines.map(
    (each) =>
      `${each.lead.replace('\n', end)}Environment=${each.quote}${each.name}=${escaped(each.value)}${each.quote}`,
  )
  return ['[Service]', ...printed].join(end) + (last ? end : '')
}

test('every value is read as it was written, and edits change no other byte', () => {
  fc.assert(
    fc.property(file, fc.nat(), value, (given, pick, wanted) => {
      const text = print(given)
      const parsed = systemd.parse(text)
      expect(parsed.problems).toEqual([])
      expect(faults(text, parsed)).toEqual([])
      expect(variables(parsed)).toEqual([given.lines.map((each) => `${each.name}=${each.value}`)])
      const own = given.lines[pick % given.lines.length]
      if (own === undefined) return
      const changed = (to: Partial<Line>): string =>
        print({ ...given, lines: given.lines.map((each) => (each === own ? { ...own, ...to } : each)) })
      expect(rename(systemd, text, own.name, 'NEW_NAME')).toBe(changed({ name: 'NEW_NAME' }))
      expect(drop(systemd, copy(systemd, text, own.name, 'NEW_NAME'), 'NEW_NAME')).toBe(text)
      const made = set(systemd, text, own.name, wanted)
      const refused = own.quote === '' && !isBare(wanted)
      const { entry } = find(systemd.parse(made), own.name)
      expect(entry.value.type === 'scalar' && entry.value.value).toBe(refused ? 'REFUSED' : wanted)
      const before =
        text.indexOf(`${own.name}=`, text.indexOf(`Environment=${own.quote}${own.name}=`)) + own.name.length + 1
      expect(made.slice(0, before) + escaped(own.value) + made.slice(entry.value.span.end)).toBe(text)
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
      const node = find(systemd.parse(text), own?.name ?? '').entry.value
      const edit =
        node.type === 'scalar' ? node.embedded()?.outerEdit({ start: from, end: to, text: added }) : undefined
      fc.pre(edit !== undefined)
      const after = find(systemd.parse(applyEdits(text, edit === undefined ? [] : [edit])), own?.name ?? '').entry.value
      expect(after.type === 'scalar' && after.value).toBe(own?.value.slice(0, from) + added + own?.value.slice(to))
    }),
    { numRuns: 500 },
  )
})

test('no text is too strange', () => {
  const token = fc.constantFrom(
    '[Service]\n',
    'Environment=',
    'ExecStart=',
    'A=',
    ' ',
    '\n',
    '\r\n',
    '"',
    "'",
    '\\',
    '#',
    '$',
    '%',
    '{{',
    '}}',
    ';',
    '🦜',
    '\\x4',
    '-',
  )
  fc.assert(
    fc.property(fc.array(token, { maxLength: 20 }), (tokens) => {
      const text = `[Service]\n${tokens.join('')}`
      expect(faults(text, systemd.parse(text))).toEqual([])
    }),
    { numRuns: 3000 },
  )
})

test.each([
  'Environment=A=b\n',
  'Environment="A=b\n',
  'Environment=A=b \\\n',
  'A=b ',
  '"',
  '\\',
  '{{ ',
  'ExecStart=ssh a ; ',
  '[',
  ' ',
])('%j many times ends soon', { timeout: 30_000 }, (piece) => {
  const started = performance.now()
  systemd.parse(`[Service]\n${piece.repeat(50_000)}`)
  systemd.parse(`[Service]\nEnvironment=${piece.repeat(50_000)}`)
  expect(performance.now() - started).toBeLessThan(10_000)
})
