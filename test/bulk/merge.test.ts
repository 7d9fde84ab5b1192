import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { main } from '../../src/cli.ts'
import { concernOf } from '../../src/report/fleet-concern.ts'
import type { Report, ReportedFile } from '../../src/report/json.ts'
import { transforms } from '../../transforms/index.ts'
import { temporaryFolder, transform } from '../fake.ts'
import { describeInBrowser, open } from '../reports/browser.ts'

const TRANSFORMS = [
  transform('2.7/server-auth', ['2.7.0'], { title: '`auth` became `authn`' }),
  transform('2.9/names', ['2.9.0'], { title: 'names | are shorter' }),
]

async function merge(cwd: string, ...operands: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const chunks = { out: '', err: '' }
  const output = (name: 'out' | 'err') => ({
    write(chunk: string | Uint8Array, done: () => void) {
      chunks[name] += Buffer.from(chunk).toString()
      done()
    },
  })
  const streams = { stdin: Readable.from([]), stdout: output('out'), stderr: output('err') }
  const code = await main(['merge', ...operands, '-C', cwd], {}, streams, { transforms: TRANSFORMS })
  return { code, ...chunks }
}

function report(...files: readonly ReportedFile[]): Report {
  const count = (status: ReportedFile['status']): number => files.filter((file) => file.status === status).length
  const edits = files.reduce((sum, file) => sum + file.edits.length, 0)
  const findings = files.reduce((sum, file) => sum + file.findings.length, 0)
  const statuses = {
    changed: count('changed'),
    flagged: count('flagged'),
    failed: count('failed'),
    skipped: count('skipped'),
  }
  const summary = { files: 10 + files.length, ...statuses, edits, findings, found: edits + findings, suppressed: 0 }
  return { schemaVersion: 1, tool: { name: 'mesh-migrate', version: '1.2.3' }, from: '2.6', to: '2.11', files, summary }
}

const at = (id: string, line = 1) => ({ transform: id, note: `note-${id}`, notes: [`note-${id}`], line, column: 1 })
const edited = (path: string, ...ids: readonly string[]): ReportedFile => ({
  path,
  status: 'changed',
  edits: ids.map((id) => ({ ...at(id), safety: 'safe', before: 'a', after: 'b' })),
  findings: [],
})
const asking = (path: string, ...ids: readonly string[]): ReportedFile => ({
  path,
  status: 'flagged',
  edits: [],
  findings: ids.map((id, index) => ({ ...at(id, index + 1), message: `decide about \`${id}\`` })),
})
const lost = (path: string, status: 'failed' | 'skipped'): ReportedFile => {
  return { path, status, edits: [], findings: [], error: '3:1: it does not parse' }
}

const FLEET = {
  'clean.json': report(),
  'ready.json': report(edited('a.yaml', '2.9/names', '2.7/server-auth', '2.9/names')),
  'decide.json': report(asking('a.yaml', '2.9/names', '2.9/names', '2.9/names')),
  'skipped.json': report(lost('a.bin', 'skipped')),
  'unsafe-one.json': report(asking('a.yaml', '2.7/server-auth'), edited('b.yaml', '2.9/names')),
  'unsafe-two.json': report(asking('a.yaml', '2.7/server-auth', '2.7/server-auth')),
  'failed.json': report(lost('a.yaml', 'failed')),
}

const fleetFolder = (files: { readonly [name: string]: unknown } = FLEET): string => {
  const texts = Object.entries(files).map(([name, content]) => [name, JSON.stringify(content)])
  return temporaryFolder(Object.fromEntries(texts))
}

async function merged(folder: string, ...operands: readonly string[]) {
  const { code, out, err } = await merge(folder, '--format', 'json', ...operands)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  return JSON.parse(out)
}

const names = ({ repositories }: { repositories: { name: string }[] }): string[] => repositories.map(({ name }) => name)

