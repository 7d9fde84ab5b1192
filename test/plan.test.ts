import { describe, expect, test } from 'vitest'
import type { Note } from '../src/note.ts'
import { dueBefore, formatHop, hopOf, hopsBetween, timingOf, windowsOf } from '../src/plan.ts'
import type { Request } from '../src/result.ts'
import { parseRange } from '../src/steps.ts'
import { applyEdits, regionsOf } from '../src/text.ts'
import { contents, ENGINE, temporaryFolder, transform } from './fake.ts'
import { run } from './run.ts'

function note(id: string, release: string, until?: string): Note {
  const rest = {
    product: 'kuma',
    title: id,
    disposition: 'advise',
    standing: 'accurate',
    ifLeft: '',
    evidence: [],
  } as const
  return until === undefined ? { id, release, ...rest } : { id, release, until, ...rest }
}

const hops = (from: string, to: string): string[] => hopsBetween(parseRange(from, to)).map(formatHop)

test('hops are two minors wide at most', () => {
  expect(hops('2.6', '2.11')).toEqual(['2.6 to 2.8', '2.8 to 2.10', '2.10 to 2.11'])
  expect(hops('2.6', '2.7')).toEqual(['2.6 to 2.7'])
  expect(hops('1.8', '2.3')).toEqual(['1.8 to 2.0', '2.0 to 2.2', '2.2 to 2.3'])
  expect(hops('2.11.3', '2.11.20')).toEqual(['2.11.3 to 2.11.20'])
  expect(hops('2.9.4', '2.11.14')).toEqual(['2.9.4 to 2.11.14'])
})

test('a release belongs to the hop that crosses it', () => {
  const list = hopsBetween(parseRange('2.6', '2.11'))
  const of = (at: string): string | undefined => {
    const hop = hopOf(list, at)
    return hop === undefined ? undefined : formatHop(hop)
  }
  expect(of('2.7.0')).toBe('2.6 to 2.8')
  expect(of('2.8.0')).toBe('2.6 to 2.8')
  expect(of('2.7.26')).toBe('2.6 to 2.8')
  expect(of('2.11.14')).toBe('2.10 to 2.11')
  expect(of('2.6.0')).toBeUndefined()
})

describe('an edit may be merged', () => {
  const [hop] = hopsBetween(parseRange('2.6', '2.8'))
  const timing = (acceptedSince: string | undefined, readUntil: string | undefined): string | undefined =>
    hop === undefined ? undefined : timingOf({ acceptedSince, readUntil }, hop)

  test('before, when the running release reads the new form', () => expect(timing('2.2', '2.6')).toBe('before'))
  test('with the upgrade, when no release reads both', () => expect(timing('2.7', '2.6')).toBe('with'))
  test('after it, when the new release still reads the old form', () => {
    expect(timing('2.7', '2.8')).toBe('after')
    expect(timing('2.7', undefined)).toBe('after')
  })
  test('with the upgrade, when the old form is taken out and still read', () =>
    expect(timing(undefined, '2.6')).toBe('with'))
  test('before, when the old form is taken out and read no more', () => expect(timing(undefined, '2.4')).toBe('before'))
})

describe('hops stop', () => {
  const route = (from: string, to: string, ...windows: { since: string; until: string }[]): string[] =>
    hopsBetween(parseRange(from, to), windows).map(formatHop)

  test('on a release that takes the old and the new alike, where they would leap over it', () => {
    expect(route('2.0', '2.4', { since: '2.1', until: '2.1' })).toEqual(['2.0 to 2.1', '2.1 to 2.3', '2.3 to 2.4'])
    expect(route('2.0.3', '2.2.1', { since: '2.1', until: '2.1' })).toEqual(['2.0.3 to 2.1', '2.1 to 2.2.1'])
  })

  test('nowhere else', () => {
    expect(route('2.1', '2.4', { since: '2.1', until: '2.1' })).toEqual(['2.1 to 2.3', '2.3 to 2.4'])
    expect(route('2.0', '2.4', { since: '2.1', until: '2.2' })).toEqual(['2.0 to 2.2', '2.2 to 2.4'])
    expect(route('2.0', '2.4', { since: '2.8', until: '2.8' })).toEqual(['2.0 to 2.2', '2.2 to 2.4'])
  })

  test('for edits with both forms in one release, and for notes with a last release', () => {
    const a = transform('2.2/a', ['2.2.0'], { acceptedSince: '2.1', readUntil: '2.1' })
    const b = transform('2.2/b', ['2.2.0'], { acceptedSince: '2.2', readUntil: '2.1' })
    expect(windowsOf([a, b, transform('2.2/c', ['2.2.0'])], [note('x', '2.0'), note('y', '2.3', '2.8')])).toEqual([
      { since: '2.3', until: '2.8' },
      { since: '2.1', until: '2.1' },
    ])
  })
})

test('what must be done first is told at the last hop that leaves time for it', () => {
  const due = [note('tokens', '2.0', '2.6'), note('other', '2.0')]
  const [first, second, third] = hopsBetween(parseRange('2.4', '2.9'))
  const told = [first, second, third].map((hop) => (hop === undefined ? undefined : dueBefore(due, hop).length))
  expect(told).toEqual([0, 1, 0])
})

