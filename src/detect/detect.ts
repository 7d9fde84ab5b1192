import { compareText, findFiles, workingFolder } from '../files/find.ts'
import { createReader } from '../files/read.ts'
import { showPath } from '../files/scan.ts'
import { loading } from '../formats/lazy.ts'
import { compareReleases, formatRelease, lineOf, type Release } from '../release.ts'
import { lineStarts, positionAt } from '../text.ts'
import { UserError } from '../user-error.ts'
import { evidenceIn, mayTell } from './evidence.ts'

/** A release, and where it is said that it runs: `deploy/cp.yaml:12: 2.6.1 (image)`. */
interface Told {
  readonly release: Release
  readonly line: string
}

export interface Detected {
  readonly release: string
  /** A line for each place that says so. */
  readonly evidence: readonly string[]
}

/** More lines than anybody reads. */
const SHOWN = 20

/**
 * The release that the files themselves say is running.
 * @param paths files, folders and globs; none: the whole folder
 * @throws UserError where they name several, or none
 */
export async function detectRelease(cwd: string, paths: readonly string[]): Promise<Detected> {
  const told = await tellingPlaces(cwd, paths)
  const [oldest] = [...told].sort((a, b) => compareReleases(a.release, b.release))
  if (oldest === undefined) {
    throw new UserError(
      '--from auto: no image, chart or kumactl in these files names a release of Kuma or Kong Mesh. Name it, such as --from 2.6.',
    )
  }
  const lines = new Set(told.map(({ release }) => lineOf(release)))
  if (lines.size > 1) {
    throw new UserError(
      `--from auto: these files name ${lines.size} releases (${[...lines].join(', ')}).\n${listed(told).join('\n')}\n` +
        'Name the release with --from, or give the paths of one installation only.',
    )
  }
  return { release: formatRelease(oldest.release), evidence: listed(told) }
}

async function tellingPlaces(cwd: string, paths: readonly string[]): Promise<Told[]> {
  const base = workingFolder(cwd)
  const { files } = await findFiles(base, paths)
  const read = createReader((bytes) => mayTell(bytes.toString('latin1')))
  const places: Told[] = []
  for (const file of [...files].sort(compareText)) {
    const reading = read(file)
    if (reading.kind !== 'text') continue
    const path = showPath(base, file)
    const evidence = await loading(() => evidenceIn(reading.text, path))
    const starts = evidence.length === 0 ? [] : lineStarts(reading.text)
    for (const { offset, release, what } of evidence) {
      const { line } = positionAt(starts, offset)
      places.push({ release, line: `${path}:${line}: ${formatRelease(release)} (${what})` })
    }
  }
  return places
}

/** Some lines of each release. */
function listed(told: readonly Told[]): string[] {
  const byLine = new Map<string, string[]>()
  for (const { release, line } of told) {
    const lines = byLine.get(lineOf(release)) ?? []
    byLine.set(lineOf(release), lines)
    lines.push(`  ${line}`)
  }
  return [...byLine.values()].flatMap((lines) =>
    lines.length <= SHOWN ? lines : [...lines.slice(0, SHOWN), `  and ${lines.length - SHOWN} more`],
  )
}
