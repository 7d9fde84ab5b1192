import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { javascript } from '../../src/formats/javascript.ts'
import { type Data, dataOf } from '../../src/tree.ts'
import { editorOf } from './tree-editing.ts'

const { add, containers, drop } = editorOf(javascript)

describe('any object', () => {
  const key = fc.constantFrom('KUMA_A', 'b', 'c-d', 'e.f', '1', '')
  const { data } = fc.letrec<{ data: Data }>((tie) => ({
    data: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom<Data>('', "it's", '🐻\n', 'a\\b"`$', '\u2028', 0, -1.5, true, null),
      fc.array(tie('data'), { maxLength: 3 }),
      fc.dictionary(key, tie('data'), { maxKeys: 3, noNullPrototype: true }),
    ),
  }))
  const frame = fc.constantFrom(
    'f({ a: 1 })',
    "f({\n  a: 'x',\n})\n",
    'f({\n\t"a": `x`\n})',
    'f({ a: {b: 1}, c: [\n  1,\n] })',
    'f({\r\n    a: {\r\n        b: 2,\r\n    }, // c\r\n})',
  )

  it('reads back the entry that is written into it, and the rest as it was', () => {
    fc.assert(
      fc.property(frame, data, (text, value) => {
        const before = dataOf(containers(text)[0])
        const result = add(text, 'a', 'KUMA_NEW', value)
        const after = dataOf(containers(result)[0])
        expect(after).toEqual({ ...Object(before), KUMA_NEW: value })
        expect(result.replaceAll('\r\n', '').includes('\r')).toBe(false)
        expect(dataOf(containers(drop(result, 'KUMA_NEW'))[0])).toEqual(before)
      }),
      { numRuns: 200 },
    )
  })
})
