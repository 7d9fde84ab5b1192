import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished } from 'vitest'

const EXECUTABLE = '/usr/bin/chromium'
const ARGUMENTS = [
  '--no-sandbox',
  '--headless=new',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A report in a browser, and what the browser said about it. */
interface Opened {
  readonly page: Page
  /** Errors and warnings of the console, and errors nobody caught. */
  readonly complaints: string[]
  /** What was asked of anything but the report's file. */
  readonly requests: string[]
}

let browser: Browser | undefined

/** Tests in a real browser; skipped, which is said, where it is not installed. */
export function describeInBrowser(name: string, tests: () => void): void {
  if (!existsSync(EXECUTABLE)) {
    console.warn(`skipped: ${name}: ${EXECUTABLE} is not there; apt-get install chromium`)
    describe.skip(name, tests)
    return
  }
  describe(name, () => {
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath: EXECUTABLE, args: ARGUMENTS })
    }, 60_000)
    afterAll(async () => {
      await browser?.close()
    })
    tests()
  })
}

/** Opens a report from a file of its own. When the test ends, nothing may have been complained about or asked for. */
export async function open(html: string, options: BrowserContextOptions = {}): Promise<Opened> {
  if (browser === undefined) throw new Error('no browser runs')
  const folder = mkdtempSync(join(tmpdir(), 'mesh-migrate-page-'))
  const file = join(folder, 'report.html')
  writeFileSync(file, html)
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, ...options })
  const page = await context.newPage()
  const opened: Opened = { page, complaints: [], requests: [] }
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) opened.complaints.push(message.text())
  })
  page.on('pageerror', (error) => opened.complaints.push(String(error)))
  page.on('request', (request) => {
    if (!request.url().startsWith(pathToFileURL(file).href)) opened.requests.push(request.url())
  })
  onTestFinished(async () => {
    await context.close()
    rmSync(folder, { recursive: true, force: true })
    expect(opened.complaints).toEqual([])
    expect(opened.requests).toEqual([])
  })
  await page.goto(pathToFileURL(file).href)
  return opened
}
