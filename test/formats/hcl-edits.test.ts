import { describe, expect, it } from 'vitest'
import { hcl } from '../../src/formats/hcl.ts'
import { remove } from '../../src/removal.ts'
import { crlf, editInside, editorOf, make } from './tree-editing.ts'

const { add, clone, containers, drop, embedded, put, rename, set } = editorOf(hcl)

function inside(text: string, key: string, find: string, put: string): string {
  return editInside(text, embedded(text, key), find, put)
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

describe('names', () => {
  it('are renamed as they are written', () => {
    expect(rename(RELEASE, 'KUMA_A', 'KUMA_NEW')).toBe(RELEASE.replace('KUMA_A', 'KUMA_NEW'))
    expect(rename(RELEASE, 'KUMA_A', 'a.b')).toBe(RELEASE.replace('KUMA_A', '"a.b"'))
    expect(rename(RELEASE, 'KUMA_B', 'c')).toBe(RELEASE.replace('"KUMA_B"', '"c"'))
    expect(rename(RELEASE, 'version', 'chart')).toBe(RELEASE.replace('version', 'chart'))
    expect(rename(RELEASE, 'version', 'a.b')).toBe('refused')
    expect(rename(RELEASE, 'helm_release', 'x y')).toBe(RELEASE.replace('"helm_release"', '"x y"'))
    expect(rename('a = { b = 1 }', 'b', 'for')).toBe('a = { "for" = 1 }')
  })
})

describe('values', () => {
  it('are set as literals', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: HCL's own templates
    expect(set(RELEASE, 'KUMA_A', 'a"\n${b}')).toBe(RELEASE.replace('"1"', '"a\\"\\n$$$${b}"'))
    expect(set(RELEASE, 'KUMA_B', 'x')).toBe(RELEASE.replace(': true', ': "x"'))
    expect(set(RELEASE, 'version', false)).toBe(RELEASE.replace('"2.6.0"', 'false'))
    expect(set('a = <<E\nx\nE\n', 'a', 'y')).toBe('a = "y"\n')
    expect(set('a = var.b\n', 'a', 'y')).toBe('refused')
    // biome-ignore lint/suspicious/noTemplateCurlyInString: HCL's own templates
    expect(set('a = "${b}"\n', 'a', 'y')).toBe('refused')
  })
})

