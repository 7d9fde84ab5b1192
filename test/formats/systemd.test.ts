import { describe, expect, test } from 'vitest'
import { systemd } from '../../src/formats/systemd.ts'
import { applyEdits } from '../../src/text.ts'
import {
  addWord,
  both,
  commands,
  copy,
  drop,
  dropWords,
  faults,
  find,
  inner,
  maps,
  rename,
  set,
  variables,
} from './editing.ts'

const unit = (service: string): string => `[Unit]\nDescription=parrot 🦜\nEnvironment=NOT=this\n\n[Service]\n${service}`

describe('one assignment a line', () => {
  const text = unit(
    'Environment=KUMA_MODE=zone\n# why\nEnvironment = "KUMA_A=b c"\nType=simple\nEnvironment=\'KUMA_B=d "e"\'\n',
  )

  both('makes one environment', (eol) => {
    const parsed = systemd.parse(eol(text))
    expect(variables(parsed)).toEqual([['KUMA_MODE=zone', 'KUMA_A=b c', 'KUMA_B=d "e"']])
    expect(parsed.problems).toEqual([])
    expect(faults(eol(text), parsed)).toEqual([])
  })

  both('is renamed and set', (eol) => {
    expect(rename(systemd, eol(text), 'KUMA_A', 'N')).toBe(eol(text.replace('KUMA_A', 'N')))
    expect(set(systemd, eol(text), 'KUMA_MODE', 'global')).toBe(eol(text.replace('zone', 'global')))
    expect(set(systemd, eol(text), 'KUMA_A', 'x "y" %i \\')).toBe(eol(text.replace('b c', 'x \\"y\\" %%i \\\\')))
    expect(set(systemd, eol(text), 'KUMA_B', "it's $x")).toBe(eol(text.replace('d "e"', "it\\'s $x")))
  })

  both('is copied and removed as a line', (eol) => {
    expect(copy(systemd, eol(text), 'KUMA_A', 'N', 'x y')).toBe(
      eol(text.replace('b c"\n', 'b c"\nEnvironment = "N=x y"\n')),
    )
    expect(copy(systemd, eol(text), 'KUMA_MODE', 'N')).toBe(eol(text.replace('zone\n', 'zone\nEnvironment=N=zone\n')))
    expect(drop(systemd, eol(text), 'KUMA_B')).toBe(eol(text.replace('Environment=\'KUMA_B=d "e"\'\n', '')))
    expect(drop(systemd, eol(text), 'KUMA_MODE', 'KUMA_A', 'KUMA_B')).toBe(eol(unit('# why\nType=simple\n')))
  })

  both('is the last of a file without a final newline', (eol) => {
    const bare = '[Service]\n  Environment=A=b'
    expect(copy(systemd, eol(bare), 'A', 'N', 'c')).toBe(eol('[Service]\n  Environment=A=b\n  Environment=N=c'))
    expect(drop(systemd, eol(bare), 'A')).toBe(eol('[Service]'))
  })

  test('takes no blanks where the old value has no quotes', () => {
    expect(set(systemd, '[Service]\nEnvironment=A=b\n', 'A', 'c d')).toBe('[Service]\nEnvironment=A=REFUSED\n')
    expect(set(systemd, '[Service]\nEnvironment=A=b\n', 'A', '')).toBe('[Service]\nEnvironment=A=\n')
  })

  test('stands in any section that runs something, and in no other', () => {
    expect(
      variables(systemd.parse('[Container]\nEnvironment=A=b\n[Install]\nEnvironment=C=d\n[X]\nEnvironment=E=f\n')),
    ).toEqual([['A=b']])
    expect(variables(systemd.parse('[Service]\nEnvironment=A=b\n[Unit]\nX=y\n[Service]\nEnvironment=C=d\n'))).toEqual([
      ['A=b', 'C=d'],
    ])
  })

  test('may have quotes in its middle', () => {
    const text = '[Service]\nEnvironment=A="b c"\nEnvironment=D=e"f g"h\n'
    expect(variables(systemd.parse(text))).toEqual([['A=b c', 'D=ef gh']])
    expect(set(systemd, text, 'A', 'x y')).toBe(text.replace('b c', 'x y'))
  })

  test('is taken back by an empty one', () => {
    expect(variables(systemd.parse('[Service]\nEnvironment=A=b\nEnvironment=\nEnvironment=C=d\n'))).toEqual([
      ['A=b'],
      ['C=d'],
    ])
  })
})

