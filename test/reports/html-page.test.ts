import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { formatPage } from '../../src/report/html/page.ts'
import { transform } from '../fake.ts'
import { describeInBrowser, open } from './browser.ts'
import { EXAMPLES, example, printed, tell } from './tell.ts'

const TRANSFORMS = [
  transform('2.7/renamed', ['2.7.0'], { title: '`OLD` became `NEW`' }),
  transform('2.10/other', ['2.10.0'], { title: 'another' }),
]

const WANTED = [
  { find: 'OLD', write: 'NEW' },
  { find: 'RISKY', write: 'SURE', safety: 'unsafe' as const, transform: '2.10/other' },
  { find: 'ASK', say: 'decide what `ASK` shall be', suggestion: 'a: 1', transform: '2.10/other' },
  { find: 'WHY', say: 'why?' },
]

const lines = (count: number): string => 'x: 1\n'.repeat(count)

const FILES = {
  'a/one.yaml': `first: OLD # says something\n${lines(20)}second: "OLD"\n`,
  'a/two.json': '{"a": "RISKY"}\n',
  'b/broken.yaml': 'BROKEN',
  'b/three.yaml': `${lines(9)}key: ASK\nkey: WHY\n`,
}

const report = async (): Promise<string> => formatPage(await tell(FILES, WANTED, TRANSFORMS))

const visible = (page: Page, selector: string): Promise<string[]> =>
  page.$$eval(selector, (elements) =>
    elements.filter((element) => element.checkVisibility()).map((element) => element.textContent?.trim() ?? ''),
  )

const paths = (page: Page): Promise<string[]> => visible(page, '.file .path')
const currentLabel = (page: Page): Promise<string | null | undefined> =>
  page.$eval('.block.current', (block) => block.getAttribute('aria-label'))

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const found: unknown = await page.evaluate(`axe.run().then(({ violations }) => violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => id + ' ' + html + ' ' + failureSummary)))`)
  return Array.isArray(found) ? found.map(String) : ['axe gave nothing']
}

