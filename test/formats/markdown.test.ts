import fc from 'fast-check'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { htmlFlow } from 'micromark-core-commonmark'
import { describe, expect, it } from 'vitest'
import { guardedSpans, markdown } from '../../src/formats/markdown.ts'
import { readFences } from '../../src/formats/markdown-fences.ts'
import { applyEdits, type Edit } from '../../src/text.ts'

function innersOf(text: string) {
  return markdown.parse(text).inner
}

function texts(text: string): [string, string][] {
  return innersOf(text).map(({ name, embedded }) => [name, embedded.text])
}

/** Edits the inner text where `find` stands and gives the whole text back; undefined where the edit is refused. */
function replace(text: string, find: string, put: string, index = 0): string | undefined {
  const embedded = innersOf(text)[index]?.embedded
  if (embedded === undefined) throw new Error('no inner text')
  const start = embedded.text.indexOf(find)
  if (start === -1) throw new Error(`not found: ${find}`)
  return make(text, embedded.outerEdit({ start, end: start + find.length, text: put }))
}

function insert(text: string, behind: string, put: string): string | undefined {
  return replace(text, behind, behind + put)
}

function make(text: string, edit: Edit | undefined): string | undefined {
  return edit === undefined ? undefined : applyEdits(text, [edit])
}

function crlf(text: string): string {
  return text.replaceAll('\n', '\r\n')
}

describe('where fences are', () => {
  it('reads backticks and tildes of any length', () => {
    expect(texts('a\n````yaml\na: 1\n```\nb: 2\n````\n~~~json\n{}\n~~~~\n')).toEqual([
      ['fence.yaml', 'a: 1\n```\nb: 2\n'],
      ['fence.json', '{}\n'],
    ])
  })

  it('reads an unclosed fence to the end, and one in a quote to the end of the quote', () => {
    expect(texts('> ```yaml\n> a: 1\n\n```json\n{}')).toEqual([
      ['fence.yaml', 'a: 1\n'],
      ['fence.json', '{}'],
    ])
  })

  it('strips lists, quotes and the indentation of the fence', () => {
    const text = '1. x\n\n   - y\n\n     > ```yaml\n     > a:\n     >   b: 1\n     >\n     >   c: 2\n     > ```\n'
    expect(texts(text)).toEqual([['fence.yaml', 'a:\n  b: 1\n\n  c: 2\n']])
    expect(texts('  ```yaml\n  a:\n    b: 1\n c: 2\n  ```\n')).toEqual([['fence.yaml', 'a:\n  b: 1\nc: 2\n']])
  })

  it('reads fences between JSX tags, in the tabs of MkDocs and between Liquid tags', () => {
    const jsx = '<TabItem value="k8s">\n```yaml\na: 1\n\nb: 2\n```\n</TabItem>\n'
    expect(texts(jsx)).toEqual([['fence.yaml', 'a: 1\n\nb: 2\n']])
    expect(texts('=== "Linux"\n\n    ```sh\n    ls\n    ```\n')).toEqual([['fence.sh', 'ls\n']])
    expect(texts('{% tab Kubernetes %}\n```yaml\na: 1\n```\n{% endtab %}\n')).toEqual([['fence.yaml', 'a: 1\n']])
  })

  it('leaves comments and prose alone', () => {
    expect(texts('<!-- hidden\n```yaml\na: 1\n```\n-->\nprose KUMA_MODE `KUMA_X=1`\n')).toEqual([])
    expect(texts('{/*\n```yaml\na: 1\n```\n*/}\n')).toEqual([])
    expect(texts('<!-- x -->\n```yaml\na: 1\n```\n')).toEqual([['fence.yaml', 'a: 1\n']])
  })

  it('gives no text for a fence without lines or with a tab that the list cuts in two', () => {
    expect(texts('```yaml\n```\n')).toEqual([])
    expect(texts('- ```yaml\n\ta: 1\n  ```\n')).toEqual([])
  })

  it('takes time in proportion to the text', () => {
    const item = '# T\n\n- a\n  - b\n\n    ```yaml\n    kind: X\n    ```\n\n> q\n\n'
    const start = performance.now()
    expect(innersOf(item.repeat(20_000))).toHaveLength(20_000)
    expect(innersOf('> '.repeat(200_000))).toEqual([])
    expect(innersOf(`~~~sh\n${'$ cat <<X\n'.repeat(50_000)}`)).toHaveLength(1)
    expect(innersOf('{% if version '.repeat(50_000))).toEqual([])
    expect(innersOf('{% raw %}'.repeat(50_000))).toEqual([])
    expect(performance.now() - start).toBeLessThan(5000)
  })
})

