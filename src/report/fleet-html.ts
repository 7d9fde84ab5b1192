import { createHash } from 'node:crypto'
import { readPackageFile } from '../files/package.ts'
import { type Fleet, type FleetNote, type Left, type Repository, STATES, type Tally } from './fleet.ts'
import { FLEET_STYLE } from './fleet-style.ts'
import { escapeHtml } from './html/body.ts'
import { escapeLine } from './terminal.ts'

/** Of one message in one repository; its own report has the rest. */
const PLACES_SHOWN = 10

/** The theme of the page of one repository. */
const STYLES = ['theme', 'frame', 'lists']

/**
 * One HTML file with everything in it and no script: repositories, who must act first on top, the table of repositories and notes, and the
 * notes. Its policy forbids it to ask anything of a network.
 */
export function formatFleetPage(fleet: Fleet): string {
  const theme = STYLES.map((name) => readPackageFile(`src/report/html/page/${name}.css`).replaceAll('\r\n', '\n'))
  const style = [...theme, FLEET_STYLE].join('\n')
  const hash = createHash('sha256').update(style).digest('base64')
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`
  const title = `${count(fleet.summary.repositories, 'repository', 'repositories')}: Kuma and Kong Mesh configuration`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<header class="top"><h1><span class="range">${count(fleet.summary.repositories, 'repository', 'repositories')}</span> <span class="subject">Kuma and Kong Mesh configuration</span></h1>
<span class="made">${escapeHtml(`${fleet.tool.name} ${fleet.tool.version}`)}</span></header>
<main class="fleet">
${totals(fleet)}
${filters(fleet)}
${list(fleet)}
${matrix(fleet)}
${notes(fleet)}
</main>
</body>
</html>
`
}

function totals({ summary }: Fleet): string {
  const { edits, changed, findings, security, failed, skipped, files } = summary
  const rows: [string, number, string][] = [
    ['files failed', failed, 'fails'],
    ['left about security', security, 'asks'],
    ['left to decide', findings, 'asks'],
    ['edits', edits, ''],
    ['files changed', changed, ''],
    ['files skipped', skipped, ''],
    ['files looked at', files, ''],
  ]
  const cells = rows.map(([name, value, kind]) => {
    const mark = kind !== '' && value > 0 ? ` class="${kind}"` : ''
    return `<div><dt>${name}</dt><dd${mark}>${value.toLocaleString('en')}</dd></div>`
  })
  return `<section aria-label="Summary"><dl class="counts">\n${cells.join('\n')}\n</dl></section>`
}

/** Without a script: the style hides what is not chosen. */
function filters({ summary }: Fleet): string {
  const choices = STATES.map((state) => choice(state, `${state} ${summary.states[state]}`, false))
  return `<fieldset class="states"><legend>Show</legend>
${choice('all', `all ${summary.repositories}`, true)}
${choices.join('\n')}
</fieldset>`
}

function choice(state: string, words: string, checked: boolean): string {
  return `<label><input type="radio" name="state" id="show-${state}"${checked ? ' checked' : ''}> ${words}</label>`
}

function list({ repositories, notes }: Fleet): string {
  const titles = new Map(notes.map((note) => [note.transform, note]))
  const rows = repositories.map((repository) => item(repository, titles))
  return `<section aria-labelledby="first"><h2 id="first">Who must act first</h2>\n<ol class="rows">\n${rows.join('\n')}\n</ol></section>`
}

function item(repository: Repository, notes: ReadonlyMap<string, FleetNote>): string {
  const { name, state, from, to, unread } = repository
  const head = `<span class="state ${state}">${state}</span> <span class="reason">${escapeHtml(escapeLine(name))}</span> <span class="tally">${tally(repository)}</span>`
  const range = `<p class="source">from ${escapeHtml(from)} to ${escapeHtml(to)}, ${count(repository.files, 'file', 'files')} looked at</p>`
  const lost = unread.map(({ path, status, error }) => {
    return `<li><code>${escapeHtml(escapeLine(path))}</code> ${status}: ${escapeHtml(escapeLine(error))}</li>`
  })
  const left = repository.notes
    .filter(({ findings }) => findings > 0)
    .map((each) => decisions(each, repository.left, notes.get(each.transform)))
  const body = [range, lost.length === 0 ? '' : `<ul>${lost.join('')}</ul>`, ...left].join('')
  return `<li data-state="${state}"><details><summary>${head}</summary><div class="detail">${body}</div></details></li>`
}

