import { parseRelease, type Release } from '../release.ts'

/** A version somewhere in a text. */
export interface Version {
  /** Where it stands in the text it was found in. */
  readonly offset: number
  readonly release: Release
}

const IMAGE =
  /(?<![\w.-])((?:kuma-(?:cp|dp|init|cni|universal)|kumactl|kong-mesh(?:-[a-z]{1,20})?):)v?(\d{1,3}\.\d{1,3}(?:\.\d{1,4})?)(?![\d.])/g

/** The tags of Kuma's images. */
export function imageVersions(text: string): Version[] {
  return versions(text, IMAGE)
}

/** The tags of the images that the stages of a Dockerfile start from. */
export function baseVersions(text: string): Version[] {
  return [...text.matchAll(/^[ \t]*FROM[ \t].*$/gim)].flatMap(({ index, 0: line }) =>
    imageVersions(line).map((version) => ({ ...version, offset: index + version.offset })),
  )
}

const INSTALLER = /\bVERSION=["']?v?(\d{1,3}\.\d{1,3}(?:\.\d{1,4})?)(?![\d.])/

/** What the installer is told to fetch: `curl -L https://kuma.io/installer.sh | VERSION=2.6.1 sh -`, on several lines too. */
export function installerVersions(text: string): Version[] {
  const result: Version[] = []
  let end = 0
  for (let at = text.indexOf('installer.sh'); at !== -1; at = text.indexOf('installer.sh', Math.max(end, at + 1))) {
    const start = text.lastIndexOf('\n', at) + 1
    end = commandEnd(text, at)
    const command = text.slice(start, end)
    const match = /^\s*(?:#|\/\/)/.test(command) ? null : INSTALLER.exec(command)
    const release = match?.[1] === undefined ? undefined : parseRelease(match[1])
    if (match !== null && release !== undefined) result.push({ offset: start + match.index, release })
  }
  return result
}

/** The end of the line, or of the last one that a backslash joins to it. */
function commandEnd(text: string, from: number): number {
  let end = text.indexOf('\n', from)
  while (end !== -1 && /\\\r?$/.test(text.slice(Math.max(from, end - 2), end))) end = text.indexOf('\n', end + 1)
  return end === -1 ? text.length : end
}

/** @param pattern of two groups: what stands before the version, and the version */
function versions(text: string, pattern: RegExp): Version[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const release = parseRelease(match[2] ?? '')
    return release === undefined ? [] : [{ offset: match.index, release }]
  })
}

/**
 * The release that a chart's version, or a constraint on it, stands for: Kuma publishes its charts under the version of the product. What
 * leaves the minor open, such as `^2.6.0`, stands for none.
 */
export function releaseOfVersion(text: string): Release | undefined {
  const match = /^(~|=)?\s*v?(\d{1,3})\.(\d{1,3})(?:\.(\d{1,4}|x|X|\*))?(?:[-+][\w.+-]*)?$/.exec(text.trim())
  if (match === null) return undefined
  const [, sign, major = '', minor = '', patch = 'x'] = match
  return parseRelease(sign === '~' || !/^\d/.test(patch) ? `${major}.${minor}` : `${major}.${minor}.${patch}`)
}
