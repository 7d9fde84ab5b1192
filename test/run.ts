import { main, type Parts } from '../src/cli.ts'
import type { Output } from '../src/output.ts'
import { ENGINE, FAKE } from './fake.ts'

interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** What is around a run. */
export interface World {
  readonly stdin?: string | Buffer
  readonly isTTY?: boolean
  readonly env?: NodeJS.ProcessEnv
  readonly parts?: Parts
  /** With the real transforms and the real engine where `parts` do not say otherwise. */
  readonly real?: boolean
}

/** Runs the command line in a folder, with the streams of a fake world. */
export async function run(cwd: string, args: readonly string[], world: World = {}): Promise<Ran> {
  const chunks: { stdout: Buffer[]; stderr: Buffer[] } = { stdout: [], stderr: [] }
  const output = (into: Buffer[]): Output => ({
    isTTY: world.isTTY,
    write(chunk, done) {
      into.push(Buffer.from(chunk))
      done()
    },
  })
  const stdin = (async function* () {
    // In two pieces, wherever that cuts a character.
    const bytes = Buffer.from(world.stdin ?? '')
    yield bytes.subarray(0, 3)
    yield bytes.subarray(3)
  })()
  const input = Object.assign(stdin, { isTTY: world.isTTY })
  const streams = { stdin: input, stdout: output(chunks.stdout), stderr: output(chunks.stderr) }
  const parts = world.real ? (world.parts ?? {}) : { transforms: FAKE, engine: ENGINE, ...world.parts }
  const code = await main(['-C', cwd, ...args], world.env ?? {}, streams, parts)
  return { code, stdout: Buffer.concat(chunks.stdout).toString(), stderr: Buffer.concat(chunks.stderr).toString() }
}
