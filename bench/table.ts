import { cpus, totalmem } from 'node:os'
import { versionOf } from './peers.ts'
import { median, ratio, type Sample } from './run.ts'
import type { Work } from './works.ts'

export interface Row {
  readonly work: string
  readonly who: string
  /** Medians: seconds, seconds, MB. */
  readonly wall: number
  readonly cpu: number
  readonly memory: number
  /** Our time as a part of theirs. */
  readonly ratio?: number
  readonly goal?: number
}

export function rowsOf(work: Work, samples: ReadonlyMap<unknown, readonly Sample[]>): Row[] {
  const ours = samples.get(work.ours) ?? []
  const row = (who: string, list: readonly Sample[], more: Partial<Row> = {}): Row => ({
    work: work.name,
    who,
    wall: median(list.map(({ wall }) => wall)),
    cpu: median(list.map(({ cpu }) => cpu)),
    memory: median(list.map(({ memory }) => memory)),
    ...more,
  })
  const others = work.others.map(({ contender, goal }) => {
    const asked = goal === undefined ? {} : { goal }
    if (typeof contender === 'string') return row(contender, [], asked)
    const list = samples.get(contender) ?? []
    return row(contender.name, list, { ratio: ratio(ours, list), ...asked })
  })
  return [row(work.ours.name, ours, work.memory === undefined ? {} : { goal: work.memory }), ...others]
}

export function machine(rounds: number, files: number): string[] {
  return [
    `${new Date().toISOString().slice(0, 10)}, ${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${versionOf('uname', '-r')}`,
    `node ${process.version}, ${versionOf('rg', '--version')}, ${versionOf('git', '--version')}, ${versionOf('sed', '--version')}`,
    `${rounds} rounds, ${files} files, page cache warm`,
  ]
}

export function formatTable(rows: readonly Row[]): string {
  const lines = [
    '| work | who | wall s | CPU s | MB | ours : theirs | goal | |',
    '|---|---|---:|---:|---:|---:|---:|---|',
  ]
  let last = ''
  for (const row of rows) {
    const { work, who, wall, cpu, memory } = row
    const cells = [work === last ? '' : work, who, number(wall, 3), number(cpu, 2), number(memory, 0), ...judged(row)]
    lines.push(`| ${cells.join(' | ')} |`)
    last = work
  }
  return `${lines.join('\n')}\n`
}

function judged({ ratio: reached, goal, memory }: Row): string[] {
  if (reached === undefined && goal === undefined) return ['', '', '']
  if (reached === undefined && Number.isNaN(memory)) return ['', '', '']
  if (reached === undefined) {
    const met =
      goal === undefined || Number.isNaN(memory)
        ? ''
        : memory <= goal
          ? 'met'
          : `missed by ${number(memory - goal, 0)} MB`
    return ['', `≤ ${number(goal ?? 0, 0)} MB`, met]
  }
  if (goal === undefined) return [times(reached), '', '']
  const met = Number.isNaN(reached)
    ? ''
    : reached <= goal
      ? 'met'
      : `missed by ${Math.round((reached / goal - 1) * 100)} %`
  return [times(reached), goal < 0.5 ? `${Math.round(1 / goal)} × faster` : `≤ ${goal} ×`, met]
}

function times(value: number): string {
  if (Number.isNaN(value)) return '–'
  return value < 0.2 ? `${number(1 / value, 0)} × faster` : `${number(value, 2)} ×`
}

function number(value: number, digits: number): string {
  return Number.isNaN(value) ? 'absent' : value.toFixed(digits)
}
