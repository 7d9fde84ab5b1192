import { describe, expect, test } from 'vitest'
import { dotenv } from '../../src/formats/dotenv.ts'
import { both, copy, drop, faults, rename, set, variables } from './editing.ts'

describe('a file of variables', () => {
  const text = [
    '# control plane 🦜',
    'KUMA_MODE=zone',
    '',
    'export KUMA_A = "b \\"c\\" # d"  # why',
    "KUMA_B='x\ny'",
    'KUMA_C=',
    'KUMA_D=   # nothing',
    'KUMA_E=http://x:5681/#top and more # comment',
    'KUMA_F=`a "b"`',
    '  KUMA_G=last',
    '',
  ].join('\n')

  both('is read', (eol) => {
    const parsed = dotenv.parse(eol(text))
    expect(variables(parsed)).toEqual([
      [
        'KUMA_MODE=zone',
        'KUMA_A=b "c" # d',
        eol('KUMA_B=x\ny'),
        'KUMA_C=',
        'KUMA_D=',
        'KUMA_E=http://x:5681/#top and more',
        'KUMA_F=a "b"',
        'KUMA_G=last',
      ],
    ])
    expect(parsed.problems).toEqual([])
    expect(faults(eol(text), parsed)).toEqual([])
  })

  both('has its names and values changed', (eol) => {
    expect(rename(dotenv, eol(text), 'KUMA_A', 'N.x-y')).toBe(eol(text.replace('KUMA_A', 'N.x-y')))
    expect(set(dotenv, eol(text), 'KUMA_MODE', 'global')).toBe(eol(text.replace('zone', 'global')))
    expect(set(dotenv, eol(text), 'KUMA_MODE', 'a b')).toBe(eol(text.replace('zone', '"a b"')))
    expect(set(dotenv, eol(text), 'KUMA_MODE', '$a')).toBe(eol(text.replace('zone', "'$a'")))
    expect(set(dotenv, eol(text), 'KUMA_A', 'x"$')).toBe(eol(text.replace('"b \\"c\\" # d"', '"x\\"\\$"')))
    expect(set(dotenv, eol(text), 'KUMA_B', "it's")).toBe(eol(text.replace("'x\ny'", '"it\'s"')))
    expect(set(dotenv, eol(text), 'KUMA_C', 'x')).toBe(eol(text.replace('KUMA_C=', 'KUMA_C=x')))
    expect(set(dotenv, eol(text), 'KUMA_D', 'x')).toBe(eol(text.replace('KUMA_D=', 'KUMA_D=x')))
    expect(set(dotenv, eol(text), 'KUMA_E', '')).toBe(eol(text.replace('http://x:5681/#top and more', '')))
  })

  both('gets and loses lines', (eol) => {
    expect(copy(dotenv, eol(text), 'KUMA_A', 'N')).toBe(
      eol(text.replace('# why\n', '# why\nexport N = "b \\"c\\" # d"\n')),
    )
    expect(copy(dotenv, eol(text), 'KUMA_B', 'N', 'z')).toBe(eol(text.replace("y'\n", "y'\nN='z'\n")))
    expect(drop(dotenv, eol(text), 'KUMA_B')).toBe(eol(text.replace("KUMA_B='x\ny'\n", '')))
    expect(drop(dotenv, eol(text), 'KUMA_MODE', 'KUMA_G')).toBe(
      eol(text.replace('KUMA_MODE=zone\n', '').replace('  KUMA_G=last\n', '')),
    )
  })

  both('may have one line and no final newline', (eol) => {
    expect(copy(dotenv, eol('# c\nA=b'), 'A', 'N', 'x')).toBe(eol('# c\nA=b\nN=x'))
    expect(drop(dotenv, eol('# c\nA=b'), 'A')).toBe(eol('# c'))
    expect(drop(dotenv, 'A=b', 'A')).toBe('')
    expect(drop(dotenv, 'A=b\n', 'A')).toBe('')
  })

  both('loses all its variables and keeps its comments', (eol) => {
    expect(drop(dotenv, eol('# a\nA=b\n# c\n\nD=e\nF=g\n'), 'A', 'D', 'F')).toBe(eol('# a\n# c\n\n'))
  })

  test('may be empty', () => {
    expect(dotenv.parse('')).toEqual({ format: 'dotenv', roots: [], commands: [], inner: [], problems: [] })
    expect(dotenv.parse('# only\n\n').roots).toEqual([])
  })
})

describe('what cannot be read', () => {
  test.each([
    'A=$B',
    `A="x\${B}"`,
    'A="`date`"',
    "A=it's",
    'A="b"c',
    'A=b\\c',
    'A=#b',
    'A={{ .x }}',
    'A="x {{ .y }}"',
    'A',
  ])('%s has no value', (line) => {
    const text = `${line}\nB=c\n`
    expect(variables(dotenv.parse(text))).toEqual([['A=?', 'B=c']])
    expect(rename(dotenv, text, 'A', 'N')).toBe(`N${text.slice(1)}`)
  })

  test('a line that is none of its kind is a problem, and the others are read', () => {
    const parsed = dotenv.parse('A=b\nulimit -n 65536\nC=d\nE: f\n')
    expect(variables(parsed)).toEqual([['A=b', 'C=d']])
    expect(parsed.problems).toEqual([
      { offset: 4, message: 'the line is no assignment' },
      { offset: 24, message: 'the line is no assignment' },
    ])
  })

  test('a quote that is not closed is a problem of its line only', () => {
    const parsed = dotenv.parse('A="b\nC=d\n')
    expect(variables(parsed)).toEqual([['A=?', 'C=d']])
    expect(parsed.problems).toEqual([{ offset: 0, message: 'the quote is not closed' }])
  })
})
