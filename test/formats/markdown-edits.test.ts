import { describe, expect, it } from 'vitest'
import { markdown } from '../../src/formats/markdown.ts'
import { crlf, editInside } from './tree-editing.ts'

function replace(text: string, find: string, put: string): string {
  return editInside(text, markdown.parse(text).inner[0]?.embedded, find, put)
}

function insert(text: string, behind: string, put: string): string {
  return replace(text, behind, behind + put)
}

describe('edits inside', () => {
  const text =
    '1. Set it:\n\n   ```yaml\n   env:\n     - name: KUMA_A 🐻\n       value: x\n\n     - name: KUMA_B\n   ```\n\n2. Next\n'

  for (const [kind, change] of [
    ['LF', (given: string) => given],
    ['CRLF', crlf],
  ] as const) {
    it(`keep the list's indentation (${kind})`, () => {
      const source = change(text)
      expect(replace(source, 'KUMA_A', 'KUMA_NEW')).toBe(source.replace('KUMA_A', 'KUMA_NEW'))
      expect(insert(source, 'value: x', '\n  - name: C\n\n    value: y')).toBe(
        change(text.replace('value: x\n', 'value: x\n     - name: C\n\n       value: y\n')),
      )
      expect(replace(source, '  - name: KUMA_B\n', '')).toBe(change(text.replace('     - name: KUMA_B\n', '')))
      expect(replace(source, 'env:\n', 'vars:\n')).toBe(change(text.replace('env:', 'vars:')))
      expect(insert(source, '  - name: KUMA_B\n', 'end: 1\n')).toBe(change(text.replace('_B\n', '_B\n   end: 1\n')))
      expect(insert(source, '\n\n', 'a: 1\n')).toBe(change(text.replace('x\n\n', 'x\n\n   a: 1\n')))
      expect(insert(source, '\n\n', '  b')).toBe(change(text.replace('     - name: KUMA_B', '     b  - name: KUMA_B')))
    })
  }

  it('keep the mark of a quote', () => {
    const quote = '> ```sh\n> a\n>\n> b\n> ```\n'
    expect(insert(quote, 'a', '\n\nc')).toBe('> ```sh\n> a\n>\n> c\n>\n> b\n> ```\n')
    expect(replace(quote, 'b\n', '')).toBe('> ```sh\n> a\n>\n> ```\n')
    expect(replace(quote, 'a\n\nb\n', 'c')).toBe('> ```sh\n> c\n> ```\n')
  })

  it('keep a closing fence where it stands', () => {
    const odd = '```sh\na\n  ```\n'
    expect(replace(odd, 'a\n', 'a\nb\n')).toBe('```sh\na\nb\n  ```\n')
    expect(replace(odd, 'a\n', '')).toBe('```sh\n  ```\n')
  })

  it('work in an unclosed fence without a last line break', () => {
    expect(insert('- ```sh\n  a', 'a', '\nb')).toBe('- ```sh\n  a\n  b')
    expect(insert('- ```sh\n  a\n', 'a\n', 'b\n')).toBe('- ```sh\n  a\n  b\n')
  })

  it('tell where an inner offset stands', () => {
    const embedded = markdown.parse(crlf(text)).inner[0]?.embedded
    const source = crlf(text)
    expect(embedded?.outerOffset(embedded.text.indexOf('KUMA_B'))).toBe(source.indexOf('KUMA_B'))
    expect(source.slice(embedded?.span.start, embedded?.span.end)).toBe(
      source.slice(source.indexOf('   env'), source.indexOf('   ```\r\n\r\n2')),
    )
  })
})

describe('edits in terminals', () => {
  const text = '- x\n  ```console\n  $ export A=1\n  out A\n  $ run \\\n    --a\n  ```\n'

  it('are edited behind the prompt, in lists too', () => {
    expect(replace(text, 'A=1', 'B=2')).toBe(text.replace('A=1', 'B=2'))
    expect(insert(text, 'export A=1', '\nexport B=2')).toBe(text.replace('A=1\n', 'A=1\n  $ export B=2\n'))
    expect(insert(text, 'run', ' \\\n  --b')).toBe(text.replace('run', 'run \\\n    --b'))
    expect(insert(text, '  --a', ' \\\n  --b')).toBe(text.replace('--a\n', '--a \\\n    --b\n'))
  })

  it('lose a command and keep its output', () => {
    expect(replace(text, 'export A=1\n', '')).toBe(text.replace('  $ export A=1\n', ''))
    expect(replace(text, 'run \\\n  --a\n', '')).toBe(text.replace('  $ run \\\n    --a\n', ''))
    expect(replace(text, 'A=1\nrun', 'x')).toBe('refused')
  })
})
