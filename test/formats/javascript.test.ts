import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { javascript } from '../../src/formats/javascript.ts'
import { type Edits, insertAfter, isRefusal, remove } from '../../src/layout.ts'
import { applyEdits, type Edit, slice } from '../../src/text.ts'
import {
  type Container,
  type Data,
  dataOf,
  type Entry,
  type Node,
  type Scalar,
  type ScalarNode,
} from '../../src/tree.ts'

/** All maps and lists, outer ones first. */
function containersOf(text: string): Container[] {
  const found: Container[] = []
  const visit = (node: Node) => {
    if (node.type !== 'map' && node.type !== 'list') return
    found.push(node)
    for (const { value } of node.members) visit(value)
  }
  for (const root of javascript.parse(text).roots) visit(root)
  return found
}

function entryNamed(text: string, key: string): { entry: Entry; map: Container; index: number } {
  for (const map of containersOf(text)) {
    if (map.type !== 'map') continue
    const index = map.members.findIndex((entry) => entry.key === key)
    const entry = map.members[index]
    if (entry !== undefined) return { entry, map, index }
  }
  throw new Error(`no entry ${key}`)
}

function make(text: string, edits: Edits | Edit | undefined): string {
  if (edits === undefined) return 'refused'
  if ('because' in edits) return `refused: ${edits.because}`
  return applyEdits(text, 'start' in edits ? [edits] : edits)
}

function rename(text: string, key: string, to: string): string {
  const { entry, map } = entryNamed(text, key)
  const written = map.syntax.key(to, entry)
  return make(text, written === undefined ? undefined : { ...entry.keySpan, text: written })
}

function scalarOf({ value }: Entry): ScalarNode {
  if (value.type !== 'scalar') throw new Error('not a scalar')
  return value
}

function set(text: string, key: string, to: Scalar): string {
  const node = scalarOf(entryNamed(text, key).entry)
  const written = node.write(to)
  return make(text, written === undefined ? undefined : { ...node.span, text: written })
}

/** A copy of an entry under another name, right after it. */
function clone(text: string, key: string, to: string): string {
  const { entry, map, index } = entryNamed(text, key)
  const written = map.syntax.key(to, entry)
  if (written === undefined) return 'refused'
  const member = written + text.slice(entry.keySpan.end, entry.span.end)
  return make(text, insertAfter(text, map, index, member))
}

function drop(text: string, key: string): string {
  const { map, index } = entryNamed(text, key)
  return make(text, remove(text, map, [index]))
}

/** A new entry after the one named, as the format would write it. */
function add(text: string, key: string, name: string, data: Data): string {
  const { map, index, entry } = entryNamed(text, key)
  const indent = /[ \t]*$/.exec(text.slice(0, entry.span.start))?.[0] ?? ''
  const member = map.syntax.member(name, data, map, indent)
  return member === undefined ? 'refused' : make(text, insertAfter(text, map, index, member))
}

function crlf(text: string): string {
  return text.replaceAll('\n', '\r\n')
}

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
      const { entry } = entryNamed(text, 'KUMA_MODE')
      expect(slice(text, entry.span)).toBe("KUMA_MODE: 'zone'")
      expect(slice(text, entry.keySpan)).toBe('KUMA_MODE')
      expect(slice(text, entry.value.span)).toBe("'zone'")
      expect(slice(text, entryNamed(text, 'kuma-x').entry.span)).toBe("'kuma-x': `y`")
    }
  })

  it('has no value for what only the program knows', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a template
    const text = 'x({ a: b, c: `${d}`, e: "f" + g, ...h, [i]: 1, j() {}, get k() { return 1 }, l, m: `a\\n` })'
    const map = containersOf(text)[0]
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
    const text = `export const a = [\n${'  { name: "KUMA_X", value: "v" },\n'.repeat(5000)}]\n`
    expect(containersOf(text)).toHaveLength(5001)
    expect(performance.now() - start).toBeLessThan(5000)
  })
})

describe('names', () => {
  it('are renamed in their quotes, quoted only where they must be', () => {
    expect(rename(TASK, 'KUMA_MODE', 'KUMA_NEW')).toBe(TASK.replace('KUMA_MODE', 'KUMA_NEW'))
    expect(rename(TASK, 'KUMA_MODE', 'a.b')).toBe(TASK.replace('KUMA_MODE', "'a.b'"))
    expect(rename(TASK, 'kuma-x', 'y')).toBe(TASK.replace("'kuma-x'", "'y'"))
    expect(rename('x({ "a": 1 })', 'a', 'b')).toBe('x({ "b": 1 })')
    expect(rename('x({ a: "v" })', 'a', 'b-c')).toBe('x({ "b-c": "v" })')
  })

  it('that are also variables are not', () => {
    expect(rename('x({ KUMA_X })', 'KUMA_X', 'KUMA_Y')).toBe('refused')
    expect(drop('x({ a: 1, KUMA_X })', 'KUMA_X')).toBe('x({ a: 1 })')
  })
})

