import { type Described, occurring } from './described.ts'
import type { Told } from './formats.ts'
import type { Report, ReportedFile, ReportedFinding } from './json.ts'
import { formatBlock, formatCode, formatInline } from './markdown-text.ts'

/** Below what GitHub (65,536) takes for the body of a pull request, with room for words around it. */
const LIMIT = 58_000
/** For headings and the lines that say what was left out. */
const RESERVE = 1_000
const FILES_SHOWN = 20
const TEXT_SHOWN = 1_500

/** The body of a pull request: what changed and why, what is left to do as tasks, totals. At most 58,000 characters. */
export function formatMarkdown(told: Told): string {
  const { report } = told
  const described = occurring(told)
  const changed = [...described.values()].flatMap((each) => changeBlock(each, report.files))
  const left = report.files.flatMap((file) => file.findings.map((each) => taskBlock(file, each, described)))
  const unread = report.files.flatMap(unreadBlock)
  const [head, tail] = [introduction(report), totals(report)]
  let room = LIMIT - RESERVE - head.length - tail.length
  const lost = take(unread, room / 6, (count) => `- … and ${amount(count, 'more file')}`)
  room -= lost.length
  const share = Math.max(room / 3, room - size(left))
  const made = take(changed, share, (count) => `- … and ${amount(count, 'more transform')}`)
  const tasks = take(
    left,
    room - made.length,
    (count) => `- … and ${amount(count, 'more finding')}: see a report without a limit`,
  )
  const sections = [section('What changed, and why', made), section('Left to do', tasks), section('Not migrated', lost)]
  return `${head}${sections.join('')}${tail}`
}

function introduction({ from, to, summary }: Report): string {
  const { edits, changed, findings } = summary
  const made = `${amount(edits, 'edit')} in ${amount(changed, 'file')}`
  const left = findings === 0 ? 'Nothing is left to decide.' : `${amount(findings, 'finding')} left to decide.`
  return `## Kuma and Kong Mesh configuration from ${from} to ${to}\n\n${made}. ${left}\n`
}

function section(title: string, body: string): string {
  return body === '' ? '' : `\n### ${title}\n\n${body.trimEnd()}\n`
}

function totals({ summary, tool }: Report): string {
  const { files, changed, flagged, failed, skipped, edits, findings, found, suppressed } = summary
  const rows = [
    ['files looked at', files],
    ['changed', changed],
    ['with findings only', flagged],
    ['failed', failed],
    ['skipped', skipped],
    ['sites found', found],
    ['edited', edits],
    ['left to decide', findings],
    ['suppressed', suppressed],
  ]
  const lines = ['| total | |', '|---|---:|', ...rows.map(([name, count]) => `| ${name} | ${count} |`)]
  return `\n### Totals\n\n${lines.join('\n')}\n\nMade with ${tool.name} ${tool.version}.\n`
}

/** What a transform changed: nothing where it only has findings. */
function changeBlock({ id, title, link, about }: Described, files: readonly ReportedFile[]): string[] {
  const counts = files.flatMap(({ path, edits }) => {
    const count = edits.filter(({ transform }) => transform === id).length
    return count === 0 ? [] : [{ path, count }]
  })
  if (counts.length === 0) return []
  const edits = counts.reduce((sum, { count }) => sum + count, 0)
  const lines = [`- **${formatInline(title)}** (${reference(id, link)}): ${amount(edits, 'edit')}`]
  if (about !== '') lines.push('', `  ${formatInline(clip(about))}`, '')
  lines.push(...counts.slice(0, FILES_SHOWN).map(({ path, count }) => `  - ${formatCode(path)} (${count})`))
  const more = counts.length - FILES_SHOWN
  if (more > 0) lines.push(`  - … and ${amount(more, 'more file')}`)
  return [lines.map((line) => `${line}\n`).join('')]
}

function taskBlock({ path }: ReportedFile, finding: ReportedFinding, described: Map<string, Described>): string {
  const { transform, line, message, suggestion } = finding
  const link = described.get(transform)?.link
  const lines = [
    `- [ ] ${formatCode(`${path}:${line}`)}: ${formatInline(clip(message))} (${reference(transform, link)})`,
  ]
  if (suggestion !== undefined) lines.push('', '  Write:', '', ...formatBlock(clip(suggestion), '  '), '')
  return lines.map((each) => `${each}\n`).join('')
}

function unreadBlock({ path, status, error = '' }: ReportedFile): string[] {
  if (status !== 'failed' && status !== 'skipped') return []
  return [`- ${formatCode(path)} ${status}: ${formatInline(clip(error))}\n`]
}

function reference(id: string, link: string | undefined): string {
  const name = formatCode(id)
  return link === undefined ? name : `${name}, [upgrade note](${link})`
}

function clip(text: string): string {
  return text.length <= TEXT_SHOWN ? text : `${text.slice(0, TEXT_SHOWN).replace(/[\ud800-\udbff]$/, '')} …`
}

/** As many blocks as there is room for, and a line that says how many there is none for. */
function take(blocks: readonly string[], room: number, rest: (count: number) => string): string {
  let text = ''
  for (const [index, block] of blocks.entries()) {
    if (text.length + block.length > room) return `${text}${rest(blocks.length - index)}\n`
    text += block
  }
  return text
}

function size(blocks: readonly string[]): number {
  return blocks.reduce((sum, block) => sum + block.length, 0)
}

function amount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
