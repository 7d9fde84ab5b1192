import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parseRelease } from '../src/release.ts'
import { transforms } from '../transforms/index.ts'
import { notes } from '../transforms/notes.ts'

const ids = new Set(notes.map((note) => note.id))

describe('every note', () => {
  test('is there once', () => expect([...ids]).toHaveLength(notes.length))

  test.each(notes.map((note) => [note.id, note] as const))('%s is carried out, or says why not', (_, note) => {
    const carriers = transforms.filter((transform) => transform.notes.includes(note.id))
    expect(parseRelease(note.release), 'a release').toBeDefined()
    if (note.disposition === 'advise') expect(note.advice, 'advice').toBeTruthy()
    else if (carriers.length === 0) expect(note.uncovered, 'a transform, or a reason').toBeTruthy()
    if (note.standing !== 'accurate') expect(note.differs, 'what the source says').toBeTruthy()
    expect(note.evidence.length).toBeGreaterThan(0)
  })
})

test.each(transforms.map((transform) => [transform.id, transform] as const))(
  '%s names notes that there are',
  (_, transform) => {
    expect(transform.notes.length).toBeGreaterThan(0)
    expect(transform.notes.filter((id) => !ids.has(id))).toEqual([])
    for (const { note } of transform.rules) if (note !== undefined) expect(transform.notes).toContain(note)
  },
)

const shelf = fileURLToPath(new URL('../../shared/ledger', import.meta.url))

interface Entry {
  readonly id: string
  readonly disposition: string
  readonly product: string
}

/** The reference shelf is beside the project where it is developed, and not in a clone. */
describe.skipIf(!existsSync(shelf))('the ledger', () => {
  const releases = existsSync(shelf) ? readdirSync(shelf).filter((name) => /^2\.\d+\.json$/.test(name)) : []
  test.each(releases)('%s is covered', (name) => {
    const entries: readonly Entry[] = JSON.parse(readFileSync(`${shelf}/${name}`, 'utf8'))
    const missing = entries.filter((entry) => !ids.has(entry.id)).map((entry) => entry.id)
    expect(missing).toEqual([])
    for (const entry of entries) {
      const note = notes.find((candidate) => candidate.id === entry.id)
      expect(`${entry.id} ${note?.disposition} ${note?.product}`).toBe(
        `${entry.id} ${entry.disposition} ${entry.product}`,
      )
    }
  })
})
