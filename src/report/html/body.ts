import type { Report } from '../json.ts'
import { escapeControls } from '../terminal.ts'

/** What the page shows before its script fills it: everything but lists. */
export function formatBody(report: Report): string {
  return `<a class="skip" href="#main">Skip to the report</a>
<header class="top">
${heading(report)}
<div class="tools">
<div class="switch" role="group" aria-label="View of changes">
<button type="button" id="unified" aria-pressed="true">Unified</button>
<button type="button" id="split" aria-pressed="false">Side by side</button>
</div>
<button type="button" id="theme">Dark</button>
<button type="button" id="show-help" aria-haspopup="dialog" aria-label="Keyboard help">?</button>
</div>
</header>
<noscript><p class="error">This report needs JavaScript to show diffs and lists. It runs without any network.</p></noscript>
<div class="page">
${SIDE}
<main id="main" tabindex="-1">
<section id="summary" aria-label="Summary">
${summary(report)}
</section>
${SECTIONS}
</main>
</div>
${HELP}`
}

function heading({ from, to, tool }: Report): string {
  const range = `${escapeHtml(from)} <span class="arrow" aria-hidden="true">→</span><span class="hidden">to</span> ${escapeHtml(to)}`
  const made = `${escapeHtml(tool.name)} ${escapeHtml(tool.version)}`
  return `<h1><span class="range">${range}</span> <span class="subject">Kuma and Kong Mesh configuration</span></h1>
<span class="made">${made}</span>`
}

function summary({
  summary: { files, changed, flagged, failed, skipped, edits, findings, found, suppressed },
}: Report): string {
  const counts: [string, number, string][] = [
    [plural(changed, 'file changed', 'files changed'), changed, ''],
    [plural(edits, 'edit', 'edits'), edits, ''],
    ['left to decide', findings, 'asks'],
    [plural(flagged, 'file with findings only', 'files with findings only'), flagged, ''],
    [plural(failed, 'file failed', 'files failed'), failed, 'fails'],
    [plural(skipped, 'file skipped', 'files skipped'), skipped, ''],
    [plural(files, 'file looked at', 'files looked at'), files, ''],
  ]
  const shown = counts.filter(([name, count]) => count > 0 || !/failed|skipped|only/.test(name))
  const list = shown.map(([name, count, kind]) => {
    return `<div><dt>${name}</dt><dd${kind !== '' && count > 0 ? ` class="${kind}"` : ''}>${number(count)}</dd></div>`
  })
  const sum = `${number(found)} sites found = ${number(edits)} edited + ${number(findings)} left to decide + ${number(suppressed)} suppressed`
  return `<dl class="counts">\n${list.join('\n')}\n</dl>\n<p class="sum">${sum}</p>`
}

function plural(count: number, one: string, many: string): string {
  return count === 1 ? one : many
}

function number(count: number): string {
  return count.toLocaleString('en')
}

const SIDE = `<nav id="side" class="side" aria-label="Filters and files">
<button type="button" id="side-toggle" class="side-toggle" aria-expanded="false" aria-controls="side-body">Filters and files</button>
<div id="side-body" class="side-body">
<form id="filters" class="filters" role="search" aria-label="Filter the report">
<label class="wide"><span class="filter-name">Search</span><input type="search" id="filter-text" placeholder="paths, code, messages" autocomplete="off" spellcheck="false"></label>
<label class="wide"><span class="filter-name">File</span><input type="search" id="filter-file" placeholder="part of a path" autocomplete="off" spellcheck="false"></label>
<label class="wide"><span class="filter-name">Transform</span><select id="filter-transform"><option value="">all</option></select></label>
<label><span class="filter-name">Release</span><select id="filter-release"><option value="">all</option></select></label>
<label><span class="filter-name">Show</span><select id="filter-show"><option value="">everything</option><option value="safe">edits</option><option value="unsafe">unsafe edits</option><option value="findings">findings</option><option value="failed">failed and skipped</option></select></label>
<p class="wide shown"><span id="shown" role="status"></span> <button type="button" class="link" id="clear">Clear</button></p>
</form>
<ul id="file-list" class="file-list" aria-label="Files"></ul>
</div>
</nav>`

const SECTIONS = `<section id="tasks" aria-labelledby="tasks-title">
<div class="section-head"><h2 id="tasks-title">Left to do</h2><span id="progress" class="progress" role="status"></span><progress id="progress-bar" aria-labelledby="progress"></progress></div>
<ul id="task-list" class="rows"></ul>
<button type="button" id="more-tasks" class="more" hidden></button>
</section>
<section id="why" aria-labelledby="why-title">
<h2 id="why-title">What changed and why</h2>
<ul id="why-list" class="rows"></ul>
</section>
<section id="files" aria-labelledby="files-title" tabindex="-1">
<h2 id="files-title">Files</h2>
<p id="nothing" hidden>Nothing matches these filters.</p>
<div id="file-sections"></div>
</section>`

const KEYS: readonly (readonly [string, string])[] = [
  ['j', 'next hunk'],
  ['k', 'hunk before'],
  ['x', 'tick what is left to do there'],
  ['/', 'search'],
  ['v', 'unified or side by side'],
  ['t', 'light or dark'],
  ['?', 'this help'],
]

const HELP = `<dialog id="help" aria-labelledby="help-title">
<h2 id="help-title">Keyboard</h2>
<dl class="keys">
${KEYS.map(([key, action]) => `<div><dt><kbd>${key}</kbd></dt><dd>${action}</dd></div>`).join('\n')}
</dl>
<label class="tick"><input type="checkbox" id="keys" checked><span>Keys are on</span></label>
<form method="dialog"><button autofocus>Close</button></form>
</dialog>`

const ENTITIES = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
])

/** For text and for attributes in double quotes. */
export function escapeHtml(text: string): string {
  return escapeControls(text).replace(/[&<>"]/g, (character) => ENTITIES.get(character) ?? character)
}