describe('several assignments in one setting', () => {
  const text = unit('Environment="A=b c" \'D=e\' \\\n  # why\n  F=g\\x20h \\\n  I=\nType=simple\n')

  both('lie in a row', (eol) => {
    const parsed = systemd.parse(eol(text))
    expect(variables(parsed)).toEqual([['A=b c', 'D=e', 'F=g h', 'I=']])
    expect(faults(eol(text), parsed)).toEqual([])
    expect(copy(systemd, eol(text), 'A', 'N', 'x')).toBe(eol(text.replace('"A=b c"', '"A=b c" "N=x"')))
    expect(copy(systemd, eol(text), 'I', 'N', 'x')).toBe(eol(text.replace('  I=', '  I= \\\n  N=x')))
    expect(drop(systemd, eol(text), 'A')).toBe(eol(text.replace('"A=b c" ', '')))
    expect(drop(systemd, eol(text), 'F')).toBe(eol(text.replace('  F=g\\x20h \\\n', '')))
    expect(drop(systemd, eol(text), 'I')).toBe(eol(text.replace(' \\\n  I=', '')))
  })

  test('one that goes on in the next line is not copied as a line', () => {
    const odd = '[Service]\nEnvironment=A=b \\\n\nType=simple\n'
    expect(copy(systemd, odd, 'A', 'N')).toBe('[Service]\nEnvironment=A=b N=b \\\n\nType=simple\n')
    expect(copy(systemd, '[Service]\nEnvironment=\\\n  A=b\n', 'A', 'N')).toBe(
      '[Service]\nEnvironment=\\\n  A=b\nEnvironment=\\\n  N=b\n',
    )
  })

  test.each(['A=%i', 'A=b%%c%h', 'A={{ .x }}', '"A={{ .x }}/y"'])('%s has no value', (word) => {
    const parsed = systemd.parse(`[Service]\nEnvironment=${word}\nEnvironment=B=$c\n`)
    expect(variables(parsed)).toEqual([['A=?', 'B=$c']])
    expect(parsed.problems).toEqual([])
  })
})

describe('command lines', () => {
  const text = unit(
    `ExecStartPre=-/bin/test -f /x\nExecStart=@+/usr/bin/kuma-dp run --name=%i \\\n    --cp-address "https://x:5678" \\\n    --old \\\n    \${EXTRA} $$HOME\nRestart=no\n`,
  )

  both('are split as systemd does', (eol) => {
    const parsed = systemd.parse(eol(text))
    expect(commands(parsed)).toEqual([
      '/bin/test | -f | /x',
      `/usr/bin/kuma-dp | run | --name=%i | --cp-address | https://x:5678 | --old | \${EXTRA}? | $HOME`,
    ])
    expect(faults(eol(text), parsed)).toEqual([])
  })

  both('take and lose words', (eol) => {
    expect(addWord(systemd, eol(text), '--old', '--new=a b')).toBe(
      eol(text.replace('--old', '--old \\\n    "--new=a b"')),
    )
    expect(addWord(systemd, eol(text), 'https://x:5678', '$x%i')).toBe(eol(text.replace('5678"', '5678" "$$$$x%%i"')))
    expect(dropWords(systemd, eol(text), '--old')).toBe(eol(text.replace('    --old \\\n', '')))
    expect(dropWords(systemd, eol(text), '--cp-address', 'https://x:5678')).toBe(
      eol(text.replace('    --cp-address "https://x:5678" \\\n', '')),
    )
  })

  test('several in one setting', () => {
    expect(commands(systemd.parse('[Service]\nExecStart=a b ; -c \\; d; e\nExecStart=\n'))).toEqual([
      'a | b',
      'c | ; | d; | e',
    ])
  })

  test('hold variables and scripts', () => {
    const parsed = systemd.parse(
      `[Service]\nExecStart=/usr/bin/docker run -e KUMA_A=b -e "KUMA_C=d" img\nExecStop=/bin/sh -c 'kumactl get "$$X" \${Y}'\n`,
    )
    expect(variables(parsed)).toEqual([['KUMA_A=b', 'KUMA_C=d']])
    expect(inner(parsed)).toEqual([['script.sh', `kumactl get "$X" \${Y}`]])
  })

  test('a script in a setting is edited through its escapes', () => {
    const script = "[Service]\nExecStart=/bin/sh -c 'kumactl get $$X --old'\n"
    const body = systemd.parse(script).inner[0]?.embedded
    const at = (what: string): number => body?.text.indexOf(what) ?? -1
    const made = (start: number, end: number, added: string): string => {
      const edit = body?.outerEdit({ start, end, text: added })
      return edit === undefined ? 'refused' : applyEdits(script, [edit])
    }
    expect(made(at('--old'), at('--old') + 5, "--new=$Y'%")).toBe(script.replace('--old', "--new=$$$$Y\\'%%"))
    expect(made(at('$X'), at('$X') + 2, 'z')).toBe(script.replace('$$X', 'z'))
  })
})

describe('what cannot be read', () => {
  test('is a problem where it stands, and the rest is read', () => {
    const parsed = systemd.parse('[Service]\nwhat\nEnvironment="A=b\nEnvironment=C=d\n')
    expect(variables(parsed)).toEqual([['C=d']])
    expect(parsed.problems).toEqual([
      { offset: 10, message: 'the line is no setting' },
      { offset: 27, message: 'the quote is not closed' },
    ])
  })

  test('nothing is read of nothing', () => {
    expect(maps(systemd.parse(''))).toEqual([])
    expect(systemd.parse('[Service]\nExecStart=a \\').commands.length).toBe(1)
  })

  test('a value goes on behind a comment', () => {
    const { entry } = find(systemd.parse('[Service]\nEnvironment="A=b \\\n; c\n  d"\n'), 'A')
    expect(entry.value.type === 'scalar' && entry.value.value).toBe('b  d')
  })
})
