import { describe, expect, test } from 'vitest'
import { dockerfile } from '../../src/formats/dockerfile.ts'
import { both, copy, drop, faults, rename, set, variables } from './editing.ts'

describe('instructions that set one variable', () => {
  const text = [
    '# syntax=docker/dockerfile:1',
    '# 🦜',
    'ARG VERSION=2.6',
    `FROM kumahq/kuma-cp:\${VERSION} AS base`,
    'ARG KUMA_A',
    'ENV KUMA_MODE=zone',
    'USER 1000',
    '  env KUMA_B="c d"',
    'ENV KUMA_C the old form',
    'FROM base',
    'ENV KUMA_MODE=global',
    '',
  ].join('\n')

  both('are an environment for each stage', (eol) => {
    const parsed = dockerfile.parse(eol(text))
    expect(variables(parsed)).toEqual([
      ['VERSION=2.6'],
      ['KUMA_A=?'],
      ['KUMA_MODE=zone', 'KUMA_B=c d', 'KUMA_C=the old form'],
      ['KUMA_MODE=global'],
    ])
    expect(parsed.problems).toEqual([])
    expect(faults(eol(text), parsed)).toEqual([])
  })

  both('are renamed and set', (eol) => {
    expect(rename(dockerfile, eol(text), 'KUMA_C', 'N')).toBe(eol(text.replace('KUMA_C', 'N')))
    expect(rename(dockerfile, eol(text), 'KUMA_A', 'N')).toBe(eol(text.replace('KUMA_A', 'N')))
    expect(set(dockerfile, eol(text), 'KUMA_MODE', 'a')).toBe(eol(text.replace('zone', 'a')))
    expect(set(dockerfile, eol(text), 'KUMA_MODE', 'a $b')).toBe(eol(text.replace('zone', '"a \\$b"')))
    expect(set(dockerfile, eol(text), 'KUMA_B', 'a"b\\')).toBe(eol(text.replace('c d', 'a\\"b\\\\')))
    expect(set(dockerfile, eol(text), 'KUMA_C', 'a  "b" c')).toBe(eol(text.replace('the old form', 'a  \\"b\\" c')))
  })

  both('are copied and removed as lines', (eol) => {
    expect(copy(dockerfile, eol(text), 'KUMA_MODE', 'N')).toBe(eol(text.replace('=zone\n', '=zone\nENV N=zone\n')))
    expect(copy(dockerfile, eol(text), 'KUMA_B', 'N', 'x')).toBe(eol(text.replace('"c d"\n', '"c d"\nenv N="x"\n')))
    expect(copy(dockerfile, eol(text), 'KUMA_C', 'N', 'x y')).toBe(eol(text.replace('form\n', 'form\nENV N x y\n')))
    expect(copy(dockerfile, eol(text), 'KUMA_A', 'N')).toBe(eol(text.replace('KUMA_A\n', 'KUMA_A\nARG N\n')))
    expect(drop(dockerfile, eol(text), 'KUMA_C')).toBe(eol(text.replace('ENV KUMA_C the old form\n', '')))
    expect(drop(dockerfile, eol(text), 'KUMA_MODE', 'KUMA_B')).toBe(
      eol(text.replace('ENV KUMA_MODE=zone\n', '').replace('  env KUMA_B="c d"\n', '')),
    )
  })

  both('may be the last, without a final newline', (eol) => {
    expect(copy(dockerfile, eol('FROM a\nENV A=b'), 'A', 'N', 'c')).toBe(eol('FROM a\nENV A=b\nENV N=c'))
    expect(drop(dockerfile, eol('FROM a\nENV A=b'), 'A')).toBe(eol('FROM a'))
  })

  both('may go on in the next line', (eol) => {
    expect(copy(dockerfile, eol('ENV \\\n  A=b\nUSER x\n'), 'A', 'N')).toBe(
      eol('ENV \\\n  A=b\nENV \\\n  N=b\nUSER x\n'),
    )
    expect(copy(dockerfile, eol('ENV A=b \\\n\nUSER x\n'), 'A', 'N')).toBe(eol('ENV A=b N=b \\\n\nUSER x\n'))
    expect(variables(dockerfile.parse(eol('ENV A=b\\\nc D="e \\\n f"\n')))).toEqual([['A=bc', 'D=e  f']])
  })

  test('for a stage to come are apart', () => {
    expect(variables(dockerfile.parse('FROM a\nENV A=b\nONBUILD ENV C=d\n'))).toEqual([['A=b'], ['C=d']])
    expect(copy(dockerfile, 'FROM a\nONBUILD ENV C=d\n', 'C', 'N')).toBe('FROM a\nONBUILD ENV C=d\nONBUILD ENV N=d\n')
  })
})

