import type { Note } from './note.ts'
import { compareReleases, formatRelease, isPatched, newestOf, patchesOf, type Release, release } from './release.ts'
import type { Range } from './steps.ts'
import type { Transform } from './transform.ts'

/** One upgrade of the running system. */
export interface Hop {
  readonly from: Release
  readonly to: Release
}

/** Releases that take the old and the new alike: what must be changed on the running system is changed while one of them runs. */
export interface Window {
  readonly since: string
  /** The last of them. */
  readonly until: string
}

/** Kuma supports upgrades over at most two minor releases at a time. */
const WIDTH = 2

/**
 * The upgrades that lead from one release to another.
 * @param windows none of them is leapt over
 */
export function hopsBetween({ from, to }: Range, windows: readonly Window[] = []): Hop[] {
  const hops: Hop[] = []
  for (let at = from; compareReleases(at, newestOf(to)) < 0;) {
    const wide = at.major < to.major ? 0 : Math.min(at.minor + WIDTH, to.minor)
    const minor = at.major < to.major ? wide : Math.min(wide, ...stopsAfter(at, windows))
    const next: Release = minor === to.minor ? to : { major: to.major, minor, patch: undefined }
    hops.push({ from: at, to: next })
    if (minor === to.minor) break
    at = next
  }
  return hops
}

/** The minors by which an upgrade must have stopped that starts before a window opens. */
function stopsAfter(at: Release, windows: readonly Window[]): number[] {
  return windows
    .map(({ since, until }) => ({ since: release(since), until: release(until) }))
    .filter(({ since, until }) => since.major === at.major && until.major === at.major && since.minor > at.minor)
    .map(({ until }) => until.minor)
}

/** Where an upgrade must stop for what these transforms change, and for what notes say about the running system. */
export function windowsOf(transforms: readonly Transform[], notes: readonly Note[]): Window[] {
  const told = notes.flatMap(({ release: since, until }) => (until === undefined ? [] : [{ since, until }]))
  const edited = transforms.flatMap(({ acceptedSince, readUntil }) =>
    acceptedSince === undefined || readUntil === undefined ? [] : [{ since: acceptedSince, until: readUntil }],
  )
  return [...told, ...edited].filter(({ since, until }) => compareLines(release(since), release(until)) <= 0)
}

/** The hop that crosses a release. */
export function hopOf(hops: readonly Hop[], at: string): Hop | undefined {
  const crossed = release(at)
  return hops.find((hop) => compareReleases(crossed, hop.from) > 0 && compareReleases(crossed, newestOf(hop.to)) <= 0)
}

/**
 * The hop on which a transform's change is met.
 * @param at the release of the step that ran it
 */
export function hopOfChange(hops: readonly Hop[], since: readonly string[], at: string): Hop | undefined {
  const patches = patchesOf(since)
  if (patches === undefined) return hopOf(hops, at)
  // Where a hop ends with a line, the next one starts with that line's newest patch.
  return hops.find(
    ({ from, to }, index) =>
      !isPatched(patches, index === 0 ? from : newestOf(from)) && isPatched(patches, newestOf(to)),
  )
}

/**
 * When an edit may be merged: `before` the control plane is upgraded, since the running release reads the new form; together `with` the
 * upgrade, since no release reads both; or `after` it, since only the new release reads the new form and it still reads the old one.
 */
export type Timing = 'before' | 'with' | 'after'

/** @param hop the upgrade that crosses the release the edit belongs to. */
export function timingOf(
  { acceptedSince, readUntil }: Pick<Transform, 'acceptedSince' | 'readUntil'>,
  hop: Hop,
): Timing {
  // What only goes must stay as long as the running release reads it.
  if (acceptedSince === undefined) {
    return readUntil !== undefined && compareLines(release(readUntil), hop.from) < 0 ? 'before' : 'with'
  }
  if (compareReleases(release(acceptedSince), hop.from) <= 0) return 'before'
  const read = readUntil === undefined || compareLines(release(readUntil), hop.to) >= 0
  return read ? 'after' : 'with'
}

function compareLines(a: Release, b: Release): number {
  return compareReleases({ ...a, patch: 0 }, { ...b, patch: 0 })
}

/** The notes that no file shows and that concern a hop. */
export function adviceFor(notes: readonly Note[], hop: Hop): Note[] {
  return notes.filter(({ disposition, release: at }) => disposition === 'advise' && hopOf([hop], at) !== undefined)
}

/** What must be done on the running system before a hop: the release after it refuses what was taken until then. */
export function dueBefore(notes: readonly Note[], hop: Hop): Note[] {
  return notes.filter(({ until }) => {
    if (until === undefined) return false
    const last = release(until)
    return compareLines(hop.from, last) <= 0 && compareLines(last, hop.to) < 0
  })
}

/** `2.6 to 2.8` */
export function formatHop({ from, to }: Hop): string {
  return `${formatRelease(from)} to ${formatRelease(to)}`
}
