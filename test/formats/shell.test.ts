import { describe, expect, test } from 'vitest'
import { shell } from '../../src/formats/shell.ts'
import { both, copy, drop, faults, find, rename, set, variables } from './editing.ts'

describe('assignments on lines of their own', () => {
  const text = '#!/bin/sh\n# 🦜 parrot\nexport KUMA_A="b c"  # why\nKUMA_B=\'d\'\nreadonly KUMA_C=e\n'

  both('are one environment', (eol) => {
    const parsed = shell.parse(eol(text))
    expect(variables(parsed)).toEqual([['KUMA_A=b c', 'KUMA_B=d', 'KUMA_C=e']])
    expect(parsed.problems).toEqual([])
    expect(faults(eol(text), parsed)).toEqual([])
  })

  both('are renamed', (eol) => {
    expect(rename(shell, eol(text), 'KUMA_A', 'KUMA_NEW')).toBe(eol(text.replace('KUMA_A', 'KUMA_NEW')))
    expect(rename(shell, eol(text), 'KUMA_C', 'N')).toBe(eol(text.replace('KUMA_C', 'N')))
  })

  both('are set in their own quotes', (eol) => {
    expect(set(shell, eol(text), 'KUMA_A', 'x"$y')).toBe(eol(text.replace('"b c"', '"x\\"\\$y"')))
    expect(set(shell, eol(text), 'KUMA_B', "it's")).toBe(eol(text.replace("'d'", "'it'\\''s'")))
    expect(set(shell, eol(text), 'KUMA_C', 'f')).toBe(eol(text.replace('=e', '=f')))
    expect(set(shell, eol(text), 'KUMA_C', 'f g')).toBe(eol(text.replace('=e', '="f g"')))
    expect(set(shell, eol(text), 'KUMA_C', '$x')).toBe(eol(text.replace('=e', "='$x'")))
  })

  both('are copied with what declares them', (eol) => {
    expect(copy(shell, eol(text), 'KUMA_A', 'N')).toBe(eol(text.replace('# why\n', '# why\nexport N="b c"\n')))
    expect(copy(shell, eol(text), 'KUMA_C', 'N', 'x y')).toBe(eol(`${text}readonly N="x y"\n`))
  })

  both('are removed with their line', (eol) => {
    expect(drop(shell, eol(text), 'KUMA_A')).toBe(eol(text.replace('export KUMA_A="b c"  # why\n', '')))
    expect(drop(shell, eol(text), 'KUMA_B', 'KUMA_C')).toBe(eol('#!/bin/sh\n# 🦜 parrot\nexport KUMA_A="b c"  # why\n'))
  })

  both('have no final newline', (eol) => {
    const bare = 'A=b\nexport C=d'
    expect(copy(shell, eol(bare), 'C', 'E', 'f')).toBe(eol('A=b\nexport C=d\nexport E=f'))
    expect(drop(shell, eol(bare), 'C')).toBe(eol('A=b'))
    expect(copy(shell, 'A=', 'A', 'B')).toBe('A=\nB=')
  })

  both('of a function and of a branch are apart from others', (eol) => {
    const nested = 'A=1\nif x; then\n\texport A=2\nelse\n  B=3\nfi\nf() {\n    local A=4\n}\nB=5\n'
    expect(variables(shell.parse(eol(nested)))).toEqual([['A=1', 'B=5'], ['A=2'], ['B=3'], ['A=4']])
    expect(copy(shell, eol(nested), 'B', 'N')).toBe(eol(`${nested}N=5\n`))
    const inBranch = 'if x; then\n\texport A=2 # c\nfi\n'
    expect(copy(shell, eol(inBranch), 'A', 'N', '3')).toBe(eol('if x; then\n\texport A=2 # c\n\texport N=3\nfi\n'))
  })

  both('are removed together without what stands between', (eol) => {
    const text = 'export A=1\n# note\nkuma-cp run\nexport B=2\nexport C=3\n'
    expect(drop(shell, eol(text), 'A', 'B', 'C')).toBe(eol('# note\nkuma-cp run\n'))
  })

  test('stand behind a comment that ends in a backslash', () => {
    expect(copy(shell, '# see \\\nA=\\\\\nB=c\n', 'B', 'N')).toBe('# see \\\nA=\\\\\nB=c\nN=c\n')
    expect(copy(shell, '# see \\\nA=b\n', 'A', 'N')).toBe('# see \\\nA=b\nN=b\n')
  })

  both('may hold lines in quotes', (eol) => {
    const long = 'export A="type: Mesh\nname: x"\nB=c\n'
    const parsed = shell.parse(eol(long))
    const { entry } = find(parsed, 'A')
    expect(entry.value.type === 'scalar' && entry.value.embedded()?.text).toBe(eol('type: Mesh\nname: x'))
    expect(copy(shell, eol(long), 'A', 'N', 'v')).toBe(eol('export A="type: Mesh\nname: x"\nexport N="v"\nB=c\n'))
    expect(drop(shell, eol(long), 'A')).toBe(eol('B=c\n'))
  })
})

describe('what cannot be read', () => {
  test.each([
    ['A=$B', '$B'],
    [`A="x\${B}y"`, `"x\${B}y"`],
    ['A=`date`', '`date`'],
    ['A=$(date)', '$(date)'],
    ['A=$((1+2))', '$((1+2))'],
    ['A={{ .x }}', '{{ .x }}'],
    ['A="{{ .x }}/y"', '"{{ .x }}/y"'],
    [`A=\${{ github.ref }}`, `\${{ github.ref }}`],
    ['A=<address>', '<address>'],
    ['A=(1 2)', '(1 2)'],
    ['A+=x', 'x'],
  ])('%s has no value', (text, raw) => {
    const { entry } = find(shell.parse(text), 'A')
    expect(entry.value.type === 'scalar' && entry.value.value).toBeUndefined()
    expect(text.slice(entry.value.span.start, entry.value.span.end)).toBe(raw)
  })

  test('a placeholder in quotes is text', () => {
    expect(variables(shell.parse('A="<address>"'))).toEqual([['A=<address>']])
  })

  test('an array and an appended value are not written over', () => {
    expect(set(shell, 'A=(1 2)\n', 'A', 'x')).toBe('A=REFUSED\n')
    expect(set(shell, 'A+=b\n', 'A', 'x')).toBe('A+=REFUSED\n')
  })

  test('a name alone is a member without a value', () => {
    expect(variables(shell.parse('A=b\nexport A\n'))).toEqual([['A=b', 'A=?']])
    expect(rename(shell, 'export A\n', 'A', 'N')).toBe('export N\n')
    expect(copy(shell, 'docker run -e A x', 'A', 'N')).toBe('docker run -e A -e N x')
  })
})
