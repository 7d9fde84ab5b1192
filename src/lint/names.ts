import type { Reading } from '../dialects/read.ts'
import { NotLoaded } from '../formats/lazy.ts'
import type { Failure, MadeEdit, Target } from '../result.ts'
import { oldOffset, type Region } from '../text.ts'
import type { Against, Stale } from './judge.ts'

/** What was done to a text. */
interface Done {
  /** What it reads as now, and what it read as before. */
  readonly after: readonly Reading[]
  readonly before: () => readonly Reading[]
  readonly regions: readonly Region[]
  readonly edits: readonly MadeEdit[]
}

type Lint = (readings: readonly Reading[], against: Against) => readonly Stale[]

let loaded: Lint | undefined

/**
 * The names of all releases, imported for the first file of concern: to be asked for before anything is done that would be done again.
 * @throws NotLoaded until they are there.
 */
export function needNames(): Lint {
  if (loaded !== undefined) return loaded
  throw new NotLoaded('the table of names', async () => {
    loaded = (await import('./readings.ts')).lintReadings
  })
}

/**
 * @returns the first name that edits brought and that the target does not know.
 * @throws NotLoaded until the names are there.
 */
export function firstUnknown({ after, before, regions, edits }: Done, { minor, own }: Target): Failure | undefined {
  const lint = needNames()
  const against = { minor, strict: true }
  const stale = lint(after, against)
  if (stale.length === 0) return undefined
  const old = lint(before(), against)
  const names = new Set(old.map(({ name }) => name))
  const offsets = new Set(old.map(({ offset }) => offset))
  // What a map was renamed around is new as well: its path is another one.
  const isNew = ({ offset, name }: Stale): boolean =>
    !names.has(name) && (isIn(regions, offset) || !offsets.has(oldOffset(regions, offset)))
  const found = stale.find((each) => isNew(each) && !isOwn(each, edits, own))
  if (found === undefined) return undefined
  return { offset: oldOffset(regions, found.offset), message: found.message }
}

function isIn(regions: readonly Region[], offset: number): boolean {
  return regions.some(({ new: { start, end } }) => start <= offset && offset < end)
}

/** Whether a transform of the user's own brought it, who may know more names than we do. */
function isOwn({ name }: Stale, edits: readonly MadeEdit[], own: ReadonlySet<string>): boolean {
  const word = /(?<![\w-])[\w-]+$/.exec(name)?.[0] ?? name
  return edits.some(({ transform, after }) => own.has(transform) && after.includes(word))
}