describe('who must act first', () => {
  test('failed files, then security, then counts', async () => {
    const fleet = await merged(fleetFolder(), ...Object.keys(FLEET))
    expect(fleet.repositories.map(({ name, state }: { name: string; state: string }) => [name, state])).toEqual([
      ['failed', 'failed'],
      ['unsafe-two', 'security'],
      ['unsafe-one', 'security'],
      ['decide', 'decide'],
      ['skipped', 'decide'],
      ['ready', 'ready'],
      ['clean', 'clean'],
    ])
    expect(fleet.summary).toEqual({
      repositories: 7,
      states: { failed: 1, security: 2, decide: 2, ready: 1, clean: 1 },
      files: 77,
      changed: 2,
      failed: 1,
      skipped: 1,
      edits: 4,
      findings: 6,
      security: 3,
    })
  })

  test('does not depend on the order of the reports', async () => {
    const folder = fleetFolder()
    const forth = await merge(folder, ...Object.keys(FLEET))
    expect(await merge(folder, ...Object.keys(FLEET).reverse())).toEqual(forth)
  })

  test('what is done and left, by note, in the order of the releases', async () => {
    const files = { ...FLEET, 'new.json': report(edited('x', '3.9/z', '3.9/a')) }
    const { notes } = await merged(fleetFolder(files), ...Object.keys(files))
    const known = { concern: 'authentication', notes: ['note-2.7/server-auth'], title: '`auth` became `authn`' }
    expect(notes).toEqual([
      { transform: '2.7/server-auth', ...known, edits: 1, findings: 3, edited: 1, asking: 2 },
      {
        transform: '2.9/names',
        notes: ['note-2.9/names'],
        title: 'names | are shorter',
        edits: 3,
        findings: 3,
        edited: 2,
        asking: 1,
      },
      { transform: '3.9/a', notes: ['note-3.9/a'], title: '3.9/a', edits: 1, findings: 0, edited: 1, asking: 0 },
      { transform: '3.9/z', notes: ['note-3.9/z'], title: '3.9/z', edits: 1, findings: 0, edited: 1, asking: 0 },
    ])
  })

  test('the transforms there are', () => {
    const concerned = transforms.filter(({ id, title }) => concernOf(id, title) !== undefined).map(({ id }) => id)
    for (const id of ['2.7/dp-server-auth', '2.7/tls-verification', '2.7/config-access', '2.11/sidecar-privileges']) {
      expect(concerned).toContain(id)
    }
    for (const id of ['2.11/api-paths', '2.11/tcp-access-log', '2.8/postgres-driver', '2.9/inbound-v6-port']) {
      expect(concerned).not.toContain(id)
    }
  })
})

describe('names', () => {
  test('come from files, with folders where files are called alike, or are given', async () => {
    const folder = temporaryFolder(
      Object.fromEntries(
        ['a/x/r.json', 'b/x/r.json', 'b/y/r.json', 'one.json', 'k=v.json', 'w.JSON'].map((path) => [
          path,
          JSON.stringify(report()),
        ]),
      ),
    )
    const operands = ['a/x/r.json', 'b/x/r.json', './b/y/r.json', 'acme/one=one.json', 'k=v.json', 'w.JSON']
    expect(names(await merged(folder, ...operands))).toEqual(['a/x/r', 'acme/one', 'b/x/r', 'k=v', 'w', 'y/r'])
  })

  test.each([
    [['one.json', 'one.json'], 'one.json is given twice.'],
    [['one.json', './one.json'], './one.json is given twice.'],
    [['one.json', 'two=one.json'], 'one.json is given twice.'],
    [['x=one.json', 'x=two.json'], 'one.json and two.json are both called x: name them, as in NAME=one.json.'],
  ])('%j', async (operands, message) => {
    const folder = fleetFolder({ 'one.json': report(), 'two.json': report() })
    const { code, out, err } = await merge(folder, ...operands)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(message)
  })

  test('a thousand files of one name', async () => {
    const paths = Array.from({ length: 1_000 }, (_, index) => `org/repository-${index}/report.json`)
    const folder = temporaryFolder(Object.fromEntries(paths.map((path) => [path, JSON.stringify(report())])))
    expect(names(await merged(folder, ...paths))).toHaveLength(1_000)
  })
})