describe('values', () => {
  it('are set in their quotes', () => {
    expect(set(TASK, 'KUMA_MODE', "it's\n🐻")).toBe(TASK.replace("'zone'", "'it\\'s\\n🐻'"))
    expect(set(TASK, 'kuma-x', 'a"b')).toBe(TASK.replace('`y`', '`a"b`'))
    expect(set(TASK, 'kuma-x', 'a`b')).toBe(TASK.replace('`y`', "'a`b'"))
    expect(set(TASK, 'KUMA_COUNT', 'x')).toBe(TASK.replace(': 2', ": 'x'"))
    expect(set(TASK, 'KUMA_MODE', true)).toBe(TASK.replace("'zone'", 'true'))
    expect(set('x({ a: ("b") })', 'a', null)).toBe('x({ a: (null) })')
  })

  it('that only the program knows are not', () => {
    expect(set('x({ a: b })', 'a', 'c')).toBe('refused')
  })
})

describe('members', () => {
  it('are copied after themselves', () => {
    const text = "x({\n  a: 1,\n  KUMA_A: 'v',\n  b: 2,\n})\n"
    for (const given of [text, crlf(text)]) {
      const eol = given === text ? '\n' : '\r\n'
      expect(clone(given, 'KUMA_A', 'KUMA_B')).toBe(given.replace("'v',", `'v',${eol}  KUMA_B: 'v',`))
      expect(clone(given, 'b', 'c')).toBe(given.replace('b: 2,', `b: 2,${eol}  c: 2,`))
    }
    expect(clone("x({ KUMA_A: 'v' })", 'KUMA_A', 'KUMA_B')).toBe("x({ KUMA_A: 'v', KUMA_B: 'v' })")
    expect(clone('x({a: 1,b: 2,})', 'b', 'c')).toBe('x({a: 1,b: 2,c: 2,})')
    expect(clone('x({\n  a: 1\n})', 'a', 'b')).toBe('x({\n  a: 1,\n  b: 1\n})')
    expect(clone('x({\n  a: 1, // c\n})', 'a', 'b')).toBe('x({\n  a: 1, // c\n  b: 1,\n})')
    expect(clone('x({ a: 1, ...b })', 'a', 'c')).toBe('x({ a: 1, c: 1, ...b })')
  })

  it('are removed with their line, their comma and their comment', () => {
    expect(drop(TASK, 'KUMA_MODE')).toBe(TASK.replace("\t\tKUMA_MODE: 'zone', // here\n", ''))
    expect(drop(crlf(TASK), 'KUMA_COUNT')).toBe(crlf(TASK.replace('\t\tKUMA_COUNT: 2,\n', '')))
    expect(drop('x({\n  a: 1, // c\n  b: 2\n})', 'b')).toBe('x({\n  a: 1 // c\n})')
    expect(drop('x({ a: 1, ...b, c: 2 })', 'a')).toBe('x({ ...b, c: 2 })')
    expect(drop('x({ ...b, c: 2 })', 'c')).toBe('x({ ...b })')
    expect(drop('x({ a: 1 })', 'a')).toBe('x({  })')
  })

  it('are written anew as their neighbours are', () => {
    expect(add(TASK, 'KUMA_COUNT', 'KUMA_B', 'v')).toBe(TASK.replace(': 2,', ": 2,\n\t\tKUMA_B: 'v',"))
    const data = { name: 'x', value: ['a', 1], deep: { 'a-b': null, c: [{ d: true }] } }
    expect(add(crlf('x({\n    "a": 1,\n})'), 'a', 'b', data)).toBe(
      crlf(
        'x({\n    "a": 1,\n    "b": {\n        "name": "x",\n        "value": ["a", 1],\n        "deep": {\n            "a-b": null,\n            "c": [\n                {\n                    "d": true,\n                },\n            ],\n        },\n    },\n})',
      ),
    )
    expect(add("x({ a: 'b' })", 'a', 'c', { d: 'e', f: {}, g: [] })).toBe("x({ a: 'b', c: { d: 'e', f: {}, g: [] } })")
    const list = containersOf("x([\n  {name: 'A', value: 'b'},\n])")[0]
    expect(list?.syntax.member(undefined, { name: 'C', value: 'd' }, list, '  ')).toBe("{name: 'C', value: 'd'}")
  })

  it('are put into empty braces, but not over a comment', () => {
    const put = (text: string) => {
      const map = containersOf(text)[0]
      return map === undefined ? 'none' : make(text, insertAfter(text, map, -1, 'a: 1'))
    }
    expect(put('x({})')).toBe('x({a: 1})')
    expect(put('x({ /* none */ })')).toBe('refused: only a comment is inside')
  })

  it('of odd lists stay where they are', () => {
    for (const text of ['x([1,,2])', 'x([(1), 2])']) {
      const list = containersOf(text)[0]
      expect(list === undefined ? 'none' : isRefusal(remove(text, list, [0]))).toBe(true)
    }
  })
})