describeInBrowser('the page', () => {
  test.each(EXAMPLES)('shows the report of %s', async (name) => {
    const data = JSON.parse(await printed(example(name), '--format', 'json'))
    // Hunks are drawn when they come near the window: here all are.
    const viewport = { width: 1400, height: 30_000 }
    const { page } = await open(await printed(example(name), '--format', 'html'), { viewport })
    expect(await paths(page)).toEqual(data.files.map(({ path }: { path: string }) => path))
    expect(await page.locator('#task-list > li').count()).toBe(data.summary.findings)
    expect(await page.locator('#why-list > li').count()).toBeGreaterThan(3)
    await expect.poll(() => page.locator('.file .note').count()).toBeGreaterThan(3)
    expect(await page.locator('#task-list a[href^="https://"]').count()).toBe(data.summary.findings)
  })

  test('shows hunks with what changed them, findings with lines around, and failures', async () => {
    const { page } = await open(await report())
    expect(await visible(page, '.counts dd')).toEqual(['2', '3', '2', '1', '1', '4'])
    expect(await visible(page, '#file-0 .note')).toEqual([
      'OLD became NEW2.7/renamed · 1 edit',
      'OLD became NEW2.7/renamed · 1 edit',
    ])
    expect(await visible(page, '#file-0 .block:first-child .code')).toEqual([
      'first: OLD # says something',
      'first: NEW # says something',
      'x: 1',
      'x: 1',
      'x: 1',
    ])
    expect(await visible(page, '#file-0 .block:first-child mark')).toEqual(['OLD', 'NEW'])
    expect(await visible(page, '#file-0 .t-key')).toContain('first')
    expect(await visible(page, '#file-0 .t-comment')).toEqual(['# says something', '# says something'])
    expect(await visible(page, '#file-1 .badge')).toEqual(['unsafe'])
    expect(await visible(page, '#file-3 .code')).toEqual(['x: 1', 'x: 1', 'key: ASK', 'key: WHY'])
    expect(await visible(page, '#file-3 .note .message')).toEqual(['decide what ASK shall be', 'why?'])
    expect(await visible(page, '#file-3 pre')).toEqual(['a: 1'])
    expect(await visible(page, '#file-2 .error')).toEqual(['1:1: it does not parse: <bad> & "worse"'])
  })

  test('shows both sides side by side, and remembers that', async () => {
    const { page } = await open(await report())
    await page.click('#split')
    expect(await page.locator('#file-0 .split tr').count()).toBe(8)
    expect(await visible(page, '#file-0 .block:first-child tr:first-child .code')).toEqual([
      'first: OLD # says something',
      'first: NEW # says something',
    ])
    await page.reload()
    expect(await page.locator('.split').count()).toBeGreaterThan(0)
    await page.setViewportSize({ width: 500, height: 800 })
    await page.locator('.split').first().waitFor({ state: 'detached' })
  })

  test('filters by text, file, transform, release and kind', async () => {
    const { page } = await open(await report())
    const all = ['a/one.yaml', 'a/two.json', 'b/broken.yaml', 'b/three.yaml']
    expect(await paths(page)).toEqual(all)
    await page.fill('#filter-text', 'SAYS something')
    expect(await paths(page)).toEqual(['a/one.yaml'])
    expect(await page.locator('#file-0 .block:visible').count()).toBe(1)
    expect(await visible(page, '.file-link')).toEqual(['a/one.yaml'])
    expect(await visible(page, '#shown')).toEqual(['1 of 4 files'])
    expect(await visible(page, '#task-list li')).toEqual([])
    await page.fill('#filter-text', 'nowhere')
    expect(await visible(page, '#nothing')).toEqual(['Nothing matches these filters.'])
    await page.click('#clear')
    expect(await paths(page)).toEqual(all)
    await page.fill('#filter-file', 'B/')
    expect(await paths(page)).toEqual(['b/broken.yaml', 'b/three.yaml'])
    await page.click('#clear')
    await page.selectOption('#filter-transform', { label: '2.10/other' })
    expect(await paths(page)).toEqual(['a/two.json', 'b/three.yaml'])
    expect(await visible(page, '#task-list .message')).toEqual(['decide what ASK shall be'])
    await page.click('#clear')
    await page.selectOption('#filter-release', '2.7')
    expect(await paths(page)).toEqual(['a/one.yaml', 'b/three.yaml'])
    await page.click('#clear')
    const kinds = {
      safe: ['a/one.yaml'],
      unsafe: ['a/two.json'],
      findings: ['b/three.yaml'],
      failed: ['b/broken.yaml'],
    }
    for (const [kind, expected] of Object.entries(kinds)) {
      await page.selectOption('#filter-show', kind)
      expect(await paths(page)).toEqual(expected)
    }
    await page.click('#clear')
    await page.click('#why-list li:first-child summary')
    await page.click('#why-list li:first-child button')
    expect(await paths(page)).toEqual(['a/one.yaml', 'b/three.yaml'])
  })

  test('is walked by keys', async () => {
    const { page } = await open(await report())
    const at = (): Promise<string | null | undefined> => currentLabel(page)
    await page.keyboard.press('j')
    expect(await at()).toBe('a/one.yaml, from line 1')
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    expect(await at()).toBe('a/two.json, from line 1')
    await page.keyboard.press('k')
    expect(await at()).toBe('a/one.yaml, from line 19')
    for (let step = 0; step < 5; step++) await page.keyboard.press('j')
    expect(await at()).toBe('b/three.yaml, from line 8')
    await page.keyboard.press('x')
    await page.keyboard.press('x')
    expect(await page.textContent('#progress')).toBe('2 of 3 done')
    await page.keyboard.press('x')
    expect(await page.textContent('#progress')).toBe('1 of 3 done')
    await page.keyboard.press('/')
    await page.keyboard.type('jkx?')
    expect(await page.inputValue('#filter-text')).toBe('jkx?')
    await page.keyboard.press('Escape')
    await page.keyboard.press('?')
    expect(await page.isVisible('#help')).toBe(true)
    await page.keyboard.press('Escape')
    expect(await page.isVisible('#help')).toBe(false)
    await page.click('#show-help')
    await page.uncheck('#keys')
    await page.click('#help button')
    await page.click('#clear')
    await page.keyboard.press('k')
    expect(await at()).toBe('b/three.yaml, from line 8')
  })

  test('remembers what is ticked, for this report only', async () => {
    const { page } = await open(await report())
    await page.check('#task-list li:nth-child(2) input')
    expect(await page.locator('#file-3 .note input').first().isChecked()).toBe(true)
    await page.reload()
    expect(await page.$$eval('#task-list input', (boxes) => boxes.map((box) => box.matches(':checked')))).toEqual([
      false,
      true,
      false,
    ])
    expect(await visible(page, '.todo-count')).toEqual(['1 left to do', '1 left to do'])
    const key = (html: string): string | undefined => /"key":"(\w{16})"/.exec(html)?.[1]
    expect(key(await report())).toBe(key(await report()))
    expect(key(formatPage(await tell({ ...FILES, c: 'OLD' }, WANTED, TRANSFORMS)))).not.toBe(key(await report()))
  })

  test('keeps the chosen theme', async () => {
    const { page } = await open(await report(), { colorScheme: 'dark' })
    const background = (): Promise<unknown> => page.evaluate('getComputedStyle(document.body).backgroundColor')
    expect(await background()).toBe('rgb(14, 17, 19)')
    await page.keyboard.press('t')
    expect(await background()).toBe('rgb(244, 245, 247)')
    await page.reload()
    expect(await background()).toBe('rgb(244, 245, 247)')
  })

  test('shows markup and scripts in files as the text they are', async () => {
    const evil = '</script><script>document.title = "owned"</script><!--<img src=x onerror="document.title=1">'
    const files = { [`a${evil.replaceAll('/', '')}.yaml`]: `a: OLD ${evil}\nb: ASK\u202e\u0007\n` }
    const { page } = await open(
      formatPage(await tell(files, [...WANTED, { find: 'ASK', say: evil, suggestion: evil }], TRANSFORMS)),
    )
    expect(await page.title()).toBe('2.6 to 2.11: Kuma and Kong Mesh configuration')
    expect(await visible(page, '.file .code')).toEqual([`a: OLD ${evil}`, `a: NEW ${evil}`, 'b: ASK\\u{202e}\\u{7}'])
    expect(await visible(page, '#task-list .message')).toContain(evil)
    expect(await page.locator('img, script:not([type]) ~ script').count()).toBe(0)
  })

  test('can load and send nothing, even when made to', async () => {
    const { page, complaints, requests } = await open(await report())
    await page.evaluate(`
      document.body.append(Object.assign(new Image(), { src: 'https://example.org/x.png' }))
      document.body.append(Object.assign(document.createElement('script'), { textContent: 'document.title = "owned"' }))
      fetch('https://example.org').catch(() => undefined)
    `)
    expect(await page.title()).not.toBe('owned')
    // Asked for, and refused: the policy says so of each.
    expect(requests.splice(0)).toEqual(['https://example.org/x.png'])
    const refused = complaints.splice(0)
    expect(refused.length).toBeGreaterThan(2)
    for (const complaint of refused)
      expect(complaint).toMatch(
        /violates the following Content Security Policy|violates the document's Content Security Policy/,
      )
  })

  test.each(['light', 'dark'] as const)('is accessible when %s', async (colorScheme) => {
    const { page } = await open(await report(), { colorScheme })
    expect(await violations(page)).toEqual([])
    await page.click('#split')
    await page.keyboard.press('x')
    await page.keyboard.press('?')
    expect(await violations(page)).toEqual([])
  })

  test.each(EXAMPLES)('%s is accessible and fits a phone', async (name) => {
    const html = await printed(example(name), '--format', 'html')
    const { page } = await open(html, { viewport: { width: 320, height: 640 } })
    const overflow = (): Promise<number> => page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
    expect(await overflow()).toBeLessThanOrEqual(0)
    await page.keyboard.press('j')
    expect(await page.isVisible('.block.current .code')).toBe(true)
    expect(await page.isVisible('#filter-text')).toBe(false)
    await page.click('#side-toggle')
    expect(await page.isVisible('#filter-text')).toBe(true)
    expect(await overflow()).toBeLessThanOrEqual(0)
    expect(await violations(page)).toEqual([])
  })
})
