import type { Problem } from '../../format.ts'

/** The parser reads what is in brackets once for each pair around it. */
const DEPTH = 256
const WORK = 40_000_000
/** And looks for the end of each heredoc of a line among those before it. */
const HEREDOCS = 500

/** Says why a script would take the parser too long; undefined: it would not. Reads the text once. */
export function tooDeep(text: string): Problem | undefined {
  let depth = 0
  let deepest = 0
  let heredocs = 0
  for (let offset = 0; offset < text.length; offset++) {
    const letter = text[offset]
    if (letter === '(' || letter === '{' || letter === '[') depth++
    else if (letter === ')' || letter === '}' || letter === ']') depth = Math.max(0, depth - 1)
    else if (letter === '\n') heredocs = 0
    else if (letter === '<' && text[offset - 1] === '<') heredocs++
    deepest = Math.max(deepest, depth)
    if (deepest > DEPTH || deepest * text.length > WORK) return { offset, message: 'the script is nested too deeply' }
    if (heredocs > HEREDOCS) return { offset, message: 'the line has too many heredocs' }
  }
  return undefined
}
