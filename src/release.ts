/** A release such as 2.7 or 2.7.26. */
export interface Release {
  readonly major: number
  readonly minor: number
  /** Undefined for a whole minor release: `2.7`, `2.7.x`. */
  readonly patch: number | undefined
}

/** @returns undefined when the text is not a release; takes `2.6`, `2.6.3`, `v2.11.x`. */
export function parseRelease(text: string): Release | undefined {
  const match = /^v?(\d{1,3})\.(\d{1,3})(?:\.(\d{1,4}|x))?$/.exec(text.trim())
  if (match === null) return undefined
  const patch = match[3] === undefined || match[3] === 'x' ? undefined : Number(match[3])
  return { major: Number(match[1]), minor: Number(match[2]), patch }
}

/** @throws on text that is not a release: for the constants of transforms, never for what a user typed. */
export function release(text: string): Release {
  const parsed = parseRelease(text)
  if (parsed === undefined) throw new Error(`not a release: ${text}`)
  return parsed
}

export function formatRelease(value: Release): string {
  const minor = `${value.major}.${value.minor}`
  return value.patch === undefined ? minor : `${minor}.${value.patch}`
}

/** The release's line: `2.7` for 2.7.26. */
export function lineOf(value: Release): string {
  return `${value.major}.${value.minor}`
}

/** Negative, zero or positive, as for sort. A minor without a patch counts as its `.0`. */
export function compareReleases(a: Release, b: Release): number {
  return a.major - b.major || a.minor - b.minor || (a.patch ?? 0) - (b.patch ?? 0)
}

/** The release, or the newest patch of its line where it names none. */
export function newestOf(value: Release): Release {
  return { ...value, patch: value.patch ?? Infinity }
}

/**
 * The releases of a change that came to lines which were out already, with a patch of each; undefined: it came with a line.
 * @param since the releases that brought it, the oldest of which is a patch
 */
export function patchesOf(since: readonly string[]): readonly Release[] | undefined {
  const patches = since.map(release).sort(compareReleases)
  const isPatches = (patches[0]?.patch ?? 0) > 0 && patches.every(({ patch }) => patch !== undefined)
  return isPatches ? patches : undefined
}

/** Whether a release has such a change: a line between that got no patch does not, those after the last do. */
export function isPatched(patches: readonly Release[], at: Release): boolean {
  const own = patches.find((patch) => lineOf(patch) === lineOf(at))
  if (own !== undefined) return compareReleases(own, at) <= 0
  return patches.every((patch) => compareReleases(patch, at) < 0)
}
