import { describe, expect, test } from 'vitest'
import { shell } from '../../src/formats/shell.ts'
import { both, copy, drop, dropWords, maps, rename, set, variables } from './editing.ts'

describe('assignments that share their line', () => {
  test.each([
    'A=1; B=2\n',
    'A=1 && cmd\n',
    '[ x ] || A=1\n',
    'f() { A=1; }\n',
    'A=1 >f\n',
    'A=1 &\n',
    'a) A=1 ;;\n',
    'if x; then A=1; fi\n',
  ])('%j are renamed and set, not copied or removed', (text) => {
    const refused = 'refused: it shares its line with other statements'
    const script = text.startsWith('a)') ? `case x in\n${text}esac\n` : text
    expect(rename(shell, script, 'A', 'N')).toBe(script.replace('A=', 'N='))
    expect(set(shell, script, 'A', '5')).toBe(script.replace('=1', '=5'))
    expect(copy(shell, script, 'A', 'N')).toBe(refused)
    expect(drop(shell, script, 'A')).toBe(refused)
  })

  test('a branch of case that ends behind an assignment keeps its end', () => {
    expect(copy(shell, 'case x in\na)\n  A=1 ;;\nesac\n', 'A', 'N')).toMatch(/^refused/)
    expect(copy(shell, 'case x in\na)\n  A=1\n  ;;\nesac\n', 'A', 'N')).toBe(
      'case x in\na)\n  A=1\n  N=1\n  ;;\nesac\n',
    )
  })

  test('a line that goes on from the one before is not its own', () => {
    expect(copy(shell, 'x; \\\n  A=1\n', 'A', 'N')).toMatch(/^refused/)
  })

  both('in one export lie in a row', (eol) => {
    const text = 'export A=b  C="d e" \\\n  F=g\n'
    expect(variables(shell.parse(eol(text)))).toEqual([['A=b', 'C=d e', 'F=g']])
    expect(copy(shell, eol(text), 'A', 'N')).toBe(eol('export A=b  N=b  C="d e" \\\n  F=g\n'))
    expect(copy(shell, eol(text), 'F', 'N', 'x y')).toBe(eol('export A=b  C="d e" \\\n  F=g \\\n  N="x y"\n'))
    expect(drop(shell, eol(text), 'A')).toBe(eol('export C="d e" \\\n  F=g\n'))
    expect(drop(shell, eol(text), 'C')).toBe(eol('export A=b \\\n  F=g\n'))
    expect(drop(shell, eol(text), 'F')).toBe(eol('export A=b  C="d e"\n'))
  })
})

describe('variables of one command', () => {
  both('stand before it', (eol) => {
    const text = 'KUMA_A=b KUMA_C="d" \\\n  kuma-cp run\n'
    expect(variables(shell.parse(eol(text)))).toEqual([['KUMA_A=b', 'KUMA_C=d']])
    expect(copy(shell, eol(text), 'KUMA_C', 'N')).toBe(eol('KUMA_A=b KUMA_C="d" N="d" \\\n  kuma-cp run\n'))
    expect(drop(shell, eol(text), 'KUMA_C')).toBe(eol('KUMA_A=b \\\n  kuma-cp run\n'))
    expect(drop(shell, eol(text), 'KUMA_A', 'KUMA_C')).toBe(eol('kuma-cp run\n'))
  })

  test('only one, and it goes without a trace', () => {
    expect(drop(shell, 'A=b cmd x', 'A')).toBe('cmd x')
    expect(drop(shell, 'env A=b cmd', 'A')).toBe('env cmd')
    expect(drop(shell, 'env cmd; sudo A=b cmd', 'A')).toBe('env cmd; sudo cmd')
    expect(drop(shell, 'kubectl set env deploy/x A=b\n', 'A')).toBe('kubectl set env deploy/x\n')
  })

  both('stand behind flags', (eol) => {
    const text = 'docker run -d \\\n  -e KUMA_A=b \\\n  --name x \\\n  --env "KUMA_C=d e" \\\n  kuma/kuma-cp:2.6 run\n'
    expect(variables(shell.parse(eol(text)))).toEqual([['KUMA_A=b', 'KUMA_C=d e']])
    expect(copy(shell, eol(text), 'KUMA_A', 'N', 'x y')).toBe(eol(text.replace('A=b', 'A=b \\\n  -e N="x y"')))
    expect(copy(shell, eol(text), 'KUMA_C', 'N', 'x')).toBe(eol(text.replace('e" ', 'e" \\\n  --env "N=x" ')))
    expect(drop(shell, eol(text), 'KUMA_A')).toBe(eol(text.replace('  -e KUMA_A=b \\\n', '')))
    expect(drop(shell, eol(text), 'KUMA_A', 'KUMA_C')).toBe(
      eol('docker run -d \\\n  --name x \\\n  kuma/kuma-cp:2.6 run\n'),
    )
  })

  test('are joined to flags', () => {
    const text = "docker run --env=A='b' -eC=d -e=E=f img"
    expect(variables(shell.parse(text))).toEqual([['A=b', 'C=d', 'E=f']])
    expect(copy(shell, text, 'A', 'N', 'x')).toBe("docker run --env=A='b' --env=N='x' -eC=d -e=E=f img")
    expect(copy(shell, text, 'C', 'N')).toBe("docker run --env=A='b' -eC=d -eN=d -e=E=f img")
    expect(drop(shell, text, 'E')).toBe("docker run --env=A='b' -eC=d img")
  })

  test('values inside shared quotes are escaped there', () => {
    expect(set(shell, 'docker run -e "A=b" x', 'A', 'c "d"')).toBe('docker run -e "A=c \\"d\\"" x')
    expect(set(shell, "docker run -e 'A=b' x", 'A', "c'd")).toBe("docker run -e 'A=c'\\''d' x")
  })

  test('in a line that is printed are not added to', () => {
    const text = 'echo "KUMA_A=b" >> "$GITHUB_ENV"\n'
    expect(rename(shell, text, 'KUMA_A', 'N')).toBe('echo "N=b" >> "$GITHUB_ENV"\n')
    expect(copy(shell, text, 'KUMA_A', 'N')).toBe('refused: it is a line that the script prints')
  })

  test.each([
    'grep -e KUMA_A=b f',
    'dd if=a of=b',
    'helm upgrade --set controlPlane.mode=zone',
    'x --set-env-vars A=b,C=d',
    'x a=b',
  ])('%j has none', (text) => {
    expect(maps(shell.parse(text))).toEqual([])
  })

  test('a redirection among them forbids to add and remove', () => {
    expect(drop(shell, 'A=b >f C=d cmd', 'A')).toBe('refused: a redirection stands between the words')
    expect(dropWords(shell, 'cmd --a >f --b', '--a')).toBe('refused: a redirection stands between the words')
    expect(dropWords(shell, 'cmd --a --b >f', '--b')).toBe('cmd --a >f')
  })
})