describe('calls that name a variable', () => {
  it('are maps of one entry', () => {
    const text = 'c.addEnvironment("KUMA_MODE", `zone`)\nnew Env("KUMA_A", a)\nx("KUMAX", "v")\ny("KUMA_ALONE")\n'
    expect(javascript.parse(text).roots.map((root) => dataOf(root))).toEqual([{ KUMA_MODE: 'zone' }, undefined])
    expect(rename(text, 'KUMA_MODE', 'KUMA_NEW')).toBe(text.replace('KUMA_MODE', 'KUMA_NEW'))
    expect(set(text, 'KUMA_MODE', 'global')).toBe(text.replace('zone', 'global'))
    expect(clone(text, 'KUMA_MODE', 'KUMA_B')).toBe('refused: it is written as a call')
    expect(drop(text, 'KUMA_A')).toBe('refused: it is written as a call')
  })

  it('and pairs in a list are too', () => {
    const text = "new Map([['KUMA_MODE', 'zone'], ['a', 'b']]); x([['KUMA_A', 'KUMA_B']]); y(['KUMA_C', 'd'])"
    expect(javascript.parse(text).roots.map((root) => dataOf(root))).toEqual([
      [{ KUMA_MODE: 'zone' }, ['a', 'b']],
      [['KUMA_A', 'KUMA_B']],
      ['KUMA_C', 'd'],
    ])
    expect(rename(text, 'KUMA_MODE', 'a.b')).toBe(text.replace('KUMA_MODE', 'a.b'))
    expect(drop(text, 'KUMA_MODE')).toBe('refused: it is written as a pair')
  })
})

describe('texts inside', () => {
  const edit = (text: string, find: string, put: string) => {
    const map = containersOf(text)[0]
    const node = map?.members[0]?.value
    const embedded = node?.type === 'scalar' ? node.embedded() : javascript.parse(text).inner[0]?.embedded
    const start = embedded?.text.indexOf(find) ?? -1
    if (embedded === undefined || start === -1) return undefined
    return make(text, embedded.outerEdit({ start, end: start + find.length, text: put }))
  }

  it('are edited in strings, through escapes', () => {
    const text = `x({ a: 'type: Mesh\\nname: \\'a\\'\\n' })`
    expect(edit(text, "'a'", '"b"\n')).toBe(`x({ a: 'type: Mesh\\nname: "b"\\n\\n' })`)
    expect(edit(text, '\nname', ' # 🐻\nn')).toBe(`x({ a: 'type: Mesh # 🐻\\nn: \\'a\\'\\n' })`)
    expect(edit('x({ a: "\\u{1F43B}\\x41\\\n" })', 'A', 'B')).toBe('x({ a: "\\u{1F43B}B\\\n" })')
    expect(edit('x({ a: "\\u{1F43B}" })', '\udc3b', 'B')).toBe('refused')
  })

  it('are edited in templates without a backslash', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a template
    const text = crlf('x({ a: `\n  b: ${c}\n  d: 1\n` })')
    expect(edit(text, '  d: 1\n', '  d: 2\n  e: 3\n')).toBe(text.replace('d: 1', 'd: 2\r\n  e: 3'))
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a template
    expect(edit(text, 'd', '${d}')).toBe('refused')
    expect(edit('x({ a: `\\n` })', '\n', 'b')).toBeUndefined()
  })

  it('are given where no node holds them, when they look like a manifest or a command', () => {
    const text =
      "run('kumactl get meshes'); apply(`\ntype: Mesh\nname: a\n`); log('docker'); import 'curl'; $`helm list`"
    expect(javascript.parse(text).inner.map(({ name, embedded }) => [name, embedded.text])).toEqual([
      ['fence.sh', 'kumactl get meshes'],
      ['fence.yaml', '\ntype: Mesh\nname: a\n'],
      ['fence.sh', 'helm list'],
    ])
    expect(edit(text, 'get', 'list')).toBe(text.replace('get', 'list'))
  })
})

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
        const before = dataOf(containersOf(text)[0])
        const result = add(text, 'a', 'KUMA_NEW', value)
        const after = dataOf(containersOf(result)[0])
        expect(after).toEqual({ ...Object(before), KUMA_NEW: value })
        expect(result.replaceAll('\r\n', '').includes('\r')).toBe(false)
        expect(dataOf(containersOf(drop(result, 'KUMA_NEW'))[0])).toEqual(before)
      }),
      { numRuns: 200 },
    )
  })
})
