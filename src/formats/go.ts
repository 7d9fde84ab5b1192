import type { Format, Parsed } from '../format.ts'
import type { ScalarNode } from '../tree.ts'

/** A comment, or a literal between quotes of any kind: nothing in one begins another. What is not closed ends with the text. */
const TOKEN = /\/\/[^\n]*|\/\*(?:[^]*?\*\/|[^]*)|`[^`]*`?|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?/g

/** Go: string literals without escapes, the paths of imports among them. Nothing else in it is known. */
export const go: Format = {
  id: 'go',
  parse(text): Parsed {
    const literals = [...text.matchAll(TOKEN)].filter(([token]) => /^(["`])[^\\]*\1$/.test(token))
    const roots = literals.map((match) => literal(match[0], match.index))
    return { format: 'go', roots, commands: [], inner: [], problems: [] }
  },
}

function literal(token: string, start: number): ScalarNode {
  const quote = token.slice(0, 1)
  return {
    type: 'scalar',
    span: { start, end: start + token.length },
    value: token.slice(1, -1),
    write: (value) => (/["`\\\r\n]/.test(String(value)) ? undefined : `${quote}${String(value)}${quote}`),
    embedded: () => undefined,
  }
}
