import { expect, test } from 'vitest'
import { migrate } from '../../src/migrate.ts'
import { defineTransform, field, put, when } from '../../src/rules.ts'

test('text of several lines is written as a block, unless its characters would not stand as they are', () => {
  const written = (value: string): string => {
    const rules = [
      when(field('MeshOPA', 'default'), (site) => (site.get('rego') === undefined ? put('rego', value) : [])),
    ]
    const spec = defineTransform({ title: 'text', since: ['2.13.0'], notes: ['note'], rules })
    const steps = [{ release: '2.13.0', transforms: [{ id: '2.13/text', ...spec }] }]
    const text = 'type: MeshOPA\r\nmesh: m\r\nname: n\r\nspec:\r\n  default:\r\n    authConfig: {}\r\n'
    return migrate(text, 'opa.yaml', { steps, unsafe: false, answers: new Map() }).text.slice(text.length)
  }
  expect(written('a: 1\n\nb # "c"\n')).toBe('    rego: |\r\n      a: 1\r\n\r\n      b # "c"\r\n')
  expect(written('a\n\tb')).toBe('    rego: |-\r\n      a\r\n      \tb\r\n')
  for (const odd of [' a\nb\n', 'a \nb\n', 'a\nb\n\n', 'a\r\nb\n', 'a\u0007\nb\n', '\na\nb'])
    expect(written(odd)).toBe(`    rego: ${JSON.stringify(odd)}\r\n`)
})
