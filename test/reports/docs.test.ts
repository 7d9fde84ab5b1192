import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { packageVersion } from '../../src/files/package.ts'
import { temporaryFolder } from '../fake.ts'
import { printed } from './tell.ts'

const DOCS = new URL('../../docs/reports.md', import.meta.url)

/** Set to write what is printed today into the page, to be read before it is committed. */
const record = process.env.RECORD === '1'

/** The lines of a fenced block that a word after its language names. */
function example(page: string, name: string): { start: number; end: number } {
  const fence = new RegExp(`^(\`{3,})\\w+ ${name}\\n`, 'm').exec(page)
  if (fence === null) throw new Error(`docs/reports.md has no example of ${name}`)
  const start = fence.index + fence[0].length
  return { start, end: page.indexOf(`${fence[1]}\n`, start) }
}

/** What the page shows of a format's output. */
function shown(name: string, output: string): string {
  const text = output.replaceAll(packageVersion(), '0.1.0')
  if (name === 'sarif') return `${JSON.stringify(JSON.parse(text).runs[0].results, undefined, 2)}\n`
  if (name === 'html') return `${/default-src[^"]*/.exec(text.replace(/sha256-[\w+/=]{44}/g, 'sha256-…'))?.[0]}\n`
  return text
}

test.each(['json', 'sarif', 'github', 'junit', 'markdown', 'html'])('the page shows %s as it is', async (name) => {
  const page = readFileSync(DOCS, 'utf8')
  const input = example(page, 'input')
  const folder = temporaryFolder({ 'zone.env': page.slice(input.start, input.end) })
  const args = ['--only', '2.7/dp-server-auth', '--from', '2.6', '--to', '2.7', '--format', name]
  const text = shown(name, await printed(folder, ...args))
  const { start, end } = example(page, name)
  if (record) writeFileSync(DOCS, page.slice(0, start) + text + page.slice(end))
  else expect(page.slice(start, end)).toBe(text)
})
