import { describe, expect, it } from 'vitest'
import { hcl } from '../../src/formats/hcl.ts'
import { slice } from '../../src/text.ts'
import { type Data, dataOf } from '../../src/tree.ts'
import { crlf, editorOf } from './tree-editing.ts'

const { named } = editorOf(hcl)

function fileData(text: string): Data | undefined {
  return dataOf(hcl.parse(text).roots[0])
}

const RELEASE = `# 🐻 the control plane
resource "helm_release" "kuma" {
\tname    = "kuma"
\tversion = "2.6.0" // pinned

\tset {
\t\tname  = "controlPlane.mode"
\t\tvalue = "zone"
\t}
\tset { name = "a" }

\tvalues = [yamlencode({
\t\tcontrolPlane = {
\t\t\tenvVars = {
\t\t\t\tKUMA_A = "1" # here
\t\t\t\t"KUMA_B" : true
\t\t\t}
\t\t}
\t})]
}
`

describe('reading', () => {
  it('gives bodies, labels and repeated blocks', () => {
    expect(hcl.parse(RELEASE).problems).toEqual([])
    const body = named(RELEASE, 'kuma').entry.value
    if (body.type !== 'map') throw new Error('no body')
    expect(body.members.map((entry) => [entry.key, dataOf(entry.value)])).toEqual([
      ['name', 'kuma'],
      ['version', '2.6.0'],
      ['set', { name: 'controlPlane.mode', value: 'zone' }],
      ['set', { name: 'a' }],
      ['values', [{ controlPlane: { envVars: { KUMA_A: '1', KUMA_B: true } } }]],
    ])
    expect(fileData('variable "a" {}\nlocals x {\n}\na = -1.5e3\n')).toEqual({
      variable: { a: {} },
      locals: { x: {} },
      a: -1500,
    })
  })

  it('gives exact spans with tabs, emoji and CRLF', () => {
    for (const text of [RELEASE, crlf(RELEASE)]) {
      const span = (key: string) => slice(text, named(text, key).entry.span)
      expect(span('version')).toBe('version = "2.6.0"')
      expect(span('KUMA_B')).toBe('"KUMA_B" : true')
      expect(span('values').startsWith('values = [yamlencode({')).toBe(true)
      expect(span('values').endsWith('})]')).toBe(true)
      expect(span('kuma').startsWith('"kuma" {')).toBe(true)
    }
  })

  it('reads strings, here-documents and their escapes', () => {
    const text =
      'a = "x\\n\\u00e9\\"$${y}%%{z}"\nb = <<E\n  x\n E2\n   E\nc = <<-E\n   x\n\n    y $${z}\n  E\nd = "🐻"\n'
    // biome-ignore lint/suspicious/noTemplateCurlyInString: HCL's own templates
    expect(fileData(text)).toEqual({ a: 'x\né"${y}%{z}', b: '  x\n E2\n', c: 'x\n\n y ${z}\n', d: '🐻' })
    expect(fileData(crlf(text))).toEqual(fileData(text))
  })

  it('has no value for what only the program knows', () => {
    const text = [
      'a = var.x',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: HCL's own templates
      'b = "x${join("\\"", ["}"])}y"',
      'c = 1 + 2',
      'd = x ? "a" : "b"',
      'e = [for k, v in x : k if v]',
      'f = { for k in x : k => k... }',
      'g = !true',
      'h = f(1, x...)',
      'i = x[0].y.*.z[*].0',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: HCL's own templates
      'j = <<E\n${x}\nE',
      'k = "%{ if x ~}a%{ else }b%{ endif }"',
      'l = provider::a::b("c")',
      'm = (\n  x ==\n  1 /* c */\n)',
      'n = "\\q"',
    ]
    const { roots, problems } = hcl.parse(`${text.join('\n')}\n`)
    expect(problems).toEqual([])
    const root = roots[0]
    if (root?.type !== 'map') throw new Error('no body')
    expect(root.members.map(({ span }) => slice(text.join('\n'), span))).toEqual(text)
    expect(root.members.flatMap(({ value }) => (value.type === 'scalar' ? [value.value] : ['?']))).toEqual(
      text.map(() => undefined),
    )
  })

  it('gives maps and lists inside of such expressions as roots of their own', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: HCL's own templates
    const text = 'a = merge(local.x, { KUMA_A = "1" })\nb = "${jsonencode({ c = [1] })}"\nd = base64encode("e")\n'
    expect(hcl.parse(text).roots.map((root) => dataOf(root))).toEqual([undefined, { KUMA_A: '1' }, { c: [1] }])
    expect(named(text, 'd').entry.value).toMatchObject({ value: 'e' })
    const script = 'a = join("", [<<E\nkumactl get meshes\nE\n, "b"], f("docker"))\nc = f(<<E\nkumactl version\nE\n)\n'
    expect(hcl.parse(script).inner.map(({ name, embedded }) => [name, embedded.text])).toEqual([
      ['fence.sh', 'kumactl version\n'],
    ])
  })

  it('tells where a text cannot be read', () => {
    const problem = (text: string) => {
      const { roots, problems } = hcl.parse(text)
      return [roots.length, problems[0]?.offset, problems[0]?.message]
    }
    expect(problem('a = 1 b = 2\n')).toEqual([0, 6, 'a line break is missing'])
    expect(problem('a = { b = 1 c = 2 }\n')).toEqual([0, 12, 'a comma or a line break is missing'])
    expect(problem('a = [1 2]\n')).toEqual([0, 7, '] is missing'])
    expect(problem('a = "x\n')).toEqual([0, 6, 'the string is not closed'])
    expect(problem('a = <<E\nx\n')).toEqual([0, 7, 'the here-document is not closed by E'])
    expect(problem('a {\n')).toEqual([0, 4, '} is missing'])
    expect(problem('a = \nb = 1\n')).toEqual([0, 4, 'an expression is missing'])
    expect(problem('a = 1 /* x')).toEqual([0, 6, 'the comment is not closed'])
    expect(problem('}\n')).toEqual([0, 0, 'nothing is open that could be closed here'])
    expect(problem(`a = ${'['.repeat(100_000)}`)[2]).toBe('nested too deeply')
    expect(problem(`a = ${'-'.repeat(100_000)}`)[2]).toBe('nested too deeply')
    expect(problem(`a = ${'x ? y : '.repeat(100_000)}`)[2]).toBe('nested too deeply')
    expect(problem(`${'a { \n'.repeat(100_000)}`)[2]).toBe('nested too deeply')
    expect(problem(`a = ${'{a='.repeat(490)}1${'}'.repeat(490)}`)).toEqual([1, undefined, undefined])
  })

  it('takes time in proportion to the text', () => {
    const start = performance.now()
    expect(hcl.parse(RELEASE.repeat(2000)).problems).toEqual([])
    expect(hcl.parse(`a = "${'\\n'.repeat(200_000)}"`).problems).toEqual([])
    expect(hcl.parse(`a = ${'x + '.repeat(100_000)}1\n`).problems).toEqual([])
    expect(hcl.parse(`a = <<E\n${'E E\n'.repeat(200_000)}E\n`).problems).toEqual([])
    expect(performance.now() - start).toBeLessThan(5000)
  })
})
