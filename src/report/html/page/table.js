/**
 * What all lines of a table share.
 * @typedef {object} Look
 * @property {RegExp | undefined} syntax
 * @property {Set<number | undefined>} asked the lines that findings are about
 * @property {number} common how many blanks every line starts with
 */

/** @type {Record<string, string>} */
const ROW_KINDS = { '-': 'gone', '+': 'new', '\\': 'remark', ' ': 'same' }

/**
 * @param {BlockView} block
 * @param {boolean} split side by side
 */
function drawDiff({ data, file }, split) {
  const rows = rowsOf(data)
  const asked = new Set(data.findings.map(({ line }) => line))
  const indents = rows.filter(({ text }) => text.trim() !== '').map(({ text }) => indentOf(text))
  const look = { syntax: syntaxOf(file.data.path), asked, common: indents.length === 0 ? 0 : Math.min(...indents) }
  const body = make('tbody', {})
  if (split) for (const group of groupsOf(rows)) body.append(...splitRows(group, look))
  else for (const row of rows) body.append(unifiedRow(row, look))
  const last = data.old + rows.filter(({ old }) => old !== undefined).length - 1
  const label = `${file.data.path}, lines ${data.old} to ${last}`
  const table = make('table', { class: split ? 'diff split' : 'diff', 'aria-label': label }, columns(split), body)
  table.style.setProperty('--common', `${look.common}`)
  return table
}

/** @param {string} text its leading blanks; a tab has no width that can be counted on */
function indentOf(text) {
  const indent = /^[ \t]*/.exec(text)?.[0] ?? ''
  return indent.includes('\t') ? 0 : indent.length
}

/** @param {boolean} split */
function columns(split) {
  const names = split ? ['column-no', '', 'column-no', ''] : ['column-no column-old', 'column-no', '']
  return make('colgroup', {}, ...names.map((name) => make('col', { class: name })))
}

/**
 * @param {Row} row
 * @param {Look} look
 */
function unifiedRow(row, look) {
  const kind = ROW_KINDS[row.sign] ?? 'same'
  const mark = row.old !== undefined && look.asked.has(row.old) ? `${kind} asked` : kind
  const now = make('td', { class: 'no now', 'data-no': row.now, 'data-old': row.old })
  return make('tr', { class: mark }, lineNumber(row.old), now, codeCell(row, look, ''))
}

/**
 * @param {{ removed: Row[], added: Row[], same: Row | undefined }} group
 * @param {Look} look
 */
function splitRows({ removed, added, same }, look) {
  const left = same === undefined ? removed : [same]
  const right = same === undefined ? added : [same]
  return Array.from({ length: Math.max(left.length, right.length) }, (_, index) => {
    const [old, now] = [left[index], right[index]]
    const mark = old?.old !== undefined && look.asked.has(old.old) ? 'asked' : ''
    const cells = [lineNumber(old?.old), codeCell(old, look, 'left'), lineNumber(now?.now), codeCell(now, look, '')]
    return make('tr', { class: mark }, ...cells)
  })
}

/** @param {number | undefined} line shown by the style, so that it is not copied with the code */
function lineNumber(line) {
  return make('td', { class: 'no old', 'data-no': line })
}

/**
 * @param {Row | undefined} row
 * @param {Look} look
 * @param {string} side
 */
function codeCell(row, { syntax, common }, side) {
  if (row === undefined) return make('td', { class: `code none ${side}` })
  const kind = ROW_KINDS[row.sign] ?? 'same'
  const sign = row.sign === '+' || row.sign === '-' ? row.sign : undefined
  const cell = make('td', { class: `code ${kind} ${side}`, 'data-sign': sign }, codeOf(row.text, syntax, row.changed))
  cell.style.setProperty('--hang', `${Math.min(indentOf(row.text) + 2, common + 16)}`)
  return cell
}
