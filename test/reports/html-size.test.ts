import { expect, test } from 'vitest'
import { formatPage } from '../../src/report/html/page.ts'
import { describeInBrowser, open } from './browser.ts'
import { tell } from './tell.ts'

const line = (index: number): string => `a: 1\nb: OLD ${index}\n${'c: 1\n'.repeat(12)}d: "OLD"\ne: ASK\n`

const WANTED = [
  { find: 'OLD', write: 'NEW' },
  { find: 'ASK', say: 'decide what `ASK` shall be' },
]

describeInBrowser('a page of many files', () => {
  test('draws what is near the screen and nothing else', async () => {
    const files = Array.from({ length: 2_000 }, (_, index): [string, string] => {
      return [`deploy/team-${index % 50}/service-${`${index}`.padStart(4, '0')}/values.yaml`, line(index)]
    })
    const { page } = await open(formatPage(await tell(Object.fromEntries(files), WANTED)))
    const drawn = (): Promise<number> => page.locator('.diff').count()
    expect(await page.locator('.file').count()).toBe(2_000)
    expect(await page.locator('.block').count()).toBe(4_000)
    expect(await page.locator('#task-list > li').count()).toBe(100)
    expect(await page.textContent('#more-tasks')).toBe('Show 1900 more')
    expect(await drawn()).toBeLessThan(20)
    await page.fill('#filter-text', 'old 1234')
    expect(await page.locator('.file:visible .path').allTextContents()).toEqual([
      'deploy/team-34/service-1234/values.yaml',
    ])
    await page.click('#file-1234 .fold')
    await page.click('#file-1234 .fold')
    await page.locator('#file-1234 .diff').first().waitFor()
    expect(await drawn()).toBeLessThan(40)
    await page.click('#clear')
    await page.click('.file-link >> nth=1999')
    await page.locator('#file-1999 .diff').first().waitFor()
    await page.keyboard.press('k')
    await page.keyboard.press('j')
    expect(await drawn()).toBeLessThan(100)
    await page.click('#more-tasks')
    expect(await page.locator('#task-list > li').count()).toBe(1_000)
  })

  test('a file of many hunks is drawn piece by piece', async () => {
    const { page } = await open(formatPage(await tell({ 'a.yaml': line(1).repeat(3_000) }, WANTED)))
    expect(await page.locator('.block').count()).toBe(3_001)
    expect(await page.locator('.diff').count()).toBeLessThan(20)
    await page.keyboard.press('k')
    await page.locator('.block.current .diff').waitFor()
    expect(await page.locator('.block.current .note').count()).toBe(2)
    expect(await page.locator('.diff').count()).toBeLessThan(60)
  })
})
