import { fromMarkdown } from 'mdast-util-from-markdown'
import { describe, expect, test } from 'vitest'
import { factsOf } from '../../src/report/described.ts'
import { formatMarkdown } from '../../src/report/markdown.ts'
import { formatBlock, formatCode, formatInline } from '../../src/report/markdown-text.ts'
import { EXAMPLES, example, printed, tell } from './tell.ts'

test('says what changed and why, what is left as tasks, and totals', async () => {
  const wanted = [
    { find: 'OLD', write: 'NEW' },
    { find: 'ASK', say: 'decide what `ASK` shall be', suggestion: 'a: 1\nb: 2', transform: '2.10/other' },
  ]
  const told = await tell(
    { 'a.yaml': 'x: OLD\ny: OLD ASK\n', 'b.yaml': 'OLD', 'c.yaml': 'BROKEN', 'd.yaml': '' },
    wanted,
  )
  expect(formatMarkdown(told)).toBe(`## Kuma and Kong Mesh configuration from 2.6 to 2.11

3 edits in 2 files. 1 finding left to decide.

### What changed, and why

- **\`OLD\` became \`NEW\`** (\`2.7/renamed\`): 3 edits
  - \`a.yaml\` (2)
  - \`b.yaml\` (1)

### Left to do

- [ ] \`a.yaml:2\`: decide what \`ASK\` shall be (\`2.10/other\`)

  Write:

  \`\`\`text
  a: 1
  b: 2
  \`\`\`

### Not migrated

- \`c.yaml\` failed: 1:1: it does not parse: \\<bad\\> &amp; "worse"

### Totals

| total | |
|---|---:|
| files looked at | 4 |
| changed | 2 |
| with findings only | 0 |
| failed | 1 |
| skipped | 0 |
| sites found | 4 |
| edited | 3 |
| left to decide | 1 |
| suppressed | 0 |

Made with mesh-migrate 1.2.3.
`)
})

interface Node {
  readonly type: string
  readonly value?: string
  readonly children?: readonly Node[]
}

function nodesOf(node: Node): Node[] {
  return [node, ...(node.children ?? []).flatMap(nodesOf)]
}

/** The text a reader sees, and the kinds of markup in it. */
function read(markdown: string): { text: string; kinds: string[] } {
  const nodes = nodesOf(fromMarkdown(markdown))
  const kinds = new Set(nodes.map(({ type }) => type))
  for (const plain of ['root', 'paragraph', 'text']) kinds.delete(plain)
  return { text: nodes.map(({ value = '' }) => value).join(''), kinds: [...kinds] }
}

describe('pieces of files stay the text they are', () => {
  test.each([
    '<script>alert(1)</script> <!-- x',
    '[a](http://evil) ![b](c) <http://d> [e]: f',
    '# h',
    '- a',
    '1. a',
    '23) a',
    '> q *em* **st** __s__ ~~del~~ | a | b |',
    '&lt; &#64; \\* $x$ ===',
    '---',
    '    code',
  ])('%s', (text) => {
    const shown = read(formatInline(text))
    expect(shown.text.replaceAll('\u200b', '')).toBe(text.trim())
    expect(shown.kinds).toEqual([])
  })

  test('nobody is mentioned, nothing is linked', () => {
    expect(formatInline('@user a@b.c #12 !3 https://a.b www.c.d')).toBe(
      '@&#8203;user a@&#8203;b.c \\#&#8203;12 \\!&#8203;3 https:&#8203;//a.b www&#8203;.c.d',
    )
  })

  test('names in backticks become code, an odd backtick stays', () => {
    expect(formatInline('set `a|<b>` to `@x`, not `y*')).toBe('set `a|<b>` to `@x`, not \\`y\\*')
    expect(formatInline('a\nb\u202e`c\x1b`')).toBe('a\\\\nb\\\\u\\{202e\\}`c\\u{1b}`')
  })

  test.each(['a', '`', '``a`', ' a ', 'a`b', '', '\n', '|'])('code span of %j', (text) => {
    const [span] = nodesOf(fromMarkdown(`x ${formatCode(text)} y`)).filter(({ type }) => type === 'inlineCode')
    expect(span?.value?.trim()).toBe(text.replace('\n', '\\n').trim())
  })

  test('a block cannot be left', () => {
    const text = 'a\n```\n````\n<b>\x1b\u202e\r\n\tz'
    const [block] = nodesOf(fromMarkdown(formatBlock(text, '').join('\n'))).filter(({ type }) => type === 'code')
    expect(block?.value).toBe('a\n```\n````\n<b>\\u{1b}\\u{202e}\n\tz')
  })
})

describe('never more than 58,000 characters', () => {
  const files = (count: number, text: string) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`${'deep/'.repeat(10)}${index}.yaml`, text]))

  test('many findings', async () => {
    const told = await tell(files(900, 'OLD ASK'), [
      { find: 'OLD', write: 'NEW' },
      { find: 'ASK', say: '@'.repeat(200) },
    ])
    const text = formatMarkdown(told)
    expect(text.length).toBeLessThan(58_000)
    expect(text).toContain('  - … and 880 more files\n')
    const shown = text.match(/^- \[ \]/gm)?.length ?? 0
    expect(shown).toBeGreaterThan(20)
    expect(text).toContain(`\n- … and ${900 - shown} more findings: see a report without a limit\n`)
    expect(text).toContain('| left to decide | 900 |')
  })

  test('long messages, long paths, many failures', async () => {
    const long = 'x'.repeat(60_000)
    const told = await tell({ ...files(500, 'BROKEN'), [long]: 'ASK', b: 'ASK' }, [
      { find: 'ASK', say: long, suggestion: long },
    ])
    const text = formatMarkdown(told)
    expect(text.length).toBeLessThan(58_000)
    expect(text).toMatch(/^- … and \d+ more files$/m)
  })

  test('many transforms', async () => {
    for (const name of EXAMPLES) {
      const text = await printed(example(name), '--format', 'markdown')
      expect(text).toContain('[upgrade note](https://')
      expect(text).toMatch(/^- \[ \] `[^`]+:\d+`: /m)
    }
  })
})

test('the facts of a page are its first paragraph and the address of its note', () => {
  expect(
    factsOf('# `a`\n\nOne\ntwo.\n\nThree.\n\nSafety: safe. Note: https://a.b/c#d-e.\n\n## Case\nNote: https://x.y'),
  ).toEqual({
    about: 'One two.',
    link: 'https://a.b/c#d-e',
  })
  expect(factsOf('# a\r\n\r\nOne\r\ntwo.\r\n')).toEqual({ about: 'One two.', link: undefined })
  expect(factsOf('# a\n\nSafety: safe. Note: http://a.b "><script>\n')).toEqual({ about: '', link: undefined })
  expect(factsOf('')).toEqual({ about: '', link: undefined })
})
