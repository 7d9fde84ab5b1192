import { readPage } from './files/package.ts'
import type { Note } from './note.ts'
import type { Options } from './options.ts'
import type { OwnTransform } from './own-transforms.ts'
import { adviceFor } from './plan.ts'
import { compareReleases, lineOf, parseRelease, type Release } from './release.ts'
import {
  formatExplanation,
  formatList,
  formatListJson,
  formatNote,
  type Listed,
  surfacesOf,
} from './report/catalogue.ts'
import { parseRange, stepsBetween } from './steps.ts'
import type { Transform } from './transform.ts'
import { UserError } from './user-error.ts'

type Wanted = Pick<Options, 'from' | 'to' | 'release' | 'surface' | 'disposition' | 'format'>

/**
 * What `list` prints: the transforms that are wanted, and where advice is, the notes that no file shows.
 * @throws UserError for a release that is none
 */
export async function listTransforms(transforms: readonly Transform[], wanted: Wanted): Promise<string> {
  const { notes } = await import('../transforms/notes.ts')
  const listed = choose(transforms, notes, wanted)
  return wanted.format === 'json' ? formatListJson(listed, notes) : formatList(listed)
}

function choose(transforms: readonly Transform[], notes: readonly Note[], wanted: Wanted): Listed {
  const { from, to, surface, disposition } = wanted
  const range = from === undefined && to === undefined ? undefined : parseRange(from, to)
  const inRange =
    range === undefined ? undefined : new Set(stepsBetween(transforms, range).flatMap((s) => s.transforms))
  const isReleased = releaseFilter(wanted.release)
  const disposed = new Set(notes.filter((note) => note.disposition === disposition).map(({ id }) => id))
  const advice = range === undefined ? notes.filter(({ id }) => disposed.has(id)) : adviceFor(notes, range)
  return {
    transforms: transforms.filter(
      (transform) =>
        inRange?.has(transform) !== false &&
        (wanted.release === undefined || transform.since.some(isReleased)) &&
        (surface === undefined || surfacesOf(transform).includes(surface)) &&
        (disposition === undefined || transform.notes.some((id) => disposed.has(id))),
    ),
    notes: disposition === 'advise' && surface === undefined ? advice.filter(({ release }) => isReleased(release)) : [],
  }
}

/** A release without a patch stands for its whole line. */
function releaseFilter(text: string | undefined): (at: string) => boolean {
  if (text === undefined) return () => true
  const wanted = parseRelease(text)
  if (wanted === undefined) throw new UserError(`--release ${text}: give a release such as 2.7 or 2.7.26.`)
  const isWanted = (at: Release): boolean =>
    wanted.patch === undefined ? lineOf(at) === lineOf(wanted) : compareReleases(at, wanted) === 0
  return (at) => {
    const release = parseRelease(at)
    return release !== undefined && isWanted(release)
  }
}

/**
 * What `explain` prints.
 * @param id of a transform, or of a note
 * @throws UserError for an id that is none, with those that are near.
 */
export async function explain(
  id: string,
  transforms: readonly Transform[],
  own: readonly OwnTransform[],
): Promise<string> {
  const { notes } = await import('../transforms/notes.ts')
  const transform = transforms.find((candidate) => candidate.id === id)
  const page = own.find((candidate) => candidate.transform === transform)?.page
  if (transform !== undefined) return formatExplanation(transform, page ?? readPage(id), notes)
  const note = notes.find((candidate) => candidate.id === id)
  if (note !== undefined) return formatNote(note, transforms)
  const near = [...transforms, ...notes].map((candidate) => candidate.id).filter((known) => known.includes(id))
  const hint = near.length > 0 && near.length < 10 ? `Do you mean ${near.join(' or ')}?` : 'See mesh-migrate list.'
  throw new UserError(`explain ${id}: there is no such transform or note. ${hint}`)
}
