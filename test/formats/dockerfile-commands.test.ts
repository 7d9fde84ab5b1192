import { describe, expect, test } from 'vitest'
import { dockerfile } from '../../src/formats/dockerfile.ts'
import { applyEdits } from '../../src/text.ts'
import { addWord, both, commands, copy, drop, dropWords, faults, inner, rename, variables } from './editing.ts'

describe('RUN', () => {
  const text = [
    'FROM a',
    'RUN --mount=type=cache,target=/x \\',
    '    set -e; kumactl version \\',
    '    # comment; kumactl not me',
    '',
    '    && KUMA_A=1 kuma-cp run --a=b \\',
    '    --c "d" \\',
    '    && export KUMA_B=2',
    'RUN ["sh", "-c", "kumactl \\"get\\" --old"]',
    '',
  ].join('\n')

  both('is read as one line', (eol) => {
    const parsed = dockerfile.parse(eol(text))
    expect(commands(parsed)).toEqual([
      'set | -e',
      'kumactl | version',
      'kuma-cp | run | --a=b | --c | d',
      'export | KUMA_B=2',
      'sh | -c | kumactl "get" --old',
    ])
    expect(variables(parsed)).toEqual([['KUMA_A=1'], ['KUMA_B=2']])
    expect(inner(parsed)).toEqual([['script.sh', 'kumactl "get" --old']])
    expect(faults(eol(text), parsed)).toEqual([])
  })

  both('is edited', (eol) => {
    expect(addWord(dockerfile, eol(text), '--a=b', '--new')).toBe(eol(text.replace('--a=b', '--a=b --new')))
    expect(addWord(dockerfile, eol(text), 'd', 'x y')).toBe(eol(text.replace('"d"', '"d" "x y"')))
    expect(dropWords(dockerfile, eol(text), '--c', 'd')).toBe(eol(text.replace(' \\\n    --c "d"', '')))
    expect(copy(dockerfile, eol(text), 'KUMA_A', 'N')).toBe(eol(text.replace('A=1', 'A=1 N=1')))
    expect(copy(dockerfile, eol(text), 'KUMA_B', 'N')).toBe('refused: it shares its line with other statements')
    expect(rename(dockerfile, eol(text), 'KUMA_B', 'N')).toBe(eol(text.replace('KUMA_B', 'N')))
  })

  test('a line break is not written into it', () => {
    const word = dockerfile.parse('RUN a "b"\n').commands[0]?.words[1]
    expect(word?.write('c\nd')).toBeUndefined()
  })

  test('a script in an array is edited through its escapes', () => {
    const body = dockerfile.parse(text).inner[0]?.embedded
    const at = body?.text.indexOf('--old') ?? 0
    const edit = body?.outerEdit({ start: at, end: at + 5, text: '--new="\\"' })
    expect(applyEdits(text, edit === undefined ? [] : [edit])).toBe(text.replace('--old', '--new=\\"\\\\\\"'))
  })

  both('may be a heredoc', (eol) => {
    const here =
      'FROM a\nRUN <<EOF\nexport KUMA_A=b\nkumactl get\nEOF\nRUN cat <<-"E" > /etc/kuma.yaml\n\tmode: zone\n\tE\nRUN <<EOF\n#!/usr/bin/env python3\nprint(1)\nEOF\nENV C=d\n'
    const parsed = dockerfile.parse(eol(here))
    expect(variables(parsed)).toEqual([['KUMA_A=b'], ['C=d']])
    expect(commands(parsed)).toEqual(['export | KUMA_A=b', 'kumactl | get', 'cat'])
    expect(inner(parsed)).toEqual([['/etc/kuma.yaml', eol('mode: zone\n')]])
    expect(copy(dockerfile, eol(here), 'KUMA_A', 'N')).toBe(eol(here.replace('A=b\n', 'A=b\nexport N=b\n')))
    expect(drop(dockerfile, eol(here), 'KUMA_A')).toBe(eol(here.replace('export KUMA_A=b\n', '')))
  })

  both('COPY may be one too', (eol) => {
    const here = eol('FROM a\nCOPY <<a.yaml <<-b.yaml /etc/kuma/\nx: y\na.yaml\n\tz: w\n\tb.yaml\nENV A=b\n')
    const parsed = dockerfile.parse(here)
    expect(inner(parsed)).toEqual([
      ['/etc/kuma/a.yaml', eol('x: y\n')],
      ['/etc/kuma/b.yaml', eol('z: w\n')],
    ])
    expect(variables(parsed)).toEqual([['A=b']])
  })

  test('of another shell is no problem', () => {
    expect(dockerfile.parse('FROM a\nRUN if (1 { ) "\n').problems).toEqual([])
  })
})

describe('what a container runs', () => {
  test('ENTRYPOINT and CMD as arrays are one command of the stage', () => {
    const text = 'FROM a\nENTRYPOINT ["/usr/bin/kuma-dp"]\nCMD ["run", "--old=1", "--b"]\nFROM b\nCMD kuma-cp run --c\n'
    expect(commands(dockerfile.parse(text))).toEqual(['/usr/bin/kuma-dp | run | --old=1 | --b', 'kuma-cp | run | --c'])
    expect(addWord(dockerfile, text, '--old=1', '--n="1"')).toBe(text.replace('"--old=1"', '"--old=1", "--n=\\"1\\""'))
    expect(dropWords(dockerfile, text, '--old=1')).toBe(text.replace('"--old=1", ', ''))
    expect(dropWords(dockerfile, text, '--b')).toBe(text.replace(', "--b"', ''))
    expect(addWord(dockerfile, text, '--c', '--d')).toBe(text.replace('--c', '--c --d'))
  })

  both('an array goes over lines', (eol) => {
    const text = 'CMD [ \\\n  "kuma-cp", \\\n  "run", \\\n  "--a" \\\n]\n'
    expect(commands(dockerfile.parse(eol(text)))).toEqual(['kuma-cp | run | --a'])
    expect(dropWords(dockerfile, eol(text), 'run')).toBe(eol(text.replace('"run", \\\n  ', '')))
    expect(dropWords(dockerfile, eol(text), '--a')).toBe(eol(text.replace(', \\\n  "--a"', '')))
    expect(addWord(dockerfile, eol(text), '--a', '--b')).toBe(eol(text.replace('"--a"', '"--a", "--b"')))
  })

  test('what is no array is for the shell', () => {
    expect(commands(dockerfile.parse("CMD ['a', 'b']\n"))).toEqual(['[a, | b]'])
    expect(commands(dockerfile.parse('CMD ["a" "b"]\n'))).toEqual(['[a | b]'])
    expect(commands(dockerfile.parse('CMD []\n'))).toEqual(['[]'])
  })

  test('HEALTHCHECK', () => {
    expect(commands(dockerfile.parse('HEALTHCHECK --interval=5s --retries=3 \\\n  CMD curl x || exit 1\n'))).toEqual([
      'curl | x',
      'exit | 1',
    ])
    expect(commands(dockerfile.parse('HEALTHCHECK NONE\nHEALTHCHECK CMD ["a"]\n'))).toEqual(['a'])
  })

  test('variables among the words of an array', () => {
    const text = 'CMD ["docker", "run", "-e", "A=b", "img"]\n'
    expect(copy(dockerfile, text, 'A', 'N', 'c"')).toBe(text.replace('"A=b"', '"A=b", "-e", "N=c\\""'))
    expect(drop(dockerfile, text, 'A')).toBe('CMD ["docker", "run", "img"]\n')
  })
})
