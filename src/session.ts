import type { Options } from './options.ts'
import type { OwnTransform } from './own-transforms.ts'
import type { Output } from './output.ts'
import type { Engine } from './repository.ts'
import type { Transform } from './transform.ts'

export interface Streams {
  readonly stdin: Input
  readonly stdout: Output
  readonly stderr: Output
}

/** Standard input. */
interface Input extends AsyncIterable<Uint8Array | string> {
  readonly isTTY?: boolean | undefined
  destroy?(): unknown
}

/** One call of the program: what was asked for, and what there is to do it with. */
export interface Session extends Streams {
  readonly options: Options
  readonly env: NodeJS.ProcessEnv
  readonly transforms: readonly Transform[]
  /** Those of them that the user wrote. */
  readonly own: readonly OwnTransform[]
  readonly engine: Engine
  /** The transforms are those of this program. */
  readonly builtIn: boolean
  /** Aborted when a signal came. */
  readonly interrupt: AbortSignal | undefined
}
