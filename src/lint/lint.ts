import { readText } from '../dialects/read.ts'
import type { Stale } from './judge.ts'
import { lintReadings } from './readings.ts'

/**
 * What of a text a release does not know. Only names that some other release knows, or that differ from a known one by a slip of
 * typing, are told: all else may be somebody else's.
 * @param minor of release 2.x
 */
export function lint(text: string, path: string, minor: number): Stale[] {
  return lintReadings(
    readText(text, path, () => true),
    { minor, strict: false },
  )
}
