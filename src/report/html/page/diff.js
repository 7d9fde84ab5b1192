/**
 * A line of a diff. A removed and an added line that stand for each other know what differs.
 * @typedef {object} Row
 * @property {string} sign
 * @property {number | undefined} old
 * @property {number | undefined} now
 * @property {string} text
 * @property {{ from: number, to: number } | undefined} changed
 */

/**
 * @param {PageBlock} block
 * @returns {Row[]}
 */
function rowsOf({ old, now, lines }) {
  let [a, b] = [old, now]
  const rows = lines.map((line) => {
    const sign = line.slice(0, 1)
    const plain = sign === '\\'
    /** @type {Row} */
    const row = {
      sign,
      old: sign === '+' || plain ? undefined : a++,
      now: sign === '-' || plain ? undefined : b++,
      text: line.slice(plain ? 2 : 1),
      changed: undefined,
    }
    return row
  })
  for (const { removed, added } of groupsOf(rows)) {
    for (const [index, gone] of removed.entries()) {
      const come = added[index]
      const words = come === undefined ? undefined : changedWords(gone.text, come.text)
      gone.changed = words?.old
      if (come !== undefined) come.changed = words?.now
    }
  }
  return rows
}

/**
 * Rows side by side: what is removed with what is added in its place, the rest alone.
 * @param {Row[]} rows
 */
function groupsOf(rows) {
  /** @type {{ removed: Row[], added: Row[], same: Row | undefined }[]} */
  const groups = []
  for (const row of rows) {
    let last = groups.at(-1)
    if (row.sign !== '-' && row.sign !== '+') groups.push({ removed: [], added: [], same: row })
    else {
      if (last === undefined || last.same !== undefined || (row.sign === '-' && last.added.length > 0)) {
        last = { removed: [], added: [], same: undefined }
        groups.push(last)
      }
      ;(row.sign === '-' ? last.removed : last.added).push(row)
    }
  }
  return groups
}
