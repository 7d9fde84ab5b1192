/** JSON, by its first characters behind comments: no YAML begins so that has `//` in it as something else. */
const JSON_START =
  /^(?:[ \t\r\n]|\/\/[^\n]*\n|\/\*(?:[^*]|\*(?!\/))*\*\/)*[{[](?:[ \t\r\n]|\/\/[^\n]*\n|\/\*(?:[^*]|\*(?!\/))*\*\/)*["{[]/

/** The text with the comments of JSON painted over, length and lines kept. */
export function withoutComments(text: string): string {
  if (!/\/[/*]/.test(text) || !JSON_START.test(text.slice(0, 2000))) return text
  const parts: string[] = []
  let from = 0
  const mark = /"|\/\/|\/\*/g
  for (let match = mark.exec(text); match !== null; match = mark.exec(text)) {
    const { index } = match
    const end = match[0] === '"' ? stringEnd(text, index + 1) : commentEnd(text, index)
    if (match[0] !== '"') {
      parts.push(text.slice(from, index), text.slice(index, end).replaceAll(/[^\r\n]/g, ' '))
      from = end
    }
    mark.lastIndex = end
  }
  parts.push(text.slice(from))
  return parts.join('')
}

function stringEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '"' || text[at] === '\n') return at + 1
  }
  return text.length
}

function commentEnd(text: string, start: number): number {
  const close = text.startsWith('//', start) ? '\n' : '*/'
  const end = text.indexOf(close, start + 2)
  if (end === -1) return text.length
  return close === '\n' ? end : end + 2
}