describe('what a fence holds', () => {
  const name = (info: string, inner = 'x\n') => texts(`\`\`\`${info}\n${inner}\`\`\`\n`)[0]?.[0]

  it('is told by its language', () => {
    const names = [
      'yml',
      'YAML',
      'bash',
      'terraform',
      'typescript',
      'dotenv',
      'dockerfile',
      'makefile',
      'systemd',
      'rust',
    ]
    expect(names.map((info) => name(info))).toEqual([
      'fence.yaml',
      'fence.yaml',
      'fence.sh',
      'fence.tf',
      'fence.ts',
      'fence.env',
      'Dockerfile',
      'Makefile',
      'fence.service',
      'fence.txt',
    ])
    expect(name('{.yaml .numberLines}')).toBe('fence.yaml')
    expect(name('yaml{1,3-4}')).toBe('fence.yaml')
    expect(name('ini', '[Service]\nEnvironment=A=b\n')).toBe('fence.service')
  })

  it('is told by a file name', () => {
    expect(name('yaml title="values.yaml"')).toBe('values.yaml')
    expect(name("yaml file='deploy/values.yaml' {1}")).toBe('deploy/values.yaml')
    expect(name('yaml values.yaml')).toBe('values.yaml')
    expect(name('yaml:kuma.yml')).toBe('kuma.yml')
    expect(name('json before=task-definition.json')).toBe('task-definition.json')
    expect(name('sh title="Install 2.6.x"')).toBe('fence.sh')
    expect(name('docker title="Dockerfile"')).toBe('Dockerfile')
  })

  it('is told by its text where nothing else tells', () => {
    expect(name('', '# the mesh\ntype: Mesh\n')).toBe('fence.yaml')
    expect(name('', '---\nkind: Mesh\n')).toBe('fence.yaml')
    expect(name('', '{\n}\n')).toBe('fence.json')
    expect(name('', '{{ template }}\n')).toBe('fence.txt')
    expect(name('', '# get it\nkumactl get meshes\n')).toBe('fence.sh')
    expect(name('', 'kumactls\n')).toBe('fence.txt')
  })
})

describe('terminals', () => {
  it('show only what was typed', () => {
    const text =
      '```console\n$ kumactl run \\\n    --a b\nok # $ no\n$ cat <<EOF | kubectl apply -f -\ntype: Mesh\nEOF\ncreated\n```\n'
    expect(texts(text)).toEqual([
      ['fence.sh', 'kumactl run \\\n    --a b\ncat <<EOF | kubectl apply -f -\ntype: Mesh\nEOF\n'],
    ])
  })

  it('read quotes and second prompts over lines', () => {
    expect(texts('```shell-session\n$ echo "type: Mesh\n> name: a" | kumactl apply -f -\nout\n```\n')[0]?.[1]).toBe(
      'echo "type: Mesh\nname: a" | kumactl apply -f -\n',
    )
    expect(texts("```console\n$ echo don't\n$ echo 'x'\nout\n```\n")[0]?.[1]).toBe("echo don't\necho 'x'\n")
  })

  it('take `# ` for a prompt only where nothing has `$ `', () => {
    expect(texts('```terminal\n# kuma-cp run\nout\n```\n')).toEqual([['fence.sh', 'kuma-cp run\n']])
    expect(texts('```terminal\n# start it\n$ kuma-cp run\n```\n')).toEqual([['fence.sh', 'kuma-cp run\n']])
    expect(texts('```sh\n# start it\nkuma-cp run\n```\n')).toEqual([['fence.sh', '# start it\nkuma-cp run\n']])
    expect(texts('```\n$ kuma-cp run\nok\n```\n')).toEqual([['fence.sh', 'kuma-cp run\n']])
    expect(texts('```console\nkumactl get meshes\n```\n')).toEqual([['fence.sh', 'kumactl get meshes\n']])
    expect(texts('```console\nNAME  MTLS\n```\n')).toEqual([['fence.txt', 'NAME  MTLS\n']])
  })

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
    expect(replace(text, 'A=1\nrun', 'x')).toBeUndefined()
  })
})

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

  it('work in an unclosed fence without a last line break', () => {
    expect(insert('- ```sh\n  a', 'a', '\nb')).toBe('- ```sh\n  a\n  b')
    expect(insert('- ```sh\n  a\n', 'a\n', 'b\n')).toBe('- ```sh\n  a\n  b\n')
  })

  it('tell where an inner offset stands', () => {
    const embedded = innersOf(crlf(text))[0]?.embedded
    const source = crlf(text)
    expect(embedded?.outerOffset(embedded.text.indexOf('KUMA_B'))).toBe(source.indexOf('KUMA_B'))
    expect(source.slice(embedded?.span.start, embedded?.span.end)).toBe(
      source.slice(source.indexOf('   env'), source.indexOf('   ```\r\n\r\n2')),
    )
  })
})

