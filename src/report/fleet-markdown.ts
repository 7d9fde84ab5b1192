import type { Fleet, FleetNote, Repository, State } from './fleet.ts'
import { formatCode, formatInline } from './markdown-text.ts'

/** Below what GitHub (65,536) takes for an issue or a comment. */
const LIMIT = 58_000
const NAMED = 12

/** The fleet as tables: what is left, who must act first, and each note with the repositories it leaves something to. At most 58,000 characters. */
export function formatFleetMarkdown(fleet: Fleet): string {
  const head = introduction(fleet)
  const tail = `\nMade with ${fleet.tool.name} ${fleet.tool.version}.\n`
  const half = (LIMIT - head.length - tail.length) / 2
  const notes = table(
    'Notes',
    ['note', 'edits', 'repositories', 'left', 'repositories', 'left to'],
    fleet.notes.map((note) => noteCells(note, fleet.repositories)),
    half,
  )
  const room = LIMIT - head.length - tail.length - notes.length
  const repositories = table(
    'Repositories, who must act first on top',
    ['repository', 'state', 'failed', 'security', 'left', 'edits', 'range', 'left by'],
    fleet.repositories.map(repositoryCells),
    room,
  )
  return head + repositories + notes + tail
}

const MEANINGS: { readonly [state in State]: string } = {
  failed: 'files could not be migrated',
  security: 'something to decide that concerns security',
  decide: 'something to decide',
  ready: 'nothing left but to merge',
  clean: 'nothing to do',
}

function introduction({ summary }: Fleet): string {
  const { repositories, states, edits, changed, findings, security, failed, skipped } = summary
  const lines = Object.entries(MEANINGS).map(([state, meaning]) => {
    const count = Object.entries(states).find(([name]) => name === state)?.[1] ?? 0
    return `| ${state} | ${meaning} | ${count} |\n`
  })
  const sums = [
    `${amount(edits, 'edit')} in ${amount(changed, 'file')}.`,
    `${amount(findings, 'finding')} left to decide, ${security} of them about security.`,
    `${amount(failed, 'file')} failed, ${skipped} skipped.`,
  ]
  return `## ${amount(repositories, 'repository', 'repositories')}\n\n${sums.join(' ')}\n\n| state | | repositories |\n|---|---|---:|\n${lines.join('')}`
}

function repositoryCells(repository: Repository): string[] {
  const { name, state, failed, security, findings, skipped, edits, from, to, notes } = repository
  const asking = notes
    .filter((note) => note.findings > 0)
    .map(({ transform, findings }) => `${formatCell(transform)} ${findings}`)
  const left = `${findings + skipped}`
  return [
    formatCell(name),
    state,
    `${failed}`,
    `${security}`,
    left,
    `${edits}`,
    formatWords(`${from} to ${to}`),
    few(asking),
  ]
}

function noteCells(
  { transform, title, concern, edits, edited, findings, asking }: FleetNote,
  all: readonly Repository[],
): string[] {
  const left = all.flatMap(({ name, notes }) => {
    return notes.some((note) => note.transform === transform && note.findings > 0) ? [formatCell(name)] : []
  })
  const words = title === transform ? '' : ` ${formatWords(title)}`
  const about = concern === undefined ? '' : ` (${concern})`
  return [`${formatCell(transform)}${words}${about}`, `${edits}`, `${edited}`, `${findings}`, `${asking}`, few(left)]
}

function few(names: readonly string[]): string {
  const more = names.length - NAMED
  return names.slice(0, NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '')
}

function formatWords(text: string): string {
  return formatInline(text).replace(/(?<!\\)\|/g, '\\|')
}

/** A bar ends a cell even within code. */
function formatCell(text: string): string {
  return formatCode(text).replaceAll('|', '\\|')
}

/** As many rows as there is room for, and a line that says how many there is none for. */
function table(title: string, head: readonly string[], rows: readonly (readonly string[])[], room: number): string {
  if (rows.length === 0) return ''
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`
  let text = `\n### ${title}\n\n${line(head)}${line(head.map(() => '---'))}`
  for (const [index, row] of rows.entries()) {
    const next = line(row)
    if (text.length + next.length > room - 100)
      return `${text}\n… and ${rows.length - index} more: see the report as HTML or CSV.\n`
    text += next
  }
  return text
}

function amount(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}
