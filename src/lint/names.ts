import { NotLoaded } from '../formats/lazy.ts'
import type { Failure, Target } from '../result.ts'
import type { Done } from './introduced.ts'

let introduced: ((done: Done, target: Target) => Failure | undefined) | undefined

/**
 * The first name that edits brought and that the target does not know. The names of all releases are imported for the first file
 * that has edits.
 * @throws NotLoaded until they are there.
 */
export function firstUnknown(done: Done, target: Target): Failure | undefined {
  if (introduced !== undefined) return introduced(done, target)
  throw new NotLoaded('the table of names', async () => {
    introduced = (await import('./introduced.ts')).introduced
  })
}
