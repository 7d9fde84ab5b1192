import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hcl } from '../../src/formats/hcl.ts'
import { type Data, dataOf } from '../../src/tree.ts'
import { editorOf } from './tree-editing.ts'

const { add, drop, named } = editorOf(hcl)

describe('any object', () => {
  const key = fc.constantFrom('KUMA_A', 'b', 'c-d', 'e.f', '1', 'for', '')
  const { data } = fc.letrec<{ data: Data }>((tie) => ({
    data: fc.oneof(
      { maxDepth: 3 },
      // biome-ignore lint/suspicious/noTemplateCurlyInString: HCL's own templates
      fc.constantFrom<Data>('', 'a"\\', '🐻\n\t\r', '${x} %{y} $${z}', '\u0000', 0, -1.5, true, null),
      fc.array(tie('data'), { maxLength: 3 }),
      fc.dictionary(key, tie('data'), { maxKeys: 3, noNullPrototype: true }),
    ),
  }))
  const frame = fc.constantFrom(
    'a = 1',
    'a = { b = 1 }\n',
    'a = "x" # c\nb {\n  c = 1\n}\n',
    'x = {\n\ta : "x",\n}\n',
    'x = jsonencode({\r\n    "a" = {\r\n        b = 2\r\n    } # c\r\n})\r\n',
    'x = { a = 1 }',
  )

  it('reads back the entry that is written into it, and the rest as it was', () => {
    const property = fc.property(frame, data, (text, value) => {
      const { map } = named(text, 'a')
      const before = dataOf(map)
      const result = add(text, 'a', 'KUMA_NEW', value)
      expect(hcl.parse(result).problems).toEqual([])
      expect(dataOf(named(result, 'a').map)).toEqual({ ...Object(before), KUMA_NEW: value })
      expect(dataOf(named(drop(result, 'KUMA_NEW'), 'a').map)).toEqual(before)
      if (text.includes('\r')) expect(result.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    })
    fc.assert(property, { numRuns: 500 })
  })
})
