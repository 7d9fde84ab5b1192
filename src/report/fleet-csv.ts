import type { Fleet, Repository, Tally } from './fleet.ts'
import { escapeLine } from './terminal.ts'

const COLUMNS = [
  'rank',
  'repository',
  'state',
  'from',
  'to',
  'transform',
  'concern',
  'edits',
  'findings',
  'failed',
  'skipped',
]

/**
 * A line for each repository and transform, so that columns can be summed and turned; files that failed or were skipped stand on
 * a line of their own, and a clean repository has one of zeros. As in RFC 4180, with CRLF.
 */
export function formatFleetCsv({ repositories, notes }: Fleet): string {
  const concerns = new Map(notes.map(({ transform, concern }) => [transform, concern]))
  const lines = repositories.flatMap((repository, index) => {
    return rowsOf(repository).map(({ transform, edits, findings, failed, skipped }) => {
      const { name, state, from, to } = repository
      return [
        index + 1,
        name,
        state,
        from,
        to,
        transform,
        concerns.get(transform) ?? '',
        edits,
        findings,
        failed,
        skipped,
      ]
    })
  })
  return [COLUMNS, ...lines].map((cells) => `${cells.map(formatCell).join(',')}\r\n`).join('')
}

interface Row extends Tally {
  readonly failed: number
  readonly skipped: number
}

function rowsOf({ notes, failed, skipped }: Repository): Row[] {
  const rows = notes.map((tally): Row => ({ ...tally, failed: 0, skipped: 0 }))
  if (failed + skipped > 0 || rows.length === 0) {
    return [{ transform: '', edits: 0, findings: 0, failed, skipped }, ...rows]
  }
  return rows
}

/** Spreadsheets run cells that start like a formula; an apostrophe makes them text. */
function formatCell(value: string | number): string {
  if (typeof value === 'number') return `${value}`
  const line = escapeLine(value)
  const plain = /^[=+\-@]/.test(line) ? `'${line}` : line
  return /[",]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}
