import { describe, expect, it } from 'vitest'
import { guardedSpans, markdown } from '../../src/formats/markdown.ts'

function texts(text: string): [string, string][] {
  return markdown.parse(text).inner.map(({ name, embedded }) => [name, embedded.text])
}

const inners = (text: string) => markdown.parse(text).inner

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
    expect(inners(item.repeat(20_000))).toHaveLength(20_000)
    expect(inners('> '.repeat(200_000))).toEqual([])
    expect(inners(`~~~sh\n${'$ cat <<X\n'.repeat(50_000)}`)).toHaveLength(1)
    expect(inners('{% if version '.repeat(50_000))).toEqual([])
    expect(inners('{% raw %}'.repeat(50_000))).toEqual([])
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
    expect(name('', 'KUMA_MODE=zone\n')).toBe('fence.sh')
    expect(name('', 'kumactls\n')).toBe('fence.txt')
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
