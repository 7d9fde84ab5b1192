import type { Failure } from './result.ts'
import { oldOffset, type Region } from './text.ts'

/** A transform, a view or a format that threw. */
export class Fault extends Error {
  /** In the text of the step. */
  readonly offset: number

  constructor(offset: number, transform: string, cause: unknown) {
    super(`${transform} could not be applied${kindOf(cause)}`, { cause })
    this.offset = offset
  }
}

/** The kind of an error and where it was thrown; not its message, which may hold text of the file. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  const place = /(?<![\w-])[\w-]+\.[cm]?[jt]s:\d+/.exec(error.stack?.slice(error.message.length) ?? '')?.[0]
  return ` (${error.name}${place === undefined ? '' : ` in ${place}`})`
}

/** Why a file fails in which something threw. @param regions what was done to the text so far */
export function failureOf(error: unknown, regions: readonly Region[]): Failure {
  const offset = error instanceof Fault ? oldOffset(regions, error.offset) : 0
  const reason = error instanceof Fault ? error.message : `it could not be migrated${kindOf(error)}`
  return { offset, message: `${reason}: please report this, it is a fault of mesh-migrate` }
}