describe('documentation of some versions only', () => {
  const guards = (text: string) => guardedSpans(text).map(({ start, end }) => text.slice(start, end))

  it('is found with its tags, and its fences are not given', () => {
    const guard = '{% if_version lte:2.6.x %}\n```yaml\na: 1\n```\n{% endif_version %}'
    const text = `x\n${guard}\n\n\`\`\`yaml\nb: 2\n\`\`\`\n`
    expect(guards(text)).toEqual([guard])
    expect(texts(text)).toEqual([['fence.yaml', 'b: 2\n']])
  })

  it('is found around parts of a fence, nested, in other conditions, unclosed', () => {
    expect(texts('```yaml\na: 1\n{% if_version gte:2.7.x %}\nb: 1\n{% endif_version %}\n```\n')).toEqual([])
    const nested = '{%- if page.version == "2.6" -%}{% if x %}{% endif %}{% else %}{% endif %}'
    expect(guards(`a ${nested} b {% if x %}c{% endif %}`)).toEqual([nested])
    expect(guards('{% unless page.release > 2 %}a{% endunless %} b {% if_version eq:dev %}c')).toEqual([
      '{% unless page.release > 2 %}a{% endunless %}',
      '{% if_version eq:dev %}c',
    ])
    expect(guards('{% if x %}{% if_version lte:1 %}a{% endif_version %}{% endif %}')).toEqual([
      '{% if_version lte:1 %}a{% endif_version %}',
    ])
  })

  it('is not what is quoted', () => {
    expect(guards('{% raw %}{% if_version lte:1 %}{% endraw %} {% comment %}{% if_version %}{% endcomment %}')).toEqual(
      [],
    )
    expect(guards('{% if_version')).toEqual([])
  })
})

/** The blocks of the reference parser, with only comments for HTML. */
const oracle = {
  flow: {
    60: {
      ...htmlFlow,
      name: 'comment',
      tokenize(
        this: ThisParameterType<typeof htmlFlow.tokenize>,
        ...[effects, ok, nok]: Parameters<typeof htmlFlow.tokenize>
      ) {
        return effects.check(
          {
            partial: true,
            tokenize(inside, yes, no) {
              let seen = 0
              inside.enter('htmlFlow')
              return function next(code) {
                if (code !== '<!--'.charCodeAt(seen)) return no(code)
                inside.consume(code)
                if (++seen < 4) return next
                inside.exit('htmlFlow')
                return yes
              }
            },
          },
          htmlFlow.tokenize.call(this, effects, ok, nok),
          nok,
        )
      },
    },
  },
  disable: { null: ['codeIndented', 'htmlFlow', 'codeText', 'definition', 'htmlText', 'attention', 'labelStartLink'] },
}

