import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { readText } from '../../src/dialects/read.ts'
import { leavesOf } from '../../src/leaves.ts'
import { migrate } from '../../src/migrate.ts'
import { migrateText } from '../../src/outcome.ts'
import type { Migration, Request } from '../../src/result.ts'
import { add, defineTransform, remove, rename, set, setting, when } from '../../src/rules.ts'
import { slice } from '../../src/text.ts'
import type { Change, Site } from '../../src/transform.ts'
import { CHANGES } from '../dialects/changes.ts'
import { readPages } from '../dialects/pages.ts'
import { type Fault, FAULTS, OUTER_FAULTS } from './faults.ts'

const planted = vi.hoisted((): { inner: Fault | undefined; outer: Fault | undefined } => ({
  inner: undefined,
  outer: undefined,
}))

/** A format or a dialect that is wrong about where things stand shows in the edits of a site. */
vi.mock(import('../../src/views/index.ts'), async (load) => {
  const real = await load()
  return {
    ...real,
    locate: (place, home, homes) =>
      real.locate(place, home, homes).map((site) => ({
        ...site,
        edit(changes) {
          const edits = site.edit(changes)
          return planted.inner === undefined || 'because' in edits
            ? edits
            : planted.inner.spoil(edits, site.source.text)
        },
      })),
  }
})

/** The same for a text inside a text. */
vi.mock(import('../../src/embedded.ts'), async (load) => {
  const real = await load()
  return {
    ...real,
    embed: (text, span, segments, encode) => {
      const embedded = real.embed(text, span, segments, encode)
      return {
        ...embedded,
        outerEdit(edit) {
          const outer = embedded.outerEdit(edit)
          return planted.outer === undefined || outer === undefined ? outer : planted.outer.spoil([outer], text)[0]
        },
      }
    },
  }
})

const PAGES = readPages(fileURLToPath(new URL('../dialects/pages', import.meta.url)))
/** One in so many; 1: all of them, which takes minutes. */
const EVERY = Number(process.env.PLANTED_EVERY ?? 13)

/** What a text says, wherever it says it: its values under their keys, its commands, its words. */
function meaningOf(text: string, path: string): string {
  const said = readText(text, path, () => true).flatMap(({ source, parsed }) => [
    ...leavesOf(parsed).map(({ keys, value }) => [
      ...keys.map((key) => slice(source.text, key)),
      String(value).replaceAll(/\s+/g, ' ').trim(),
    ]),
    ...parsed.commands.map(({ words }) => words.map((word) => word.source).sort()),
  ])
  return JSON.stringify([said.map((each) => JSON.stringify(each)).sort(), text.match(/[\p{L}\p{N}_]+/gu)?.sort()])
}

const tally = { caught: 0, right: 0, 'of the same meaning': 0, escaped: 0 }
const escaped: string[] = []
let count = 0

function requestOf(transforms: Request['steps'][number]['transforms'], more: Partial<Request> = {}): Request {
  return { steps: [{ release: '2.7.0', transforms }], unsafe: false, answers: new Map(), ...more }
}

describe('a fault in where an edit stands or what it writes', () => {
  test.each(PAGES)('$id', ({ id, sections }) => {
    for (const { surface, given } of sections) {
      if (given === undefined) continue
      const role = given.options.find((option) => option.startsWith('assume='))?.slice('assume='.length)
      const told: Partial<Request> = role === 'values' || role === 'config' ? { toldOf: () => ({ role }) } : {}
      for (const { operation, transform } of CHANGES.filter((each) => each.surface === surface)) {
        const run = (fault: Fault | undefined, side: 'inner' | 'outer'): Migration => {
          planted[side] = fault
          try {
            return migrate(given.before, given.path, requestOf([transform], told))
          } finally {
            planted[side] = undefined
          }
        }
        const right = run(undefined, 'inner')
        if (right.text === given.before) continue
        for (const [side, faults] of [['inner', FAULTS] as const, ['outer', OUTER_FAULTS] as const]) {
          for (const fault of faults) {
            if (++count % EVERY !== 0) continue
            const { text } = run(fault, side)
            const what = judge(text, given, right.text)
            tally[what]++
            if (what === 'escaped') escaped.push(`${id}, ${given.name}, ${operation}: ${side} ${fault.name}`)
          }
        }
      }
    }
  })

  function judge(text: string, given: { readonly before: string; readonly path: string }, right: string) {
    if (text === given.before) return 'caught'
    if (text === right) return 'right'
    return meaningOf(text, given.path) === meaningOf(right, given.path) ? 'of the same meaning' : 'escaped'
  }

  afterAll(() => {
    const told = Object.entries(tally).map(([what, times]) => `${times} ${what}`)
    console.log(`planted faults: ${told.join(', ')}`)
    if (escaped.length > 0) console.log(escaped.join('\n'))
  })

  test('none of these passes that would change what a file says, and hardly any of all', () => {
    expect(tally.caught).toBeGreaterThan(1000)
    if (EVERY === 13) expect(escaped).toEqual([])
    // docs/trust.md has the figure: most take or leave a character beside the edit.
    else expect(escaped.length).toBeLessThan(tally.caught / 250)
  })
})

const OLD = 'KUMA_STORE_OLD'
const TEXT = `env:\n  - name: ${OLD} # kept\n    value: "1"\n  - name: KUMA_STORE_OTHER\n    value: "2"\n`

/** Transforms that a tired author may write. */
const BROKEN: { readonly [name: string]: (site: Site) => readonly Change[] } = {
  throws: () => {
    throw new Error('a secret of the file')
  },
  'never comes to an end': (site) => [set(`${String(site.value)}1`)],
  'writes what is there already': () => [add('store.other', '3')],
  'renames to what is there already': () => [rename('store.other')],
  'takes away and changes': () => [remove(), set('3')],
  'renames twice': () => [rename('store.a'), rename('store.b')],
}

describe('a transform that is wrong', () => {
  test.each(Object.entries(BROKEN))('%s: the file stays as it was', (_, decide) => {
    const transform = {
      id: 'test/broken',
      ...defineTransform({
        title: 'broken',
        since: ['2.7.0'],
        notes: [],
        rules: [when(setting('store.old'), decide)],
      }),
    }
    const outcome = migrateText('a.yaml', { kind: 'text', text: TEXT, bom: false }, requestOf([transform]), migrate)
    expect(outcome.newText).toBe(TEXT)
    expect(outcome.status).not.toBe('changed')
    expect(outcome.error ?? outcome.findings[0]?.message).toBeTruthy()
    expect(JSON.stringify(outcome.error ?? '')).not.toContain('a secret of the file')
  })

  test('steps that undo each other: a second run would change more, so nothing is changed', () => {
    const swap = (from: string, to: string) => ({
      id: `test/${from}`,
      ...defineTransform({
        title: 'swap',
        since: ['2.7.0'],
        notes: [],
        rules: [when(setting(`store.${from}`), () => [rename(`store.${to}`)])],
      }),
    })
    const steps = [
      { release: '2.7.0', transforms: [swap('old', 'new')] },
      { release: '2.8.0', transforms: [swap('new', 'newest')] },
      { release: '2.9.0', transforms: [swap('newest', 'old')] },
    ]
    const result = migrate(TEXT, 'a.yaml', requestOf([], { steps }))
    expect(result.text).toBe(TEXT)
  })
})
