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