describe('instructions that set several variables', () => {
  const text = 'FROM a\nENV A="b c" \\\n    # why\n    D=\'e\'   F=g\\ h \\\n    I=$A\nUSER x\n'

  both('have them in a row', (eol) => {
    const parsed = dockerfile.parse(eol(text))
    expect(variables(parsed)).toEqual([['A=b c', 'D=e', 'F=g h', 'I=?']])
    expect(faults(eol(text), parsed)).toEqual([])
    expect(copy(dockerfile, eol(text), 'D', 'N', "it's")).toBe(eol(text.replace("D='e'", `D='e'   N="it's"`)))
    expect(copy(dockerfile, eol(text), 'I', 'N', 'x')).toBe(eol(text.replace('I=$A', 'I=$A \\\n    N=x')))
    expect(copy(dockerfile, eol(text), 'A', 'N')).toBe(eol(text.replace('A="b c"', 'A="b c" N="b c"')))
    expect(drop(dockerfile, eol(text), 'D')).toBe(eol(text.replace("D='e'   ", '')))
    expect(drop(dockerfile, eol(text), 'F')).toBe(eol(text.replace('   F=g\\ h', '')))
    expect(drop(dockerfile, eol(text), 'I')).toBe(eol(text.replace(' \\\n    I=$A', '')))
  })

  test('the last with a comment before it stays, and so do the others', () => {
    const refused = 'refused: a comment stands before the last word'
    expect(drop(dockerfile, 'ENV A=b \\\n  # why\n  C=d\nRUN x\n', 'C')).toBe(refused)
    expect(copy(dockerfile, 'RUN A=b \\\n  # why\n  cmd\n', 'A', 'N')).toBe(refused)
  })

  test('ARG may have them too', () => {
    expect(variables(dockerfile.parse('ARG A=b C D=e\n'))).toEqual([['A=b', 'C=?', 'D=e']])
  })
})

describe('how values are written', () => {
  test.each([
    ['A=b', 'b'],
    ['A="b\\"c\\$d\\e"', 'b"c$d\\e'],
    ["A='$b\\c'", '$b\\c'],
    ['A=b\\"\\c', 'b"c'],
    ['A=', ''],
    ['A=""', ''],
    ['A="b"\'c\'d', 'bcd'],
  ])('%s', (word, value) => {
    expect(variables(dockerfile.parse(`ENV ${word}\n`))).toEqual([[`A=${value}`]])
  })

  test.each(['A=$b', `A="x\${b:-c}"`, 'A={{ .x }}', 'A="{{ .x }} y"', 'A <$b'])('%s has no value', (word) => {
    expect(variables(dockerfile.parse(`ENV ${word}\n`))).toEqual([['A=?']])
  })

  test('another escape character', () => {
    const text = '# escape=`\nFROM a\nENV A=b`"c\\d `\n  E="f`"g"\n'
    expect(variables(dockerfile.parse(text))).toEqual([['A=b"c\\d', 'E=f"g']])
    expect(set(dockerfile, text, 'E', '"$`')).toBe(text.replace('f`"g', () => '`"`$``'))
    expect(variables(dockerfile.parse('FROM a\n# escape=`\nENV A=b`c\n'))).toEqual([['A=b`c']])
  })

  test('a line break cannot be written', () => {
    expect(set(dockerfile, 'ENV A="b"\n', 'A', 'c\nd')).toBe('ENV A=REFUSED\n')
  })
})

describe('what cannot be read', () => {
  test('is a problem where it stands, and the rest is read', () => {
    const parsed = dockerfile.parse('FROM a\nWHAT x\nENV\nENV A\nENV B="c\nENV D=e\nRUN <<X\nENV F=g\n')
    expect(variables(parsed)).toEqual([['D=e']])
    expect(parsed.problems).toEqual([
      { offset: 7, message: 'the line is no instruction' },
      { offset: 14, message: 'it names no variable' },
      { offset: 18, message: 'the variable has no value' },
      { offset: 30, message: 'the quote is not closed' },
      { offset: 45, message: 'the heredoc is not closed' },
    ])
  })

  test('lines of a template are left alone', () => {
    expect(dockerfile.parse('FROM a\n{% if x %}\nENV A=b\n{% endif %}\n').problems).toEqual([])
  })
})