function tally({ failed, skipped, security, findings, edits }: Repository): string {
  const parts = [
    failed > 0 ? `${count(failed, 'file', 'files')} failed` : '',
    findings > 0 ? `${findings} left to decide` : '',
    security > 0 ? `${security} about security` : '',
    skipped > 0 ? `${skipped} skipped` : '',
    edits > 0 ? count(edits, 'edit', 'edits') : '',
  ]
  return parts.filter((part) => part !== '').join(', ') || 'nothing to do'
}

/** The findings of one transform, those with the same words together. */
function decisions({ transform }: Tally, left: readonly Left[], note: FleetNote | undefined): string {
  const groups = new Map<string, Left[]>()
  for (const each of left) {
    if (each.transform !== transform) continue
    const group = groups.get(each.message)
    if (group === undefined) groups.set(each.message, [each])
    else group.push(each)
  }
  const messages = [...groups].map(([message, places]) => {
    const shown = places
      .slice(0, PLACES_SHOWN)
      .map(({ path, line }) => `<span class="place">${escapeHtml(escapeLine(path))}:${line}</span>`)
    const more = places.length > PLACES_SHOWN ? ` and ${places.length - PLACES_SHOWN} more` : ''
    return `<li>${inline(message)} <span class="below">${shown.join(' ')}${more}</span></li>`
  })
  const concern = note?.concern === undefined ? '' : ` <span class="concern">${note.concern}</span>`
  return `<h3><code>${escapeHtml(transform)}</code>${concern}</h3><ul class="messages">${messages.join('')}</ul>`
}

function matrix({ repositories, notes }: Fleet): string {
  if (notes.length === 0) return ''
  const heads = notes.map(
    ({ transform, concern }) =>
      `<th scope="col"${concern === undefined ? '' : ' class="at-stake"'}><span>${escapeHtml(transform)}</span></th>`,
  )
  const rows = repositories.map((repository) => {
    const tallies = new Map(repository.notes.map((each) => [each.transform, each]))
    const cells = notes.map(({ transform }) => cell(tallies.get(transform)))
    return `<tr data-state="${repository.state}"><th scope="row">${escapeHtml(escapeLine(repository.name))}</th>${cells.join('')}</tr>`
  })
  return `<section aria-labelledby="table"><h2 id="table">Repositories and notes</h2>
<p class="source"><span class="done">3 ✓</span> three edits made, or to be made by a dry run; <span class="left">2 ?</span> two places left to decide.</p>
<div class="scroll" tabindex="0" role="region" aria-labelledby="table"><table>
<thead><tr><th scope="col">repository</th>${heads.join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table></div></section>`
}

function cell(tally: Tally | undefined): string {
  if (tally === undefined) return '<td></td>'
  const done = tally.edits > 0 ? `<span class="done">${tally.edits} ✓</span>` : ''
  const left = tally.findings > 0 ? `<span class="left">${tally.findings} ?</span>` : ''
  return `<td>${[done, left].filter((part) => part !== '').join(' ')}</td>`
}

function notes({ notes }: Fleet): string {
  if (notes.length === 0) return ''
  const rows = notes.map(({ transform, title, concern, edits, edited, findings, asking }) => {
    const about = concern === undefined ? '' : ` <span class="concern">${concern}</span>`
    const made = `${count(edits, 'edit', 'edits')} in ${edited}, ${findings} left in ${asking}`
    return `<li class="task"><code>${escapeHtml(transform)}</code> ${inline(title)}${about} <span class="tally">${made}</span></li>`
  })
  return `<section aria-labelledby="notes"><h2 id="notes">Notes</h2>\n<ul class="rows">\n${rows.join('\n')}\n</ul></section>`
}

/** One line of our own words, with names in backticks. */
function inline(text: string): string {
  const parts = escapeLine(text).split('`')
  if (parts.length % 2 === 0) return escapeHtml(parts.join('`'))
  return parts.map((part, index) => (index % 2 === 0 ? escapeHtml(part) : `<code>${escapeHtml(part)}</code>`)).join('')
}

function count(value: number, one: string, many: string): string {
  return `${value.toLocaleString('en')} ${value === 1 ? one : many}`
}
