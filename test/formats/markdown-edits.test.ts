import { describe, expect, it } from 'vitest'
import { type Embedded, nest } from '../../src/embedded.ts'
import type { Format } from '../../src/format.ts'
import { hcl } from '../../src/formats/hcl.ts'
import { markdown } from '../../src/formats/markdown.ts'
import { yaml } from '../../src/formats/yaml.ts'
import { insertAfter, isRefusal } from '../../src/layout.ts'
import { remove } from '../../src/removal.ts'
import { applyEdits } from '../../src/text.ts'
import type { MapNode } from '../../src/tree.ts'
import { crlf, editInside, editorOf } from './tree-editing.ts'

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

describe('edits of a format inside', () => {
  /** The text with edits of an inner one made; they are given the map that holds a name, and its place there. */
  const change = (
    text: string,
    embedded: Embedded | undefined,
    format: Format,
    key: string,
    edits: (inner: string, map: MapNode, index: number) => ReturnType<typeof remove>,
  ) => {
    if (embedded === undefined) return 'not found'
    const { map, index } = editorOf(format).named(embedded.text, key)
    const made = edits(embedded.text, map, index)
    if (isRefusal(made)) return made.because
    return applyEdits(
      text,
      made.map((edit) => embedded.outerEdit(edit) ?? { start: 0, end: 0, text: 'refused' }),
    )
  }
  const add = (member: string) => (inner: string, map: MapNode, index: number) => insertAfter(inner, map, index, member)
  const drop = (inner: string, map: MapNode, index: number) => remove(inner, map, [index])

  it('keep the rest byte for byte: YAML in a list', () => {
    const text = '- x\n\n  ~~~yaml\n  a: # 🐻\n    b: 1 # c\n\n    d:\n      - e\n  ~~~\n\n  y\n'
    for (const source of [text, crlf(text)]) {
      const same = source === text ? (given: string) => given : crlf
      const embedded = markdown.parse(source).inner[0]?.embedded
      expect(change(source, embedded, yaml, 'b', add('f: 2'))).toBe(same(text.replace('# c\n', '# c\n    f: 2\n')))
      expect(change(source, embedded, yaml, 'b', drop)).toBe(same(text.replace('    b: 1 # c\n', '')))
      expect(change(source, embedded, yaml, 'd', drop)).toBe(same(text.replace('    d:\n      - e\n', '')))
      expect(change(source, embedded, yaml, 'd', add('f: 2'))).toBe(same(text.replace('- e\n', '- e\n    f: 2\n')))
    }
  })

  it('keep the rest byte for byte: YAML in a here-document in a quote', () => {
    const text = '> ```hcl\n> x {\n>   y = <<-E\n>     a: 1\n>     b: 2\n>   E\n> }\n> ```\n'
    for (const source of [text, crlf(text)]) {
      const same = source === text ? (given: string) => given : crlf
      const outer = markdown.parse(source).inner[0]?.embedded
      const inner = outer && editorOf(hcl).embedded(outer.text, 'y')
      const embedded = outer && inner && nest(outer, inner)
      expect(embedded?.text).toBe('a: 1\nb: 2\n')
      expect(change(source, embedded, yaml, 'b', add('c: 3'))).toBe(same(text.replace('b: 2\n', 'b: 2\n>     c: 3\n')))
      expect(change(source, embedded, yaml, 'a', drop)).toBe(same(text.replace('>     a: 1\n', '')))
      expect(change(source, embedded, yaml, 'b', drop)).toBe(same(text.replace('>     b: 2\n', '')))
    }
  })
})
