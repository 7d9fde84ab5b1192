import { describe, expect, it } from 'vitest'
import { javascript } from '../../src/formats/javascript.ts'
import { slice } from '../../src/text.ts'
import { dataOf } from '../../src/tree.ts'
import { crlf, editorOf } from './tree-editing.ts'

const { containers, named } = editorOf(javascript)

const TASK = `// 🐻 the control plane
const task: Task = {
\tname: 'kuma-cp',
\tenvironment: {
\t\tKUMA_MODE: 'zone', // here
\t\t'kuma-x': \`y\`,
\t\tKUMA_COUNT: 2,
\t},
}
`

describe('reading', () => {
  it('gives the outermost literals as data', () => {
    const data = (text: string) => javascript.parse(text).roots.map((root) => dataOf(root))
    expect(data(TASK)).toEqual([{ name: 'kuma-cp', environment: { KUMA_MODE: 'zone', 'kuma-x': 'y', KUMA_COUNT: 2 } }])
    expect(data('f([1, -2, null, true, "a\\n"] as const, <X>{ a: `b` }); export default { 1: {} }')).toEqual([
      [1, -2, null, true, 'a\n'],
      { a: 'b' },
      { 1: {} },
    ])
    expect(data('const a = <A env={{ KUMA_X: "v" }} />')).toEqual([{ KUMA_X: 'v' }])
    expect(data('const { a } = b; let [c] = d; with (x) {}')).toEqual([])
  })

  it('gives literals inside of what is no literal as roots of their own', () => {
    const { roots } = javascript.parse("const a = { env: make({ KUMA_X: 'v' }), m() { return [1] } }")
    expect(roots.map((root) => dataOf(root))).toEqual([undefined, { KUMA_X: 'v' }, [1]])
  })

  it('gives exact spans with tabs, emoji and CRLF', () => {
    for (const text of [TASK, crlf(TASK)]) {
      const { entry } = named(text, 'KUMA_MODE')
      expect(slice(text, entry.span)).toBe("KUMA_MODE: 'zone'")
      expect(slice(text, entry.keySpan)).toBe('KUMA_MODE')
      expect(slice(text, entry.value.span)).toBe("'zone'")
      expect(slice(text, named(text, 'kuma-x').entry.span)).toBe("'kuma-x': `y`")
    }
  })

  it('has no value for what only the program knows', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a template
    const text = 'x({ a: b, c: `${d}`, e: "f" + g, ...h, [i]: 1, j() {}, get k() { return 1 }, l, m: `a\\n` })'
    const map = containers(text)[0]
    const seen = map?.members.map((entry) => [
      'key' in entry ? entry.key : '',
      slice(text, entry.value.span),
      entry.value.type === 'scalar' ? entry.value.value : '',
    ])
    expect(seen).toEqual([
      ['a', 'b', undefined],
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a template
      ['c', '`${d}`', undefined],
      ['e', '"f" + g', undefined],
      [undefined, '...h', undefined],
      [undefined, '1', 1],
      ['j', '() {}', undefined],
      ['k', '() { return 1 }', undefined],
      ['l', 'l', undefined],
      ['m', '`a\\n`', undefined],
    ])
  })

  it('tells where a text cannot be read', () => {
    const parsed = javascript.parse('const a = {\n  b: ,\n}')
    expect(parsed.roots).toEqual([])
    expect(parsed.problems).toEqual([{ offset: 17, message: 'Unexpected token' }])
    expect(javascript.parse(`x = ${'['.repeat(20_000)}`).problems[0]?.message).toBe('nested too deeply')
  })

  it('reads many objects in time', () => {
    const start = performance.now()
    const text = `export const a = [\n${'  { name: "KUMA_X", value: "v" },\n'.repeat(2000)}]\n`
    expect(containers(text)).toHaveLength(2001)
    expect(performance.now() - start).toBeLessThan(5000)
  })
})
