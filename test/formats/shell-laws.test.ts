import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shell } from '../../src/formats/shell.ts'
import { applyEdits } from '../../src/text.ts'
import { copy, drop, faults, find, rename, set } from './editing.ts'

const eol = fc.constantFrom('\n', '\r\n')
const name = fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,6}$/)

/** Any text that a script can hold, but no template expression: those are not the shell's. */
const value = fc
  .oneof(
    fc.string({ maxLength: 12 }),
    fc.string({ unit: 'grapheme', maxLength: 6 }),
    fc.string({
      unit: fc.constantFrom('a', ' ', '\\', '"', "'", '$', '`', '\n', '#', '<', '>', '=', '🦜'),
      maxLength: 10,
    }),
  )
  .filter((text) => !/[\0\r]|\{\{|\{%|<%/.test(text))

/** Ways to write a value, each where it can. */
const QUOTES: readonly ((text: string) => string | undefined)[] = [
  (text) => `'${text.replaceAll("'", "'\\''")}'`,
  (text) => `"${text.replace(/[\\$`"]/g, '\\$&')}"`,
  (text) => (text.includes('\n') || text === '' ? undefined : text.replace(/[^\w./:@%+=,-]/gu, '\\$&')),
  (text) => (/^[\w./:@%+=,-]+$/.test(text) ? text : undefined),
  (text) =>
    `${text.slice(0, 1).replace(/[^\w]/u, '')}"${text.slice(text.slice(0, 1).replace(/[^\w]/u, '').length).replace(/[\\$`"]/g, '\\$&')}"''`,
]

const written = fc.tuple(value, fc.nat({ max: QUOTES.length - 1 })).map(([text, way]) => {
  const plain = QUOTES[way]?.(text)
  return { value: text, written: plain ?? `'${text.replaceAll("'", "'\\''")}'` }
})

interface Line {
  readonly name: string
  readonly lead: string
  readonly tail: string
  readonly value: string
  readonly written: string
}

const line = fc.record({
  name,
  lead: fc.constantFrom(
    '',
    'export ',
    'readonly ',
    'declare -x ',
    '# 🦜 comment\n',
    '\n',
    'kuma-cp run --a "b" > f\nexport ',
  ),
  tail: fc.constantFrom('', '  # why', ';', ' ; # x'),
  pair: written,
})

const script = fc
  .tuple(fc.uniqueArray(line, { selector: (each) => each.name, minLength: 1, maxLength: 5 }), eol, fc.boolean())
  .map(([lines, end, last]) => {
    const all: Line[] = lines.map(({ pair, ...rest }) => ({
      ...rest,
      value: pair.value.replaceAll('\n', end),
      written: pair.written.replaceAll('\n', end),
      lead: rest.lead.replaceAll('\n', end),
    }))
    return { lines: all, end, last: last ? end : '' }
  })

function print(lines: readonly Line[], end: string, last: string): string {
  const printed = lines.map((each) => `${each.lead}${each.name}=${each.written}${each.tail}`)
  return ['#!/bin/bash', ...printed].join(end) + last
}

test('every value is read as it was written, and every span is exact', () => {
  fc.assert(
    fc.property(script, ({ lines, end, last }) => {
      const text = print(lines, end, last)
      const parsed = shell.parse(text)
      expect(parsed.problems).toEqual([])
      expect(faults(text, parsed)).toEqual([])
      for (const each of lines) {
        const { entry } = find(parsed, each.name)
        expect(text.slice(entry.value.span.start, entry.value.span.end)).toBe(each.written)
        expect(entry.value.type === 'scalar' && entry.value.value).toBe(each.value)
        expect(entry.value.type === 'scalar' && entry.value.embedded()?.text).toBe(each.value)
      }
    }),
    { numRuns: 400 },
  )
})

