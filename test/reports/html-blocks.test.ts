import { describe, expect, test } from 'vitest'
import { type Block, blocksOf } from '../../src/report/html/blocks.ts'
import { formatPage } from '../../src/report/html/page.ts'
import { tell } from './tell.ts'

async function blocks(text: string, findings: readonly number[] = [], write = 'NEW'): Promise<Block[]> {
  const { outcomes } = await tell({ a: text }, [{ find: 'OLD', write }])
  return outcomes.flatMap((outcome) => blocksOf(outcome, findings))
}

const lines = (...numbers: readonly number[]): string => numbers.map((number) => `${number}\n`).join('')

describe('what is shown of a file', () => {
  test('hunks, with the lines around findings before, between and after them', async () => {
    const text = `${lines(1, 2, 3, 4, 5, 6, 7, 8)}OLD\n${lines(10, 11, 12, 13, 14, 15, 16, 17, 18)}`
    expect(await blocks(text, [1, 8, 13, 19], 'NEW\nMORE')).toEqual([
      { old: 1, now: 1, lines: [' 1', ' 2', ' 3'] },
      { old: 6, now: 6, lines: [' 6', ' 7', ' 8', '-OLD', '+NEW', '+MORE', ' 10', ' 11', ' 12', ' 13', ' 14', ' 15'] },
      { old: 17, now: 18, lines: [' 17', ' 18'] },
    ])
  })

  test('findings that are close are shown together, those that are not apart', async () => {
    expect(await blocks(lines(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), [1, 6, 12])).toEqual([
      { old: 1, now: 1, lines: [' 1', ' 2', ' 3', ' 4', ' 5', ' 6', ' 7', ' 8'] },
      { old: 10, now: 10, lines: [' 10', ' 11', ' 12'] },
    ])
  })

  test('CRLF, a byte order mark, tabs and a missing line break at the end', async () => {
    expect(await blocks('\ufeffOLD\r\n\tb\r\nc')).toEqual([{ old: 1, now: 1, lines: ['-OLD', '+NEW', ' \tb', ' c'] }])
    expect(await blocks('OLD')).toEqual([{ old: 1, now: 1, lines: ['-OLD', '+NEW'] }])
    expect(await blocks('OLD', [], 'NEW\n')).toEqual([
      { old: 1, now: 1, lines: ['-OLD', '\\ No newline at end of file', '+NEW'] },
    ])
    expect(await blocks('', [])).toEqual([])
  })

  test('secrets are hidden wherever their name stands, control characters are shown', async () => {
    const text = `a_token: |\n  one\n  two\n${lines(4)}# OLD\x1b\u202e\npassword: x\n`
    expect(await blocks(text)).toEqual([
      {
        old: 2,
        now: 2,
        lines: ['   ***', '   ***', ' 4', '-# OLD\\u{1b}\\u{202e}', '+# NEW\\u{1b}\\u{202e}', ' password: ***'],
      },
    ])
  })

  test('a secret in a line that stays is hidden where only its new name tells of one', async () => {
    const named = await blocks('- name: OLD\n  value: x\n', [], 'A_TOKEN')
    expect(named).toEqual([{ old: 1, now: 1, lines: ['-- name: OLD', '+- name: A_TOKEN', '   value: ***'] }])
  })

  test('long lines are cut around what differs', async () => {
    const [block] = await blocks(`${'a'.repeat(5_000)}OLD${'🐢'.repeat(2_000)}\n${'b'.repeat(1_001)}\n`)
    const [gone, come, same] = block?.lines ?? []
    expect(gone).toBe(`-… ${'a'.repeat(100)}OLD${'🐢'.repeat(448)} … 3104 more characters`)
    expect(come).toBe(gone?.replace('-', '+').replace('OLD', 'NEW'))
    expect(same).toBe(` ${'b'.repeat(1_000)} … 1 more characters`)
  })
})

test('the page is the same for the same run', async () => {
  const page = async (): Promise<string> => formatPage(await tell({ a: 'OLD' }, [{ find: 'OLD', write: 'NEW' }]))
  expect(await page()).toBe(await page())
})

test('its data cannot end the element it stands in, and holds no raw control character', async () => {
  const text = formatPage(await tell({ 'a</script>': 'OLD </script><!--\u2028\x9b' }, [{ find: 'OLD', write: 'NEW' }]))
  const data = text.slice(text.indexOf('id="data">'), text.indexOf('</script>\n<script>'))
  expect(data).toContain('\\u003c/script>\\u003c!--')
  expect(data.slice('id="data">'.length)).not.toMatch(/[<\u2028\x80-\x9f]/)
})
