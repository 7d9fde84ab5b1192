import { describe, expect, test } from 'vitest'
import { shell } from '../../src/formats/shell.ts'
import { addWord, both, commands, dropWords, faults, wordOf } from './editing.ts'

describe('commands', () => {
  test('are arrays of words', () => {
    const text = 'a=(b -c d)\nb+=(\n  --e=1\n  "f g" # h\n)\ndeclare -a c=(-i)\nd=(j k)\ne=()\n'
    expect(commands(shell.parse(text))).toEqual(['b | -c | d', '--e=1 | f g', 'declare | -a | c=(-i)?', '-i', 'j | k'])
  })

  both('lose and get elements of arrays', (eol) => {
    const text = eol('a=(\n  b\n  --c d\n  --e\n)\n')
    expect(dropWords(shell, text, '--c', 'd')).toBe(eol('a=(\n  b\n  --e\n)\n'))
    expect(dropWords(shell, text, '--e')).toBe(eol('a=(\n  b\n  --c d\n)\n'))
    expect(addWord(shell, text, 'd', '--f=1')).toBe(eol('a=(\n  b\n  --c d --f=1\n  --e\n)\n'))
    expect(addWord(shell, text, '--e', '--f=1')).toBe(eol('a=(\n  b\n  --c d\n  --e --f=1\n)\n'))
    expect(dropWords(shell, eol('a=(-b # why\n  -c)\n'), '-c')).toBe('refused: a comment stands between the words')
  })

  test('are found wherever they stand', () => {
    const text = [
      'if a b; then c "$(d | e)"; fi',
      'f() { sudo -E g --x=1; }',
      'while h; do i; done < <(j)',
      'x=$(k `l`)',
      'time m && ! n || o &',
      'case $p in q) r ;; esac',
      '[[ -n "$(s)" ]]',
      'cat <<EOF',
      '$(t u)',
      'EOF',
      `echo $(( $(v) + 1 )) "\${w:-$(y z)}"`,
    ].join('\n')
    const found = commands(shell.parse(text)).map((words) => words.split(' | ')[0])
    const wanted = [
      'a',
      'c',
      'd',
      'e',
      'sudo',
      'h',
      'i',
      'j',
      'k',
      'l',
      'm',
      'n',
      'o',
      'r',
      's',
      'cat',
      't',
      'echo',
      'v',
      'y',
    ]
    expect(found).toEqual(wanted)
  })

  both('have words without redirections', (eol) => {
    const text = 'kumactl install control-plane \\\n  --mode "zone" --zone $ZONE 2>&1 | kubectl apply -f - >/dev/null\n'
    const parsed = shell.parse(eol(text))
    expect(commands(parsed)).toEqual([
      'kumactl | install | control-plane | --mode | zone | --zone | $ZONE?',
      'kubectl | apply | -f | -',
    ])
    expect(faults(eol(text), parsed)).toEqual([])
  })

  both('take and lose words', (eol) => {
    const text = 'kuma-dp run \\\n  --cp-address="https://x:5678" \\\n  --dns-enabled \\\n  --name=a\n'
    expect(addWord(shell, eol(text), '--dns-enabled', '--new=1')).toBe(
      eol(text.replace('--dns-enabled', '--dns-enabled \\\n  --new=1')),
    )
    expect(addWord(shell, eol(text), '--name=a', '--new="1 2"')).toBe(
      eol(text.replace('--name=a', '--name=a \\\n  \'--new="1 2"\'')),
    )
    expect(dropWords(shell, eol(text), '--dns-enabled')).toBe(eol(text.replace('  --dns-enabled \\\n', '')))
    expect(dropWords(shell, eol(text), '--name=a')).toBe(eol(text.replace(' \\\n  --name=a', '')))
    expect(dropWords(shell, eol(text), '--dns-enabled', '--name=a')).toBe(
      eol('kuma-dp run \\\n  --cp-address="https://x:5678"\n'),
    )
  })

  test('lose a flag with its value', () => {
    expect(dropWords(shell, 'a --old v --b', '--old', 'v')).toBe('a --b')
    expect(dropWords(shell, 'a \\\n  --old v\nnext', '--old', 'v')).toBe('a\nnext')
  })

  test('words are written in their own quotes', () => {
    const write = (text: string, value: string): string | undefined => wordOf(shell.parse(text), 'b c').write(value)
    expect(write('a "b c"', 'd')).toBe('"d"')
    expect(write('a "b c"', '$d`"\\')).toBe('"\\$d\\`\\"\\\\"')
    expect(write("a 'b c'", "d'e")).toBe("'d'\\''e'")
    expect(write('a b\\ c', 'd')).toBe('d')
    expect(write('a b\\ c', '')).toBe('""')
    expect(write("a $'b c'", "d'\n")).toBe("$'d\\'\\n'")
  })

  test('a word says what the shell reads', () => {
    const text = 'a b\\ c"d\\"e\\f"\'g\\h\'$\'i\\tj\'\\\nk *.txt ~/x "" l\\\nm'
    expect(shell.parse(text).commands[0]?.words.map((word) => word.value)).toEqual([
      'a',
      'b cd"e\\fg\\hi\tjk',
      '*.txt',
      '~/x',
      '',
      'lm',
    ])
  })

  both('a word that goes on in the next line is one', (eol) => {
    expect(commands(shell.parse(eol('a b\\\nc "d\\\ne" \\\n  f\n')))).toEqual(['a | bc | de | f'])
  })
})