describe('a plan', () => {
  const transforms = [
    transform('2.7/now', ['2.7.0'], { acceptedSince: '2.2', readUntil: '2.6' }),
    transform('2.9/with', ['2.9.0'], { acceptedSince: '2.9', readUntil: '2.8' }),
    transform('2.9/now', ['2.9.0'], { acceptedSince: '2.5', readUntil: '2.8' }),
    transform('2.9/then', ['2.9.0'], { acceptedSince: '2.7', readUntil: '2.8' }),
    transform('2.9/wait', ['2.9.0'], { acceptedSince: '2.9', readUntil: '2.12' }),
  ]
  const migrate = (text: string) => {
    const edits = transforms.map(({ id, since: [release = ''], notes }, line) => {
      const span = { start: line * 2, end: line * 2 + 1 }
      return { transform: id, notes, safety: 'safe', release, span, before: 'a', after: 'b' } as const
    })
    const changes = edits.map(({ span }) => ({ ...span, text: 'b' }))
    const findings = [
      { transform: '2.7/now', notes: [], release: '2.7.0', offset: 10, message: 'decide' },
      { transform: 'mesh-migrate-ignore', notes: [], offset: 12, message: 'suppresses nothing' },
    ]
    return { text: applyEdits(text, changes), regions: regionsOf(changes), edits, findings }
  }
  const parts = { transforms, engine: { ...ENGINE, migrate } }
  const files = { 'a.yaml': 'a\na\na\na\na\nKUMA_\nx\n' }

  test('says of each edit when it may be merged', async () => {
    const folder = temporaryFolder(files)
    const { code, stdout } = await run(folder, ['plan', '--from', '2.6', '--to', '2.9'], { parts })
    expect(code).toBe(0)
    const shown = stdout
      .replace(/No file shows:\n( {2}.*\n)+/g, 'ADVICE\n')
      .replace(/(system.*:)\n( {2}.*\n)+/g, '$1 …\n')
    expect(shown).toBe(
      [
        '2 upgrades: 2.6 to 2.8, 2.8 to 2.9',
        'Kuma supports upgrades over at most two minor releases at a time.',
        '',
        '# 2.6 to 2.8',
        '',
        'On the running system, before this upgrade: …',
        '',
        'Edits that may be merged now:',
        '  2.7/now  the title of 2.7/now',
        '    a.yaml:1',
        '',
        'Left to you:',
        '  a.yaml:6:1: decide',
        '  a.yaml:6:3: suppresses nothing',
        '',
        'ADVICE',
        '',
        '# 2.8 to 2.9',
        '',
        'On the running system, before this upgrade: …',
        '',
        'Edits that may be merged now:',
        '  2.9/now  the title of 2.9/now',
        '    a.yaml:3',
        '',
        'Edits that may be merged once 2.8 runs, before this upgrade:',
        '  2.9/then  the title of 2.9/then',
        '    a.yaml:4',
        '',
        'Edits that must be merged together with this upgrade:',
        '  2.9/with  the title of 2.9/with',
        '    a.yaml:2',
        '',
        'Edits that must wait until 2.9 runs:',
        '  2.9/wait  the title of 2.9/wait',
        '    a.yaml:5',
        '',
      ].join('\n'),
    )
    expect(contents(folder, 'a.yaml')).toBe(files['a.yaml'])
  })

  test('names what must be done on the running system first', async () => {
    const { stdout } = await run(temporaryFolder(), ['plan', '--from', '2.5', '--to', '2.8'], { parts })
    expect(stdout).toContain('# 2.5 to 2.7\n\nOn the running system, before this upgrade:\n  Zone ingress tokens ')
    expect(stdout).toContain('# 2.7 to 2.8\n\nOn the running system, before this upgrade:\n  pgx is ')
  })

  test('of the next hop only, as JSON', async () => {
    const args = ['plan', '--from', '2.6', '--to', '2.9', '--hop', '--format', 'json']
    const plan = JSON.parse((await run(temporaryFolder(files), args, { parts })).stdout)
    expect(plan).toMatchObject({ schemaVersion: 1, from: '2.6', to: '2.9', hops: [{ from: '2.6', to: '2.8' }] })
    expect(plan.hops).toHaveLength(1)
    const edit = {
      path: 'a.yaml',
      line: 1,
      column: 1,
      transform: '2.7/now',
      title: 'the title of 2.7/now',
      merge: 'now',
    }
    expect(plan.hops[0].edits).toEqual([edit])
    expect(plan.hops[0].findings[0]).toEqual({
      path: 'a.yaml',
      line: 6,
      column: 1,
      transform: '2.7/now',
      message: 'decide',
    })
    expect(plan.hops[0].due.map(({ note }: { note: string }) => note)).toContain('zone-ingress-token-deprecated')
  })
})

describe('--hop', () => {
  const transforms = [transform('2.7/a', ['2.7.0']), transform('2.9/b', ['2.9.0'])]
  const asked: string[][] = []
  const migrate = (text: string, _: string, { steps }: Request) => {
    asked.push(steps.map(({ release }) => release))
    return { text, regions: [], edits: [], findings: [] }
  }
  const parts = { transforms, engine: { ...ENGINE, migrate } }

  test('runs to the end of the first hop, and says so', async () => {
    asked.length = 0
    const { code, stderr } = await run(
      temporaryFolder({ 'a.yaml': 'KUMA_' }),
      ['--from', '2.6', '--to', '2.9', '--hop'],
      {
        parts,
      },
    )
    expect(code).toBe(0)
    expect(stderr).toBe('--hop: 2.6 to 2.8 only; then 2.8 to 2.9\n2.6 to 2.8: nothing to do, 1 file looked at\n')
    expect(asked).toEqual([['2.7.0', '2.9.0'], ['2.7.0']])
  })

  test('says where there is only one', async () => {
    const { stderr } = await run(temporaryFolder(), ['--from', '2.6', '--to', '2.7.1', '--hop'], { parts })
    expect(stderr).toContain('--hop: 2.6 to 2.7.1 only; it is the last one\n')
  })
})