describe('members', () => {
  it('are copied after themselves, behind their comment', () => {
    for (const change of [(text: string) => text, crlf]) {
      const text = change(RELEASE)
      expect(clone(text, 'KUMA_A', 'KUMA_C')).toBe(
        change(RELEASE.replace('"1" # here\n', '"1" # here\n\t\t\t\tKUMA_C = "1"\n')),
      )
      expect(clone(text, 'version', 'chart')).toBe(
        change(RELEASE.replace('// pinned\n', '// pinned\n\tchart = "2.6.0"\n')),
      )
      expect(clone(text, 'set', 'env')).toBe(
        change(
          RELEASE.replace(
            '"zone"\n\t}\n',
            '"zone"\n\t}\n\tenv {\n\t\tname  = "controlPlane.mode"\n\t\tvalue = "zone"\n\t}\n',
          ),
        ),
      )
    }
  })

  it('are copied in objects of any style', () => {
    expect(clone('a = { b = 1 }', 'b', 'c')).toBe('a = { b = 1, c = 1 }')
    expect(clone('a = {\n  b = 1\n}', 'b', 'c')).toBe('a = {\n  b = 1\n  c = 1\n}')
    expect(clone('a = {\n  b = 1,\n}', 'b', 'c')).toBe('a = {\n  b = 1,\n  c = 1,\n}')
    expect(clone('a = {\n  b = 1,\n  c : 2\n}', 'c', 'd')).toBe('a = {\n  b = 1,\n  c : 2,\n  d : 2\n}')
    expect(clone('a = {b = 1\n}', 'b', 'c')).toBe('a = {b = 1, c = 1\n}')
    expect(clone('a {\n  b = <<-E\n    x\n  E\n}\n', 'b', 'c')).toBe(
      'a {\n  b = <<-E\n    x\n  E\n  c = <<-E\n    x\n  E\n}\n',
    )
    expect(clone('a = 1', 'a', 'b')).toBe('a = 1\nb = 1')
    expect(clone('a { b = 1 }', 'b', 'c')).toBe('refused: the block stands on one line')
    expect(clone('a "b" {}', 'b', 'c')).toBe('refused: it is the label of a block')
  })

  it('are removed with their lines and comments', () => {
    expect(drop(RELEASE, 'KUMA_A')).toBe(RELEASE.replace('\t\t\t\tKUMA_A = "1" # here\n', ''))
    expect(drop(crlf(RELEASE), 'KUMA_B')).toBe(crlf(RELEASE.replace('\t\t\t\t"KUMA_B" : true\n', '')))
    expect(drop(RELEASE, 'set')).toBe(RELEASE.replace(/\tset \{\n[^}]*\}\n/, ''))
    expect(drop('a = {\n  b = 1, # x\n  c = 2\n}', 'c')).toBe('a = {\n  b = 1 # x\n}')
    expect(drop('a = { b = 1, c = 2 }', 'b')).toBe('a = { c = 2 }')
    expect(drop('a = 1\nb = 2', 'b')).toBe('a = 1')
    const list = containers('a = [1, (2), 3]')[1]
    expect(list === undefined ? '' : make('a = [1, (2), 3]', remove('a = [1, (2), 3]', list, [1]))).toBe('a = [1, 3]')
  })

  it('are written anew as their neighbours are', () => {
    expect(add(RELEASE, 'KUMA_B', 'c', 'x')).toBe(RELEASE.replace(': true\n', ': true\n\t\t\t\tc = "x"\n'))
    expect(add(RELEASE, 'version', 'chart', 'x')).toBe(RELEASE.replace('pinned\n', 'pinned\n\tchart   = "x"\n'))
    expect(add('a {\n  name    = 1\n  version = 2\n}\n', 'version', 'b', 3)).toBe(
      'a {\n  name    = 1\n  version = 2\n  b       = 3\n}\n',
    )
    expect(add('a {\n  version = 2\n  name    = 1\n}\n', 'version', 'b', [3])).toBe(
      'a {\n  version = 2\n  b       = [3]\n  name    = 1\n}\n',
    )
    expect(add(RELEASE, 'set', 'set', { name: 'b', value: null })).toBe(
      RELEASE.replace('"zone"\n\t}\n', '"zone"\n\t}\n\tset {\n\t\tname = "b"\n\t\tvalue = null\n\t}\n'),
    )
    expect(add(crlf('a = {\n    "b": 1,\n}\n'), 'b', 'c', { d: ['x', 1], e: [{ f: {} }] })).toBe(
      crlf(
        'a = {\n    "b": 1,\n    "c": {\n        "d": ["x", 1],\n        "e": [\n            {\n                "f": {},\n            },\n        ],\n    },\n}\n',
      ),
    )
    expect(add('a = { b = { c = 1 } }\n', 'b', 'd', { e: 1 })).toBe('a = { b = { c = 1 }, d = { e = 1 } }\n')
    expect(add(RELEASE, 'version', 'a.b', 'x')).toBe('refused')
  })

  it('are put into empty braces, but not over a comment', () => {
    expect(put('x = {}', 1, 'a = 1')).toBe('x = { a = 1 }')
    expect(put('x = { /* none */ }', 1, 'a = 1')).toBe('refused: only a comment is inside')
  })
})

describe('texts inside', () => {
  it('are edited in here-documents, with the indentation that <<- strips', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: HCL's own templates
    const text = 'a {\n  b = <<-E\n    type: Mesh\n\n      x: ${y}\n    E\n}\n'
    for (const change of [(given: string) => given, crlf]) {
      const given = change(text)
      expect(inside(given, 'b', 'type: Mesh', 'type: Mesh\nname: 🐻')).toBe(
        change(text.replace('Mesh\n', 'Mesh\n    name: 🐻\n')),
      )
      expect(inside(given, 'b', 'type: Mesh\n', '')).toBe(change(text.replace('    type: Mesh\n', '')))
      // biome-ignore lint/suspicious/noTemplateCurlyInString: HCL's own templates
      expect(inside(given, 'b', '  x: ${y}\n', 'z: ${y}')).toBe(change(text.replace('  x:', 'z:')))
    }
    expect(inside('a = <<E\n  x\n  E\n', 'a', '  x\n', '  x\n  y\n')).toBe('a = <<E\n  x\n  y\n  E\n')
    // biome-ignore lint/suspicious/noTemplateCurlyInString: HCL's own templates
    expect(inside('a = <<E\nx\nE\n', 'a', 'x', '${x}')).toBe('refused')
  })

  it('are edited in strings, through escapes', () => {
    const text = 'a = "export A=\\"1\\"\\nB=$${C}"\n'
    // biome-ignore lint/suspicious/noTemplateCurlyInString: HCL's own templates
    expect(inside(text, 'a', '"1"\nB=${C}', "'2'\nB=${D}\\")).toBe('a = "export A=\'2\'\\nB=$${D}\\\\"\n')
    // biome-ignore lint/suspicious/noTemplateCurlyInString: HCL's own templates
    const hole = 'a = "A=${b("\\n")} C"\n'
    expect(inside(hole, 'a', 'C', 'D')).toBe(hole.replace('C', 'D'))
    // biome-ignore lint/suspicious/noTemplateCurlyInString: HCL's own templates
    expect(inside(hole, 'a', 'C', '${D}')).toBe('refused')
  })
})
