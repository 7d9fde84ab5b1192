import { describe, expect, it } from 'vitest'
import { javascript } from '../../src/formats/javascript.ts'
import { isRefusal } from '../../src/layout.ts'
import { remove } from '../../src/removal.ts'
import { dataOf } from '../../src/tree.ts'
import { crlf, editInside, editorOf } from './tree-editing.ts'

const { add, clone, containers, drop, put, rename, set } = editorOf(javascript)

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
    const list = containers("x([\n  {name: 'A', value: 'b'},\n])")[0]
    expect(list?.syntax.member(undefined, { name: 'C', value: 'd' }, list, '  ')).toBe("{name: 'C', value: 'd'}")
  })

  it('are put into empty braces, but not over a comment', () => {
    expect(put('x({})', 0, 'a: 1')).toBe('x({a: 1})')
    expect(put('x({ /* none */ })', 0, 'a: 1')).toBe('refused: only a comment is inside')
  })

  it('of odd lists stay where they are', () => {
    for (const text of ['x([1,,2])', 'x([(1), 2])']) {
      const list = containers(text)[0]
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
    const map = containers(text)[0]
    const node = map?.members[0]?.value
    const embedded = node?.type === 'scalar' ? node.embedded() : javascript.parse(text).inner[0]?.embedded
    return editInside(text, embedded, find, put)
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
    expect(edit('x({ a: `\\n` })', '\n', 'b')).toBe('not found')
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
