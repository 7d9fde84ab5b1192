/** The deepest file met among thousands nests 28 levels; the parser aborts the process on repeated input of a thousand. */
const LIMIT = 256

/** Counts brackets and indentation without parsing. */
export function isTooDeep(text: string): boolean {
  return bracketsTooDeep(text) || indentsTooDeep(text)
}

function bracketsTooDeep(text: string): boolean {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x5b || code === 0x7b) {
      if (++depth > LIMIT) return true
    } else if ((code === 0x5d || code === 0x7d) && depth > 0) depth--
  }
  return false
}

function indentsTooDeep(text: string): boolean {
  const open: number[] = []
  for (let start = 0; start < text.length;) {
    let at = start
    let bullets = 0
    while (
      text[at] === ' ' ||
      (text[at] === '-' && text[at + 1] === ' ') ||
      (text[at] === '?' && text[at + 1] === ' ')
    ) {
      if (text[at] !== ' ') bullets++
      at++
    }
    const next = text.indexOf('\n', at)
    const column = at - start
    while (open.length > 0 && (open.at(-1) ?? 0) >= column) open.pop()
    open.push(column)
    if (open.length + bullets > LIMIT) return true
    start = next === -1 ? text.length : next + 1
  }
  return false
}
