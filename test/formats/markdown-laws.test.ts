import fc from 'fast-check'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { htmlFlow } from 'micromark-core-commonmark'
import { describe, expect, it } from 'vitest'
import { readFences } from '../../src/formats/markdown/fences.ts'
import { markdown } from '../../src/formats/markdown.ts'
import { applyEdits } from '../../src/text.ts'
import { make } from './tree-editing.ts'

/** The blocks of the reference parser, with only comments for HTML. */
const oracle = {
  flow: {
    60: {
      ...htmlFlow,
      name: 'comment',
      tokenize(
        this: ThisParameterType<typeof htmlFlow.tokenize>,
        ...[effects, ok, nok]: Parameters<typeof htmlFlow.tokenize>
      ) {
        return effects.check(
          {
            partial: true,
            tokenize(inside, yes, no) {
              let seen = 0
              inside.enter('htmlFlow')
              return function next(code) {
                if (code !== '<!--'.charCodeAt(seen)) return no(code)
                inside.consume(code)
                if (++seen < 4) return next
                inside.exit('htmlFlow')
                return yes
              }
            },
          },
          htmlFlow.tokenize.call(this, effects, ok, nok),
          nok,
        )
      },
    },
  },
  disable: { null: ['codeIndented', 'htmlFlow', 'codeText', 'definition', 'htmlText', 'attention', 'labelStartLink'] },
}

type Nodes = ReturnType<typeof fromMarkdown> | ReturnType<typeof fromMarkdown>['children'][number]

function codesOf(block: Nodes): [number | undefined, string][] {
  if (block.type === 'code') return [[block.position?.start.offset, bare(block.value)]]
  return 'children' in block ? block.children.flatMap(codesOf) : []
}

/** Blanks at the ends of lines, which a cut tab makes, do not count. */
function bare(text: string): string {
  return text
    .replaceAll('\r', '')
    .replace(/[ \t]+(?=\n)/g, '')
    .trimEnd()
}

const PIECES = [
  ...['- ', '* ', '+', '-', '1. ', '1) ', '> ', '>', '  ', ' ', '\t', '   ', '```', '~~~', '````', '```yaml', '~~~ x'],
  ...['a', 'b: c', '# ', '---', '===', '=', '***', '<!--', '-->', '<!-- x -->', '<Tab>', '{% tab %}', ''],
]

const document = fc
  .array(fc.array(fc.constantFrom(...PIECES), { maxLength: 5 }), { maxLength: 12 })
  .chain((lines) => fc.constantFrom('\n', '\r\n').map((eol) => lines.map((line) => line.join('')).join(eol)))

describe('any text', () => {
  it('has the fences that the reference parser finds', () => {
    let compared = 0
    const check = (text: string) => {
      // The reference takes an empty item in an item for text after a paragraph, and lets a fence be closed by one indented far.
      if (/^[ \t>]*(?:[-+*]|1[.)])[ \t]+(?:.*[ \t])?(?:[-+*]|1[.)])[ \t]*$/m.test(text)) return
      if (/(?: {4}|\t)[^\n]*(?:```|~~~)/.test(text)) return
      const fences = readFences(text)
      if (fences.some((fence) => fence.torn)) return
      compared++
      const mine = fences.map(({ start, lines }) => [
        start,
        bare(lines.map((line) => text.slice(line.content, line.next)).join('')),
      ])
      expect(mine).toEqual(codesOf(fromMarkdown(text, { extensions: [oracle] })))
    }
    fc.assert(fc.property(document, check), { numRuns: 3000 })
    expect(compared).toBeGreaterThan(2000)
  })

  it('reads back what was edited in a fence, and nothing else is changed', () => {
    const lines = fc.array(fc.constantFrom('a: 1', '  b: 🐻', '', 'c', '- d'), { minLength: 1, maxLength: 6 })
    const lead = fc.constantFrom('', '  ', '> ', '   > ', '> > ')
    const put = fc.array(fc.constantFrom('x', '\n', ' y', 'z: 1'), { maxLength: 4 }).map((parts) => parts.join(''))
    const at = fc.nat(40)
    const property = fc.property(
      lines,
      lead,
      put,
      at,
      at,
      fc.constantFrom('\n', '\r\n'),
      (inside, start, add, a, b, eol) => {
        const first = start === '  ' ? '- ' : start
        const all = [
          `${first}\`\`\`yaml`,
          ...['k: v', ...inside].map((line) => start + line),
          `${start}\`\`\``,
          '',
          'end',
        ]
        const text = all.join(eol)
        const embedded = markdown.parse(text).inner[0]?.embedded
        if (embedded === undefined) throw new Error('no inner text')
        const [from, to] = [Math.min(a, b, embedded.text.length), Math.min(Math.max(a, b), embedded.text.length)]
        const edit = embedded.outerEdit({ start: from, end: to, text: add })
        const wanted = applyEdits(embedded.text, [{ start: from, end: to, text: add }])
        const result = make(text, edit) ?? ''
        expect(markdown.parse(result).inner[0]?.embedded.text ?? '\n').toBe(
          wanted.endsWith('\n') ? wanted : `${wanted}\n`,
        )
        expect(result.startsWith(all[0] + eol)).toBe(true)
        expect(result.endsWith([all.at(-3), '', 'end'].join(eol))).toBe(true)
        expect(result.replaceAll('\r\n', '').includes(eol === '\n' ? '\r' : '\n')).toBe(false)
      },
    )
    fc.assert(property, { numRuns: 1000 })
  })
})
