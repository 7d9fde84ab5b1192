import { restore } from './monorepo.ts'
import { median, runRounds } from './run.ts'
import type { Row } from './table.ts'
import { type Setting, streamWorks, tree } from './works.ts'

interface Point {
  readonly size: number
  readonly wall: number
  readonly cpu: number
  readonly memory: number
}

/** The most that twice the work may cost. */
const DOUBLING = 2.1

/** What more of each kind of work costs, as the price of a doubling. */
export function growth(setting: Setting, full: boolean, rounds: number): Row[] {
  const streams = (full ? [1, 5, 10, 25, 50] : [1, 2, 5]).map((megabytes) => {
    const [work] = streamWorks(setting, megabytes)
    return { size: megabytes, contender: work?.ours }
  })
  const command = (options: string): string => `node ${setting.program} --from 2.0 --to 2.14 ${options}`
  const sizes = full ? [1000, 10_000, 100_000] : [500, 1000, 2000]
  const trees = sizes.map((files) => {
    const { folder } = tree(setting, files, Math.min(200, files / 20))
    return { size: files, contender: { name: '', command: command('--check --jobs 1'), cwd: folder } }
  })
  const hits = (full ? [10, 100, 1000, 10_000] : [10, 100]).map((marked) => {
    const repository = tree(setting, full ? 10_000 : 1000, marked)
    const contender = { name: '', command: command('--dry-run --jobs 1'), cwd: repository.folder }
    return { size: marked, contender: { ...contender, prepare: () => restore(repository) } }
  })
  return [
    ...rowsFor('stream, MB', streams, rounds),
    ...rowsFor('files', trees, rounds),
    ...rowsFor('files to edit of 10,000', hits, rounds),
  ]
}

function rowsFor(
  what: string,
  cases: readonly { size: number; contender: Parameters<typeof runRounds>[0][number] | undefined }[],
  rounds: number,
): Row[] {
  const contenders = cases.flatMap(({ contender }) => contender ?? [])
  const samples = runRounds(contenders, Math.min(rounds, 3))
  const points: Point[] = cases.map(({ size, contender }) => {
    const list = (contender && samples.get(contender)) ?? []
    return {
      size,
      wall: median(list.map(({ wall }) => wall)),
      cpu: median(list.map(({ cpu }) => cpu)),
      memory: median(list.map(({ memory }) => memory)),
    }
  })
  return points.map((point, index) => {
    const { size, ...figures } = point
    const row = { work: `growth: ${what}`, who: String(size), ...figures }
    const before = points[index - 1]
    return before === undefined ? row : { ...row, ratio: doubling(before, point), goal: DOUBLING }
  })
}

/** What a doubling costs between two sizes. */
function doubling(small: Point, large: Point): number {
  return (large.wall / small.wall) ** (1 / Math.log2(large.size / small.size))
}