describe('what is no report ends the run with 2 and its name', () => {
  const good = report(asking('a.yaml', '2.9/names'))
  test.each([
    ['', /bad\.json is no JSON report: Unexpected end of JSON input/],
    ['{"schemaVersion": 1, "tool"', /bad\.json is no JSON report: /],
    ['[]', /bad\.json is no JSON report: it is not an object/],
    ['{}', /bad\.json is no JSON report: its schemaVersion is missing, this program reads 1/],
    [JSON.stringify({ ...good, schemaVersion: 2 }), /its schemaVersion is 2, this program reads 1/],
    [JSON.stringify({ ...good, schemaVersion: '1' }), /its schemaVersion is "1", this program reads 1/],
    [JSON.stringify({ ...good, files: {} }), /files is not a list/],
    [JSON.stringify({ ...good, files: [{ path: 'x', status: 'odd' }] }), /the status of "x" is not known/],
    [JSON.stringify({ ...good, files: [{ ...good.files[0], findings: [{ ...at('x') }] }] }), /message is not a text/],
    [JSON.stringify({ ...good, summary: { ...good.summary, edits: null } }), /edits is not a number/],
    ['{"fleetVersion": 1}', /it is a fleet report already, leave it out/],
  ])('%s', async (text, message) => {
    const folder = fleetFolder()
    writeFileSync(join(folder, 'bad.json'), text)
    const { code, out, err } = await merge(folder, 'clean.json', 'bad.json', '--format', 'html')
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(message)
    expect(err.trimEnd()).not.toContain('\n')
  })

  test.each([
    [['none.json'], /none\.json: it is not there/],
    [['x=none.json'], /none\.json: it is not there/],
    [[], /merge takes JSON reports, as in mesh-migrate merge reports\/\*\.json\./],
    [['clean.json', '--format', 'sarif'], /--format sarif: merge gives one of markdown, html, json, csv\./],
    [['clean.json', '--report', 'json:x.json'], /--report does not go with merge\./],
    [['clean.json', '--from', '2.6'], /--from does not go with merge\./],
  ])('%j', async (operands, message) => {
    const { code, out, err } = await merge(fleetFolder(), ...operands)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(message)
  })

  test('a field that came later is no fault', async () => {
    const folder = fleetFolder({ 'a.json': { ...good, later: 1, files: [{ ...good.files[0], later: [] }] } })
    expect((await merged(folder, 'a.json')).repositories[0]).not.toHaveProperty('later')
  })
})

describe('CSV', () => {
  test('a line for each repository and transform', async () => {
    const files = ['failed.json', 'unsafe-one.json', 'ready.json', 'clean.json']
    const { out } = await merge(fleetFolder(), ...files, '--format', 'csv')
    expect(out).toBe(
      [
        'rank,repository,state,from,to,transform,concern,edits,findings,failed,skipped',
        '1,failed,failed,2.6,2.11,,,0,0,1,0',
        '2,unsafe-one,security,2.6,2.11,2.7/server-auth,authentication,0,1,0,0',
        '2,unsafe-one,security,2.6,2.11,2.9/names,,1,0,0,0',
        '3,ready,ready,2.6,2.11,2.7/server-auth,authentication,1,0,0,0',
        '3,ready,ready,2.6,2.11,2.9/names,,2,0,0,0',
        '4,clean,clean,2.6,2.11,,,0,0,0,0',
        '',
      ].join('\r\n'),
    )
  })

  test('is neither broken nor run by a name', async () => {
    const hostile = report(edited('a.yaml', '=HYPERLINK("x")'))
    const { out } = await merge(fleetFolder({ 'a.json': hostile }), '--format=csv', '+1, "x"\n\u202e=a.json')
    const [, line] = out.split('\r\n')
    expect(line).toBe(`1,"'+1, ""x""\\n\\u{202e}",ready,2.6,2.11,"'=HYPERLINK(""x"")",,1,0,0,0`)
  })
})

describe('Markdown', () => {
  test('is what there is without --format', async () => {
    const { out } = await merge(fleetFolder(), 'unsafe-one.json', 'clean.json')
    expect(out).toBe(
      [
        '## 2 repositories',
        '',
        '1 edit in 1 file. 1 finding left to decide, 1 of them about security. 0 files failed, 0 skipped.',
        '',
        '| state | | repositories |',
        '|---|---|---:|',
        '| failed | files could not be migrated | 0 |',
        '| security | something to decide that concerns security | 1 |',
        '| decide | something to decide | 0 |',
        '| ready | nothing left but to merge | 0 |',
        '| clean | nothing to do | 1 |',
        '',
        '### Repositories, who must act first on top',
        '',
        '| repository | state | failed | security | left | edits | range | left by |',
        '| --- | --- | --- | --- | --- | --- | --- | --- |',
        '| `unsafe-one` | security | 0 | 1 | 1 | 1 | 2\\.6 to 2.11 | `2.7/server-auth` 1 |',
        '| `clean` | clean | 0 | 0 | 0 | 0 | 2\\.6 to 2.11 |  |',
        '',
        '### Notes',
        '',
        '| note | edits | repositories | left | repositories | left to |',
        '| --- | --- | --- | --- | --- | --- |',
        '| `2.7/server-auth` `auth` became `authn` (authentication) | 0 | 0 | 1 | 1 | `unsafe-one` |',
        '| `2.9/names` names \\| are shorter | 1 | 1 | 0 | 0 |  |',
        '',
        'Made with mesh-migrate 0.1.0.',
        '',
      ].join('\n'),
    )
  })

  test('says how much there is no room for', async () => {
    const long = Array.from({ length: 2_000 }, (_, index): [string, Report] => {
      return [
        `${'a-rather-long-name-'.repeat(3)}${index}.json`,
        report(asking('a.yaml', '2.7/server-auth', '2.9/names')),
      ]
    })
    const { out } = await merge(fleetFolder(Object.fromEntries(long)), ...long.map(([name]) => name))
    expect(out.length).toBeLessThan(58_000)
    expect(out.length).toBeGreaterThan(50_000)
    const rows = out.split('\n').filter((line) => line.includes('| security |') && line.startsWith('| `a-rather'))
    expect(out).toContain(`\n… and ${2_000 - rows.length} more: see the report as HTML or CSV.\n`)
    expect(out).toContain(' and 1988 more |')
  })

  test('a name is no markup', async () => {
    const { out } = await merge(fleetFolder({ 'a.json': report() }), '@all | <b>`x`=a.json')
    expect(out).toContain('| `` @all \\| <b>`x` `` | clean |')
  })
})

