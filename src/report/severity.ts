import { compareReleases, lineOf, type Release, release } from '../release.ts'
import type { Step } from '../result.ts'
import type { Transform } from '../transform.ts'

/** How bad it is to leave a finding: the lower, the worse. */
export type SeverityOf = (transform: string) => number

/** The release upgraded to does not read the old form; nobody can tell; it still does; only a comment is concerned. */
const [BROKEN, OPEN, READ, COMMENT] = [0, 1, 2, 3]

/** Of the findings of a run, by the transforms that raise them. @param to the release upgraded to */
export function severities(steps: readonly Step[], to: Release): SeverityOf {
  const known = new Map(steps.flatMap(({ transforms }) => transforms).map((each) => [each.id, severityOf(each, to)]))
  return (id) => (id === 'mesh-migrate-ignore' ? COMMENT : (known.get(id) ?? OPEN))
}

function severityOf({ acceptedSince, readUntil }: Transform, to: Release): number {
  if (readUntil !== undefined) return compareReleases(release(readUntil), release(lineOf(to))) < 0 ? BROKEN : READ
  return acceptedSince === undefined ? OPEN : READ
}
