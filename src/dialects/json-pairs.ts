import type { Span } from '../text.ts'

/** Where the pairs stand in what `--set-json` is given: commas inside of strings and brackets part nothing. */
export function jsonPairsIn(said: string): Span[] {
  const pairs: Span[] = []
  let start = 0
  let depth = 0
  for (let at = 0; at < said.length; at++) {
    const letter = said[at] ?? ''
    if (letter === '\\') at++
    else if (letter === '"') at = endOfString(said, at)
    else if ('{['.includes(letter)) depth++
    else if ('}]'.includes(letter)) depth--
    else if (letter === ',' && depth <= 0) {
      pairs.push({ start, end: at })
      start = at + 1
    }
  }
  return [...pairs, { start, end: said.length }]
}

/** The quote that ends a string; the end of the text where none does. */
function endOfString(said: string, open: number): number {
  let at = open + 1
  while (at < said.length && said[at] !== '"') at += said[at] === '\\' ? 2 : 1
  return at
}

/** The value of a pair has parts of its own, or is a string with escapes: only a tree can show it. */
export function isTree(pair: string): boolean {
  return /^[^=]*=\s*(?:[{[]|"[^"\\]*\\)/.test(pair) || /^\s*\{/.test(pair)
}
