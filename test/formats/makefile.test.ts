import { describe, expect, test } from 'vitest'
import { makefile } from '../../src/formats/makefile.ts'
import { both, copy, drop, faults, rename, set, variables } from './editing.ts'

describe('variables', () => {
  const text = [
    '# 🦜',
    'KUMA_A ?= 2.6.0',
    'export KUMA_MODE := zone # why',
    'NAME = $(shell echo x)',
    'override KUMA_B=a \\',
    '   b  # c',
    'KUMA_C = "quo ted"',
    '',
    '.PHONY: run',
    'run:',
    '\techo $(KUMA_A)',
    'KUMA_D = a$$b\\#c',
    'KUMA_E =',
    '',
  ].join('\n')

  both('are one environment', (eol) => {
    const parsed = makefile.parse(eol(text))
    expect(variables(parsed)).toEqual([
      ['KUMA_A=2.6.0', 'KUMA_MODE=zone', 'NAME=?', 'KUMA_B=a b', 'KUMA_C=?', 'KUMA_D=a$b#c', 'KUMA_E='],
    ])
    expect(parsed.problems).toEqual([])
    expect(faults(eol(text), parsed)).toEqual([])
  })

  both('are renamed and set', (eol) => {
    expect(rename(makefile, eol(text), 'KUMA_B', 'N.x')).toBe(eol(text.replace('KUMA_B', 'N.x')))
    expect(set(makefile, eol(text), 'KUMA_MODE', 'a $b #c')).toBe(eol(text.replace('zone', () => 'a $$b \\#c')))
    expect(set(makefile, eol(text), 'KUMA_B', 'x')).toBe(eol(text.replace('a \\\n   b', 'x')))
    expect(set(makefile, eol(text), 'KUMA_C', 'x')).toBe(eol(text.replace('quo ted', 'x')))
    expect(set(makefile, eol(text), 'KUMA_E', 'x')).toBe(eol(text.replace('KUMA_E =', 'KUMA_E =x')))
    expect(set(makefile, eol(text), 'NAME', 'x')).toBe(eol(text.replace('$(shell echo x)', 'x')))
  })

  both('are copied and removed as lines', (eol) => {
    expect(copy(makefile, eol(text), 'KUMA_MODE', 'N', 'x')).toBe(
      eol(text.replace('# why\n', '# why\nexport N := x\n')),
    )
    expect(copy(makefile, eol(text), 'KUMA_B', 'N')).toBe(eol(text.replace('# c\n', '# c\noverride N=a \\\n   b\n')))
    expect(copy(makefile, eol(text), 'KUMA_E', 'N', 'x')).toBe(eol(`${text}N =x\n`))
    expect(drop(makefile, eol(text), 'KUMA_B')).toBe(eol(text.replace('override KUMA_B=a \\\n   b  # c\n', '')))
    expect(drop(makefile, eol(text), 'KUMA_C', 'KUMA_D', 'KUMA_E')).toBe(
      eol(text.replace('KUMA_C = "quo ted"\n', '').replace('KUMA_D = a$$b\\#c\nKUMA_E =\n', '')),
    )
  })

  both('may be the last, without a final newline', (eol) => {
    expect(copy(makefile, eol('# x\nA=b'), 'A', 'N', 'c')).toBe(eol('# x\nA=b\nN=c'))
    expect(drop(makefile, eol('# x\nA=b'), 'A')).toBe(eol('# x'))
  })

  both('of a branch and of a target are apart', (eol) => {
    const nested =
      'A = 1\nifdef X\nexport A = 2\nelse ifeq (a,b)\n  A = 3\nelse\n  A = 4\nendif\nrun test: export A = 5\nrun: A := 6\nB = 7\n'
    expect(variables(makefile.parse(eol(nested)))).toEqual([
      ['A=1', 'B=7'],
      ['A=2'],
      ['A=3'],
      ['A=4'],
      ['A=5'],
      ['A=6'],
    ])
    const target = 'run test: export A = 5 # c\nrun:\n\techo\n'
    expect(copy(makefile, eol(target), 'A', 'N', 'x')).toBe(
      eol(target.replace('# c\n', '# c\nrun test: export N = x\n')),
    )
  })

  test('named for export only have no value', () => {
    const text = 'A = b\nexport A\nexport C D $(E)\n'
    expect(variables(makefile.parse(text))).toEqual([
      ['A=b', 'A=?'],
      ['C=?', 'D=?'],
    ])
    expect(rename(makefile, text, 'D', 'N')).toBe('A = b\nexport A\nexport C N $(E)\n')
    expect(copy(makefile, text, 'C', 'N')).toBe('A = b\nexport A\nexport C N D $(E)\n')
  })

  test.each([
    'A += b',
    'A != date',
    'A = $(B)',
    'A = $B',
    `A = \${B}/c`,
    "A = 'b'",
    'A = --x="b" c',
    'A = {{ .x }}',
    'A = x$(B',
  ])('%s has no value', (line) => {
    expect(variables(makefile.parse(`${line}\nC = d\n`))).toEqual([['A=?', 'C=d']])
  })

  test.each(['A += b', 'A != date'])('%s is not written over', (line) => {
    expect(set(makefile, `${line}\n`, 'A', 'x')).toBe(`${line.slice(0, 5)}REFUSED\n`)
  })

  test.each(['a\nb', 'a\\', ' a', 'a ', 'say "a"', 'a\\#'])('%j cannot be written', (value) => {
    expect(set(makefile, 'A = b\n', 'A', value)).toBe('A = REFUSED\n')
  })

  test('a line that goes on behind its value is not copied', () => {
    const refused = 'refused: its line goes on behind the value'
    expect(copy(makefile, 'A = b # c \\\n  d\n', 'A', 'N')).toBe(refused)
    expect(copy(makefile, 'A = b \\\n\nC = d\n', 'A', 'N')).toBe(refused)
    expect(rename(makefile, 'A = b \\\n\nC = d\n', 'A', 'N')).toBe('N = b \\\n\nC = d\n')
  })

  test('what is defined is text', () => {
    expect(
      variables(
        makefile.parse('define x =\nA = b\ndefine y\nendef\nB = c\nendef\nC = d\noverride define z\nD = e\nendef\n'),
      ),
    ).toEqual([['C=d']])
    expect(makefile.parse('A = b\ndefine x\nC = d\n').problems).toEqual([
      { offset: 6, message: 'the define is not ended' },
    ])
  })

  test('backslashes before a comment', () => {
    expect(variables(makefile.parse('A = b\\\\# c\nB = d\\# e\n'))).toEqual([['A=b\\', 'B=d# e']])
  })

  test('a comment may go on in the next line', () => {
    expect(variables(makefile.parse('# x \\\nA = b\nC = d\n'))).toEqual([['C=d']])
  })
})
