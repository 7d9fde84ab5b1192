import { embed } from '../embedded.ts'
import type { Format, Inner, Parsed } from '../format.ts'
import type { ScalarNode } from '../tree.ts'

/** A comment, or a literal between quotes of any kind: nothing in one begins another. What is not closed ends with the text. */
const TOKEN = /\/\/[^\n]*|\/\*(?:[^]*?\*\/|[^]*)|`[^`]*`?|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?/g

/** Go: string literals without escapes, the paths of imports among them, and YAML in raw ones. Nothing else in it is known. */
export const go: Format = {
  id: 'go',
  parse(text): Parsed {
    const literals = [...text.matchAll(TOKEN)].filter(([token]) => /^(["`])[^\\]*\1$/.test(token))
    const roots = literals.map((match) => literal(match[0], match.index))
    return { format: 'go', roots, commands: [], inner: literals.flatMap(innerOf), problems: [] }
  },
}

/** YAML in a raw string is looked into, and never edited: what is put around and into it cannot be seen. */
function innerOf({ 0: token, index }: RegExpExecArray): Inner[] {
  const source = token.slice(1, -1)
  if (!token.startsWith('`') || !/^[ \t]*(?:- )?[\w"'.-]+:(?:\s|$)/m.test(source) || !source.includes('\n')) return []
  const span = { start: index + 1, end: index + token.length - 1 }
  const segments = [{ inner: 0, outer: span.start, length: source.length }]
  return [{ name: 'inline.yaml', embedded: embed(source, span, segments, () => undefined) }]
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
