import { expect, test } from 'vitest'
import { formatJunit } from '../../src/report/junit.ts'
import { EXAMPLES, example, printed, tell } from './tell.ts'

/** Throws where a text is no well-formed XML of the simple kind reports are made of; gives its elements. */
function elementsOf(xml: string): { name: string; attributes: Map<string, string> }[] {
  const elements: { name: string; attributes: Map<string, string> }[] = []
  const open: string[] = []
  const body = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '')
  expect(body).not.toMatch(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|&(?!amp;|lt;|gt;|quot;|#\d+;)/)
  for (const [, close, name = '', attributes = '', end] of body.matchAll(
    /<(?:\/(\w+)|(\w+)((?: \w+="[^"<]*")*)(\/?))>|<|(?<=[^>])>(?=<[^/])/g,
  )) {
    if (close !== undefined) {
      if (open.pop() !== close) throw new Error(`</${close}> closes another element`)
      continue
    }
    if (name === '') throw new Error('a < that starts no element')
    const pairs = [...attributes.matchAll(/ (\w+)="([^"]*)"/g)].map(([, key = '', value = '']): [string, string] => [
      key,
      value,
    ])
    elements.push({ name, attributes: new Map(pairs) })
    if (end === '') open.push(name)
  }
  expect(open).toEqual([])
  return elements
}

test('a suite for each release, a case for each transform, and one for each file that failed', async () => {
  const wanted = [{ find: 'ASK', say: 'decide <a> & "b"', suggestion: 'a: 1\n  b: 2' }]
  const told = await tell({ 'a.yaml': 'ASK\n\n ASK', 'b<.yaml': 'BROKEN' }, wanted)
  expect(formatJunit(told)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="mesh-migrate 2.6 to 2.11">
  <testsuite name="2.7" tests="1" failures="1" errors="0" skipped="0">
    <testcase classname="2.7" name="2.7/renamed"><failure message="2 findings left: \`OLD\` became \`NEW\`">a.yaml:1:1: decide &lt;a&gt; &amp; &quot;b&quot;
    write: a: 1
      b: 2
a.yaml:3:2: decide &lt;a&gt; &amp; &quot;b&quot;
    write: a: 1
      b: 2</failure></testcase>
  </testsuite>
  <testsuite name="2.10" tests="1" failures="0" errors="0" skipped="0">
    <testcase classname="2.10" name="2.10/other"/>
  </testsuite>
  <testsuite name="files" tests="1" failures="0" errors="1" skipped="0">
    <testcase classname="files" name="b&lt;.yaml"><error message="failed, left as it was">1:1: it does not parse: &lt;bad&gt; &amp; &quot;worse&quot;</error></testcase>
  </testsuite>
</testsuites>
`)
})

test('characters that XML has no place for are shown or replaced', async () => {
  const text = formatJunit(
    await tell({ 'a\n\t"\x07.yaml': 'ASK' }, [{ find: 'ASK', say: ']]>\0\x1b\u202e\ud800\uffff\x85🐢' }]),
  )
  expect(text).toContain('a\n\t&quot;\\u{7}.yaml:1:1: ]]&gt;\\u{0}\\u{1b}\\u{202e}\ufffd\ufffd\\u{85}🐢')
  elementsOf(text)
})

test.each(EXAMPLES)('the report of %s is well-formed and adds up', async (name) => {
  const elements = elementsOf(await printed(example(name), '--format', 'junit'))
  const count = (name: string): number => elements.filter((element) => element.name === name).length
  const sum = (key: string): number =>
    elements
      .filter(({ name }) => name === 'testsuite')
      .reduce((total, { attributes }) => total + Number(attributes.get(key)), 0)
  expect(sum('tests')).toBe(count('testcase'))
  expect(sum('failures')).toBe(count('failure'))
  expect(count('failure')).toBeGreaterThan(0)
})

test('the check of well-formedness sees what is wrong', () => {
  for (const bad of ['<a>', '<a></b>', '<a b="<"/>', '<a>&x</a>', '<a>a < b</a>', '<a>\x07</a>']) {
    expect(() => elementsOf(bad)).toThrow()
  }
})
