import { describe, expect, test } from 'vitest'
import { shell } from '../../src/formats/shell.ts'
import { applyEdits } from '../../src/text.ts'
import { both, commands, inner } from './editing.ts'

describe('texts inside', () => {
  both('heredocs are named by what reads them', (eol) => {
    const text = [
      "kubectl apply -f - <<'EOF'",
      'a: b',
      'EOF',
      'cat <<EOF | kumactl apply -f -',
      'type: Mesh',
      'EOF',
      'cat > /etc/kuma/cp.conf.yml <<EOF',
      'mode: zone',
      'EOF',
      'cat <<EOF | sudo tee "$DIR/kuma.env" >/dev/null',
      'A=b',
      'EOF',
      'ssh host <<EOF',
      'kuma-cp run',
      'EOF',
      'bash -s <<EOF',
      'x',
      'EOF',
      'foo <<EOF',
      'apiVersion: v1',
      'EOF',
      'foo <<EOF',
      '{"a": 1}',
      'EOF',
      'foo <<EOF',
      'words',
      'EOF',
      '',
    ].join('\n')
    expect(inner(shell.parse(eol(text)))).toEqual([
      ['heredoc.yaml', eol('a: b\n')],
      ['heredoc.yaml', eol('type: Mesh\n')],
      ['/etc/kuma/cp.conf.yml', eol('mode: zone\n')],
      ['$DIR/kuma.env', eol('A=b\n')],
      ['heredoc.sh', eol('kuma-cp run\n')],
      ['heredoc.sh', eol('x\n')],
      ['heredoc.yaml', eol('apiVersion: v1\n')],
      ['heredoc.json', eol('{"a": 1}\n')],
      ['heredoc.txt', eol('words\n')],
    ])
  })

  both('what is given to a flag behind `=`', (eol) => {
    const text = `kuma-dp run --name=a --dataplane="type: Dataplane${eol('\n')}name: a"\ncurl -d='{"type": "Mesh"}' --x='{'\n`
    expect(inner(shell.parse(text))).toEqual([
      ['inline.yaml', `type: Dataplane${eol('\n')}name: a`],
      ['inline.json', '{"type": "Mesh"}'],
    ])
  })

  both('a heredoc is edited in its place', (eol) => {
    const text = eol('x <<EOF\n\nmode: a\nb: c\nEOF\n')
    const [body] = shell.parse(text).inner
    const at = body?.embedded.text.indexOf('a') ?? -1
    expect(body?.embedded.text).toBe(eol('\nmode: a\nb: c\n'))
    const edit = body?.embedded.outerEdit({ start: at, end: at + 1, text: 'zone' })
    expect(applyEdits(text, edit === undefined ? [] : [edit])).toBe(eol('x <<EOF\n\nmode: zone\nb: c\nEOF\n'))
  })

  both('tabs of a heredoc come and go', (eol) => {
    const text = eol('x <<-EOF\n\t\tmode: a\n\t\tb: c\n\tEOF\n')
    const body = shell.parse(text).inner[0]?.embedded
    expect(body?.text).toBe(eol('mode: a\nb: c\n'))
    const made = (start: number, end: number, added: string): string => {
      const edit = body?.outerEdit({ start, end, text: added })
      return edit === undefined ? 'refused' : applyEdits(text, [edit])
    }
    const line = eol('mode: a\n').length
    expect(made(0, line, '')).toBe(eol('x <<-EOF\n\t\tb: c\n\tEOF\n'))
    expect(made(7, 7, eol('\nd: e'))).toBe(eol('x <<-EOF\n\t\tmode: a\n\t\td: e\n\t\tb: c\n\tEOF\n'))
    expect(made(line, line, eol('d: e\n'))).toBe(eol('x <<-EOF\n\t\tmode: a\n\t\td: e\n\t\tb: c\n\tEOF\n'))
    const end = body?.text.length ?? 0
    expect(made(end, end, eol('d: e\n'))).toBe(eol('x <<-EOF\n\t\tmode: a\n\t\tb: c\n\t\td: e\n\tEOF\n'))
  })

  test('scripts in words', () => {
    const text = [
      'sh -c "kumactl get --x \\"$Y\\""',
      "bash -euxo pipefail -c 'a b'",
      "docker exec -it c /bin/sh -lc 'c d'",
      "ssh -i key -p 22 user@host 'e f'",
      "su - kuma -c 'g h'",
      "trap 'i j' EXIT",
      'sh -c $X',
      'x=`k \\`l m\\` n`',
    ].join('\n')
    expect(inner(shell.parse(text))).toEqual([
      ['script.sh', 'kumactl get --x "$Y"'],
      ['script.sh', 'a b'],
      ['script.sh', 'c d'],
      ['script.sh', 'e f'],
      ['script.sh', 'g h'],
      ['script.sh', 'i j'],
      ['script.sh', 'k `l m` n'],
    ])
  })

  test('a script in a word is edited through its escapes', () => {
    const text = 'x; sh -c "kumactl \\"$Y\\" --old=1 $Z"'
    const body = shell.parse(text).inner[0]?.embedded
    const at = (what: string): number => body?.text.indexOf(what) ?? -1
    const made = (start: number, end: number, added: string): string => {
      const edit = body?.outerEdit({ start, end, text: added })
      return edit === undefined ? 'refused' : applyEdits(text, [edit])
    }
    expect(made(at('--old'), at('--old') + 5, '--new')).toBe(text.replace('--old', '--new'))
    expect(made(at('"'), at('"') + 1, "'")).toBe('x; sh -c "kumactl \'$Y\\" --old=1 $Z"')
    expect(made(at('--old'), at('--old'), '--q="a" ')).toBe(text.replace('--old', '--q=\\"a\\" --old'))
    // `$Y` would be expanded by the outer shell, `\$Y` by the inner: which is meant cannot be told.
    expect(made(at('--old'), at('--old'), '$Y ')).toBe('refused')
    // Half an expansion can be none.
    expect(made(at('$Y') + 1, at('$Y') + 2, 'Q')).toBe('refused')
    expect(body?.outerOffset(at('--old'))).toBe(text.indexOf('--old'))
  })

  test('commands of a script in quotes are not found twice', () => {
    expect(commands(shell.parse('sh -c "x $(kumactl a)"'))).toEqual(['sh | -c | x $(kumactl a)?'])
    expect(commands(shell.parse('sh <<EOF\n$(kumactl a)\nEOF\n'))).toEqual(['sh'])
  })

  test('documents in words', () => {
    const text = [
      "echo '\ntype: Mesh\nname: a' | kumactl apply -f -",
      'curl -d \'{"a": "b"}\' x',
      'kubectl patch x -p \'[{"op": "add"}]\'',
      'kumactl apply -f - <<< "type: Mesh"',
      "echo 'just words' '[a-z]' \"{x}\"",
    ].join('\n')
    expect(inner(shell.parse(text))).toEqual([
      ['inline.yaml', '\ntype: Mesh\nname: a'],
      ['inline.json', '{"a": "b"}'],
      ['inline.json', '[{"op": "add"}]'],
      ['inline.yaml', 'type: Mesh'],
    ])
  })
})