describe('templates and placeholders', () => {
  test('are single words without a value', () => {
    const text = 'kumactl generate zone-token --zone {{ .zone }} --cp <address> --url=https://<host>:5682 {% raw %}\n'
    expect(commands(shell.parse(text))).toEqual([
      'kumactl | generate | zone-token | --zone | {{ .zone }}? | --cp | <address>? | --url=https://<host>:5682? | {% raw %}?',
    ])
    expect(addWord(shell, text, '--cp', '--new')).toBe(text.replace('--cp', '--cp --new'))
  })

  test('redirections stay redirections', () => {
    expect(commands(shell.parse('a <in >out b <in > out c <<<x 2>&1 <&3\n'))).toEqual(['a | b | c'])
  })
})

describe('what the parser cannot take', () => {
  test('an error has its offset', () => {
    const { problems, commands: found } = shell.parse('a b\necho "c\n')
    expect(found.length).toBeGreaterThan(0)
    expect(problems.length).toBeGreaterThan(0)
    expect(problems[0]?.offset).toBeGreaterThanOrEqual(4)
  })

  test.each([
    ['$(', 100_000],
    ['"$(', 100_000],
    ['`', 100_000],
    [`\${a:-`, 100_000],
    ['f() ', 100_000],
    ['coproc ', 100_000],
    ['if ', 100_000],
    ['cat <<E ', 100_000],
    ['! ', 100_000],
    ['{{ ', 100_000],
    ['<a ', 100_000],
    ['A=b; ', 50_000],
    ['A=b ', 50_000],
    ['ssh a ', 50_000],
    ['a && ', 50_000],
    ['cat <<A | ', 400],
    ['x {{ .y }} ', 20_000],
  ])('%j many times ends soon', { timeout: 30_000 }, (piece, times) => {
    const started = performance.now()
    const text = piece.repeat(times)
    expect(
      faults(text.slice(0, 0), { ...shell.parse(text), commands: [], roots: [], inner: [], problems: [] }),
    ).toEqual([])
    expect(performance.now() - started).toBeLessThan(10_000)
  })

  test('nesting beyond measure is a problem', () => {
    expect(shell.parse('$('.repeat(1000)).problems).toEqual([
      { offset: 513, message: 'the script is nested too deeply' },
    ])
    expect(shell.parse('f() '.repeat(100_000)).problems).toEqual([
      { offset: 0, message: 'the script is nested too deeply' },
    ])
  })
})