const HOSTILE = '</style><script>alert(1)</script><img src="http://x.example/y">'

describe('HTML', () => {
  const hostile = report(asking(HOSTILE, HOSTILE), { ...lost(HOSTILE, 'failed'), error: HOSTILE })

  test('is one file that holds no markup of others and asks for nothing', async () => {
    const { out } = await merge(
      fleetFolder({ 'a.json': { ...hostile, from: HOSTILE } }),
      '--format',
      'html',
      `${HOSTILE.replaceAll('=', '')}=a.json`,
    )
    expect(out).not.toMatch(/<script|<img|<link|<iframe/)
    expect(out.match(/https?:\/\/(?!x\.example)/)).toBe(null)
    expect(out).toContain('&lt;script&gt;alert(1)')
    expect(out).toContain("default-src 'none'; style-src 'sha256-")
  })
})

describeInBrowser('the HTML page', () => {
  test('shows who must act first, the table and the notes, and hides what is not chosen', async () => {
    const { out } = await merge(fleetFolder(), ...Object.keys(FLEET), '--format', 'html')
    const { page } = await open(out, { javaScriptEnabled: false })
    expect(await page.locator('ol.rows .reason').allTextContents()).toEqual(
      names(await merged(fleetFolder(), ...Object.keys(FLEET))),
    )
    expect(await page.locator('thead th').allTextContents()).toEqual(['repository', '2.7/server-auth', '2.9/names'])
    expect(await page.locator('tbody tr').nth(2).locator('th, td').allTextContents()).toEqual([
      'unsafe-one',
      '1 ?',
      '1 ✓',
    ])
    await page.click('text=unsafe-two')
    expect(await page.locator('details[open] .place').allTextContents()).toEqual(['a.yaml:1', 'a.yaml:2'])
    expect(await page.locator('details[open] h3').innerText()).toBe('2.7/server-auth authentication')
    await page.check('#show-failed')
    expect(await page.locator('ol.rows > li:visible .reason').allTextContents()).toEqual(['failed'])
    expect(await page.locator('tbody tr:visible th').allTextContents()).toEqual(['failed'])
    await page.check('#show-all')
    expect(await page.locator('tbody tr:visible').count()).toBe(7)
  })

  test.each(['light', 'dark'] as const)('has the colours of the theme: %s', async (colorScheme) => {
    const { out } = await merge(fleetFolder(), ...Object.keys(FLEET), '--format', 'html')
    const { page } = await open(out, { colorScheme })
    const colour: unknown = await page.evaluate(`getComputedStyle(document.querySelector('.state.failed')).color`)
    expect(colour).toBe(colorScheme === 'light' ? 'rgb(163, 35, 28)' : 'rgb(255, 157, 150)')
  })

  test('a thousand repositories stay one page', async () => {
    const fleet = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, index) => [`r${index}.json`, FLEET['unsafe-one.json']]),
    )
    const { out } = await merge(fleetFolder(fleet), ...Object.keys(fleet), '--format', 'html')
    const { page } = await open(out, { javaScriptEnabled: false })
    expect(await page.locator('tbody tr').count()).toBe(1_000)
    expect(out.length).toBeLessThan(2_000_000)
  })
})
