import { describe, expect, test } from 'vitest'
import { makefile } from '../../src/formats/makefile.ts'
import { addWord, both, commands, copy, drop, dropWords, faults, inner, variables } from './editing.ts'

describe('recipes', () => {
  const text = [
    'run: deps ; @echo $(A) 🦜',
    '\t@-KUMA_Q=$(MODE) kuma-cp run --a=$$HOME \\',
    '\t  --b "$(call f,$(x) y)" \\',
    '\t  --old $(FLAGS)',
    '',
    '# between',
    '\t+if [ -n "$$X" ]; then \\',
    '\t  export KUMA_Z=1; \\',
    '\tfi',
    '\tdocker run -e KUMA_M=b \\',
    '\t  -e "KUMA_N=c" img',
    'other:: run',
    '\tkumactl get {{ .what }} $@ $(word 2,a b)',
    '',
  ].join('\n')

  both('are read as the shell gets them', (eol) => {
    const parsed = makefile.parse(eol(text))
    expect(commands(parsed)).toEqual([
      'echo | $(A)? | 🦜',
      'kuma-cp | run | --a=$$HOME? | --b | $(call f,$(x) y)? | --old | $(FLAGS)?',
      '[ | -n | $$X? | ]',
      'export | KUMA_Z=1',
      'docker | run | -e | KUMA_M=b | -e | KUMA_N=c | img',
      'kumactl | get | {{ .what }}? | $@? | $(word 2,a b)?',
    ])
    expect(variables(parsed)).toEqual([['KUMA_Q=?'], ['KUMA_Z=1'], ['KUMA_M=b', 'KUMA_N=c']])
    expect(parsed.problems).toEqual([])
    expect(faults(eol(text), parsed)).toEqual([])
  })

  both('take and lose words', (eol) => {
    expect(addWord(makefile, eol(text), '--old', '--new=$x')).toBe(
      eol(text.replace('--old', () => `--old \\\n\t  '--new=$$x'`)),
    )
    expect(addWord(makefile, eol(text), '$(call f,$(x) y)', 'z')).toBe(eol(text.replace('y)" \\', 'y)" "z" \\')))
    expect(dropWords(makefile, eol(text), '--old', '$(FLAGS)')).toBe(eol(text.replace(' \\\n\t  --old $(FLAGS)', '')))
    expect(dropWords(makefile, eol(text), '--b', '$(call f,$(x) y)')).toBe(
      eol(text.replace('\t  --b "$(call f,$(x) y)" \\\n', '')),
    )
  })

  both('take and lose variables', (eol) => {
    expect(copy(makefile, eol(text), 'KUMA_M', 'N', 'x')).toBe(eol(text.replace('M=b \\', 'M=b \\\n\t  -e N=x \\')))
    expect(copy(makefile, eol(text), 'KUMA_Q', 'N')).toBe(
      eol(text.replace('KUMA_Q=$(MODE)', 'KUMA_Q=$(MODE) N=$(MODE)')),
    )
    expect(drop(makefile, eol(text), 'KUMA_Q')).toBe(eol(text.replace('KUMA_Q=$(MODE) ', '')))
    expect(drop(makefile, eol(text), 'KUMA_N')).toBe(eol(text.replace('-e "KUMA_N=c" ', '')))
    expect(copy(makefile, eol(text), 'KUMA_Z', 'N')).toBe('refused: it shares its line with other statements')
  })

  test('values of recipes are written for make', () => {
    const word = makefile.parse('a:\n\tx "b" c\n').commands[0]?.words
    expect(word?.[1]?.write('$x')).toBe('"\\$$x"')
    expect(word?.[2]?.write('a\nb')).toBeUndefined()
  })

  test('scripts in references are read', () => {
    const nested = [
      'V = $(shell kumactl version --x $(Y))',
      'W != kumactl get $$Z',
      'a:',
      '\tT=$$(kumactl generate `id` --name $$(hostname -f)) && b "$${T}"',
      '\tsh -c "kumactl $$Q"',
      '',
    ].join('\n')
    const parsed = makefile.parse(nested)
    expect(commands(parsed)).toEqual([
      'kumactl | version | --x | $(Y)?',
      'kumactl | get | $$Z?',
      'kumactl | generate | `id`? | --name | $$(hostname -f)?',
      'id',
      'hostname | -f',
      `b | $\${T}?`,
      'sh | -c | kumactl $$Q?',
    ])
    expect(inner(parsed)).toEqual([['script.sh', 'kumactl $$Q']])
    expect(dropWords(makefile, nested, '--x', '$(Y)')).toBe(nested.replace(' --x $(Y)', ''))
  })

  test('a tab before the first rule starts no recipe', () => {
    const parsed = makefile.parse('\tA = b\na:\n\tc\n')
    expect(variables(parsed)).toEqual([['A=b']])
    expect(commands(parsed)).toEqual(['c'])
  })

  test('of another shell is no problem', () => {
    expect(makefile.parse('a:\n\tif (1 { ) "\n').problems).toEqual([])
  })
})
