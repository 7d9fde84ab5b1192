import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** One way to do a work: a shell command, timed, and what comes before each of its runs, which is not. */
export interface Contender {
  readonly name: string
  readonly command: string
  readonly cwd: string
  prepare?(): void
  /** Too slow for every round: run once. */
  readonly once?: boolean
}

export interface Sample {
  /** Seconds. */
  readonly wall: number
  readonly cpu: number
  /** The largest process, in MB. */
  readonly memory: number
}

const TIME = '/usr/bin/time'
const MEASURED = join(tmpdir(), `mesh-migrate-bench-${process.pid}.time`)

/** @throws when the command cannot be run or fails with more than 1, which only says that something was found or differs */
export function run({ command, cwd, prepare }: Contender): Sample {
  prepare?.()
  const shell = ['bash', '-c', `set -o pipefail; ${command}`]
  const args = existsSync(TIME) ? [TIME, '-f', '%U %S %M', '-o', MEASURED, ...shell] : shell
  const start = performance.now()
  const { status, stderr } = spawnSync(args[0] ?? '', args.slice(1), {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    maxBuffer: 2 ** 28,
  })
  const wall = (performance.now() - start) / 1000
  if (status === null || status > 1) throw new Error(`${command}: exit code ${status}\n${stderr.slice(-2000)}`)
  const measured = existsSync(TIME) ? readFileSync(MEASURED, 'utf8').trim().split('\n').at(-1) : undefined
  const [user = Number.NaN, system = Number.NaN, memory = Number.NaN] = measured?.split(' ').map(Number) ?? []
  return { wall, cpu: user + system, memory: memory / 1024 }
}

/** All contenders one after the other, round by round, so that what disturbs the machine disturbs them alike. */
export function runRounds(contenders: readonly Contender[], rounds: number): Map<Contender, Sample[]> {
  const samples = new Map<Contender, Sample[]>(contenders.map((contender) => [contender, []]))
  for (let round = 0; round <= rounds; round++) {
    for (const contender of contenders) {
      if (contender.once && round !== 1) continue
      const sample = run(contender)
      // The first round warms the page cache.
      if (round > 0) samples.get(contender)?.push(sample)
    }
  }
  return samples
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}

/** The median of the ratios of each round; a contender that ran once is compared with the medians of the other. */
export function ratio(ours: readonly Sample[], theirs: readonly Sample[]): number {
  if (ours.length !== theirs.length) {
    return median(ours.map(({ wall }) => wall)) / median(theirs.map(({ wall }) => wall))
  }
  return median(ours.map(({ wall }, round) => wall / (theirs[round]?.wall ?? Number.NaN)))
}
