const WORD = /[\p{L}\p{N}_]/u

/**
 * What differs between two lines, in whole words; undefined where little is the same.
 * @param {string} old
 * @param {string} now
 */
function changedWords(old, now) {
  const shorter = Math.min(old.length, now.length)
  let head = 0
  while (head < shorter && old[head] === now[head]) head++
  let tail = 0
  while (tail < shorter - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++
  while (head > 0 && WORD.test(old[head - 1] ?? '')) head--
  while (tail > 0 && WORD.test(old[old.length - tail] ?? '')) tail--
  if ((head + tail) * 4 < shorter) return undefined
  return { old: { from: head, to: old.length - tail }, now: { from: head, to: now.length - tail } }
}

/**
 * A line of code: coloured, with what changed on it marked.
 * @param {string} text
 * @param {RegExp | undefined} syntax
 * @param {{ from: number, to: number } | undefined} changed
 */
function codeOf(text, syntax, changed) {
  const result = document.createDocumentFragment()
  let at = 0
  /** @param {number} to @param {string} kind */
  const add = (to, kind) => {
    for (const end of [changed?.from ?? to, changed?.to ?? to, to]) {
      const stop = Math.min(end, to)
      if (stop <= at) continue
      const marked = changed !== undefined && at >= changed.from && at < changed.to
      const piece = text.slice(at, stop)
      const inner = kind === '' ? piece : make('span', { class: `t-${kind}` }, piece)
      result.append(marked ? make('mark', {}, inner) : inner)
      at = stop
    }
  }
  for (const { from, to, kind } of tokensOf(text, syntax)) {
    add(from, '')
    add(to, kind)
  }
  add(text.length, '')
  return result
}