type Nodes = ReturnType<typeof fromMarkdown> | ReturnType<typeof fromMarkdown>['children'][number]

function codesOf(block: Nodes): [number | undefined, string][] {
  if (block.type === 'code') return [[block.position?.start.offset, bare(block.value)]]
  return 'children' in block ? block.children.flatMap(codesOf) : []
}

/** Blanks at the ends of lines, which a cut tab makes, do not count. */
function bare(text: string): string {
  return text
    .replaceAll('\r', '')
    .replace(/[ \t]+(?=\n)/g, '')
    .trimEnd()
}

const PIECES = [
  ...['- ', '* ', '+', '-', '1. ', '1) ', '> ', '>', '  ', ' ', '\t', '   ', '```', '~~~', '````', '```yaml', '~~~ x'],
  ...['a', 'b: c', '# ', '---', '===', '=', '***', '<!--', '-->', '<!-- x -->', '<Tab>', '{% tab %}', ''],
]

const document = fc
  .array(fc.array(fc.constantFrom(...PIECES), { maxLength: 5 }), { maxLength: 12 })
  .chain((lines) => fc.constantFrom('\n', '\r\n').map((eol) => lines.map((line) => line.join('')).join(eol)))

describe('any text', () => {
  it('has the fences that the reference parser finds', () => {
    let compared = 0
    const check = (text: string) => {
      // The reference takes an empty item in an item for text after a paragraph, and lets a fence be closed by one indented far.
      if (/^[ \t>]*(?:[-+*]|1[.)])[ \t]+(?:.*[ \t])?(?:[-+*]|1[.)])[ \t]*$/m.test(text)) return
      if (/(?: {4}|\t)[^\n]*(?:```|~~~)/.test(text)) return
      const fences = readFences(text)
      if (fences.some((fence) => fence.torn)) return
      compared++
      const mine = fences.map(({ start, lines }) => [
        start,
        bare(lines.map((line) => text.slice(line.content, line.next)).join('')),
      ])
      expect(mine).toEqual(codesOf(fromMarkdown(text, { extensions: [oracle] })))
    }
    fc.assert(fc.property(document, check), { numRuns: 3000 })
    expect(compared).toBeGreaterThan(2000)
  })

  it('reads back what was edited in a fence, and nothing else is changed', () => {
    const lines = fc.array(fc.constantFrom('a: 1', '  b: 🐻', '', 'c', '- d'), { minLength: 1, maxLength: 6 })
    const lead = fc.constantFrom('', '  ', '> ', '   > ', '> > ')
    const put = fc.array(fc.constantFrom('x', '\n', ' y', 'z: 1'), { maxLength: 4 }).map((parts) => parts.join(''))
    const at = fc.nat(40)
    const property = fc.property(
      lines,
      lead,
      put,
      at,
      at,
      fc.constantFrom('\n', '\r\n'),
      (inside, start, add, a, b, eol) => {
        const first = start === '  ' ? '- ' : start
        const all = [
          `${first}\`\`\`yaml`,
          ...['k: v', ...inside].map((line) => start + line),
          `${start}\`\`\``,
          '',
          'end',
        ]
        const text = all.join(eol)
        const embedded = innersOf(text)[0]?.embedded
        if (embedded === undefined) throw new Error('no inner text')
        const [from, to] = [Math.min(a, b, embedded.text.length), Math.min(Math.max(a, b), embedded.text.length)]
        const edit = embedded.outerEdit({ start: from, end: to, text: add })
        const wanted = applyEdits(embedded.text, [{ start: from, end: to, text: add }])
        const result = make(text, edit) ?? ''
        expect(innersOf(result)[0]?.embedded.text ?? '\n').toBe(wanted.endsWith('\n') ? wanted : `${wanted}\n`)
        expect(result.startsWith(all[0] + eol)).toBe(true)
        expect(result.endsWith([all.at(-3), '', 'end'].join(eol))).toBe(true)
        expect(result.replaceAll('\r\n', '').includes(eol === '\n' ? '\r' : '\n')).toBe(false)
      },
    )
    fc.assert(property, { numRuns: 1000 })
  })
})