test('edits change what they say and no other byte', () => {
  fc.assert(
    fc.property(script, fc.nat(), value, ({ lines, end, last }, pick, wanted) => {
      const text = print(lines, end, last)
      const index = pick % lines.length
      const own = lines[index]
      if (own === undefined) return
      const changed = (to: Partial<Line>): string =>
        print(
          lines.map((each) => (each === own ? { ...own, ...to } : each)),
          end,
          last,
        )
      expect(rename(shell, text, own.name, 'NEW_NAME')).toBe(changed({ name: 'NEW_NAME' }))
      const made = set(shell, text, own.name, wanted)
      const { entry } = find(shell.parse(made), own.name)
      expect(entry.value.type === 'scalar' && entry.value.value).toBe(wanted)
      expect(made).toBe(changed({ written: made.slice(entry.value.span.start, entry.value.span.end) }))
      const lead = /^(?:export |readonly |declare -x )?$/.test(own.lead)
        ? own.lead
        : own.lead.includes('export')
          ? 'export '
          : ''
      const twice = copy(shell, text, own.name, 'NEW_NAME')
      expect(twice).toBe(
        print(
          [...lines.slice(0, index + 1), { ...own, lead, name: 'NEW_NAME', tail: '' }, ...lines.slice(index + 1)],
          end,
          last,
        ),
      )
      expect(drop(shell, twice, 'NEW_NAME')).toBe(text)
    }),
    { numRuns: 400 },
  )
})

test('an edit of what a value says is that edit, quoted', () => {
  fc.assert(
    fc.property(script, fc.nat(), fc.nat(), fc.nat(), value, ({ lines, end, last }, pick, a, b, added) => {
      const text = print(lines, end, last)
      const own = lines[pick % lines.length]
      if (own === undefined) return
      const [from, to] = [a % (own.value.length + 1), b % (own.value.length + 1)].toSorted((x, y) => x - y)
      const { entry } = find(shell.parse(text), own.name)
      const embedded = entry.value.type === 'scalar' ? entry.value.embedded() : undefined
      const edit = embedded?.outerEdit({ start: from ?? 0, end: to ?? 0, text: added })
      fc.pre(edit !== undefined)
      const after = find(shell.parse(applyEdits(text, edit === undefined ? [] : [edit])), own.name).entry.value
      expect(after.type === 'scalar' && after.value).toBe(own.value.slice(0, from) + added + own.value.slice(to))
    }),
    { numRuns: 400 },
  )
})

test('words are read as they were written, and written as they are read', () => {
  const words = fc.array(
    written.filter((each) => each.value !== ''),
    { minLength: 1, maxLength: 5 },
  )
  fc.assert(
    fc.property(
      words,
      fc.nat(),
      value,
      eol,
      fc.constantFrom(' ', '  ', '\t', ' \\\n  '),
      (all, pick, wanted, end, gap) => {
        const parted = gap.replace('\n', end)
        const text = `x${parted}${all.map((each) => each.written).join(parted)}${end}`
        const parsed = shell.parse(text)
        expect(faults(text, parsed)).toEqual([])
        expect(parsed.commands[0]?.words.slice(1).map((word) => word.value)).toEqual(all.map((each) => each.value))
        const index = pick % all.length
        const word = parsed.commands[0]?.words[index + 1]
        const made = word?.write(wanted)
        const after = word === undefined || made === undefined ? '' : applyEdits(text, [{ ...word.span, text: made }])
        const expected = all.map((each, at) => (at === index ? wanted : each.value))
        expect(
          shell
            .parse(after)
            .commands[0]?.words.slice(1)
            .map((each) => each.value),
        ).toEqual(expected)
      },
    ),
    { numRuns: 400 },
  )
})

test('no text is too strange', () => {
  const token = fc.constantFrom(
    ...[
      'A=',
      'b',
      ' ',
      '\n',
      '\r\n',
      '"',
      "'",
      '`',
      '$(',
      ')',
      '${',
      '}',
      '$((',
      '))',
      '<<E',
      '\nE\n',
      '<<-E',
      '|',
      '&&',
      ';',
      ';;',
    ],
    ...[
      'if ',
      'then ',
      'fi',
      'case ',
      ' in ',
      'esac',
      '{ ',
      '(',
      'export ',
      '-e ',
      '\\',
      '#',
      '{{',
      '}}',
      '<a>',
      '[[ ',
      ' ]]',
      '\t',
      '🦜',
      "$'",
      '>f',
      'f()',
    ],
  )
  fc.assert(
    fc.property(fc.array(token, { maxLength: 30 }), (tokens) => {
      const text = tokens.join('')
      expect(faults(text, shell.parse(text))).toEqual([])
    }),
    { numRuns: 3000 },
  )
})
