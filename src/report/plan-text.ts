import type { Advice, PlannedEdit, PlannedHop } from './plan.ts'
import { escapeLine } from './terminal.ts'

const MERGES = ['now', 'before', 'with', 'after'] as const

/** For people: the upgrades that lead there, and for each what is edited and when that may be merged, what is left to do, and what no file shows. */
export function formatPlan(hops: readonly PlannedHop[], shown: readonly PlannedHop[] = hops): string {
  const route = hops.map(({ from, to }) => `${from} to ${to}`).join(', ')
  const head = `${hops.length} ${hops.length === 1 ? 'upgrade' : 'upgrades'}: ${route}\n`
  const why = hops.length > 1 ? 'Kuma supports upgrades over at most two minor releases at a time.\n' : ''
  return head + why + shown.map(formatUpgrade).join('')
}

function formatUpgrade(hop: PlannedHop): string {
  const { from, to, due, edits, findings, advice } = hop
  const lines = [`\n# ${from} to ${to}\n`]
  if (due.length > 0) lines.push('On the running system, before this upgrade:', ...due.map(adviceLine), '')
  for (const merge of MERGES) {
    const shown = edits.filter((edit) => edit.merge === merge)
    if (shown.length > 0) lines.push(`Edits that ${mergeWords(hop)[merge]}:`, ...editLines(shown), '')
  }
  const left = findings.map(({ path, line, column, message }) => {
    return `  ${escapeLine(path)}:${line}:${column}: ${escapeLine(message)}`
  })
  if (left.length > 0) lines.push('Left to you:', ...left, '')
  if (advice.length > 0) lines.push('No file shows:', ...advice.map(adviceLine), '')
  if (lines.length === 1) lines.push('Nothing to do in these files.', '')
  return lines.join('\n')
}

function mergeWords({ from, to }: PlannedHop): { readonly [merge in (typeof MERGES)[number]]: string } {
  return {
    now: 'may be merged now',
    before: `may be merged once ${from} runs, before this upgrade`,
    with: 'must be merged together with this upgrade',
    after: `must wait until ${to} runs`,
  }
}

function adviceLine({ title, advice }: Advice): string {
  return `  ${title}: ${advice}`
}

/** Two lines for each transform: what it is, and the places in the order of the files. */
function editLines(edits: readonly PlannedEdit[]): string[] {
  const byTransform = new Map<string, PlannedEdit[]>()
  for (const edit of edits) {
    const group = byTransform.get(edit.transform) ?? []
    byTransform.set(edit.transform, group)
    group.push(edit)
  }
  return [...byTransform].flatMap(([id, group]) => {
    const title = group[0]?.title ?? ''
    const places = new Map<string, Set<number>>()
    for (const { path, line } of group) places.set(path, (places.get(path) ?? new Set()).add(line))
    const files = [...places].map(
      ([path, lines]) => `${escapeLine(path)}:${[...lines].sort((a, b) => a - b).join(',')}`,
    )
    return [`  ${id}  ${title}`, `    ${files.join(' ')}`]
  })
}
