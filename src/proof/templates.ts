import { tokensOf } from '../formats/template/tokens.ts'

const OPENS = /\{\{|\{%|\{#|<%/g

/** Whether expressions of a template still end where they ended. */
export function disproveTemplates(before: string, after: string): string | undefined {
  return swallowedIn(after) > swallowedIn(before) ? 'an expression of a template would be cut' : undefined
}

/** How many expressions begin that are not closed, or begin in another one that runs on over them. */
function swallowedIn(text: string): number {
  const opens = [...text.matchAll(OPENS)]
  if (opens.length === 0) return 0
  const starts = new Set(tokensOf(text).map(({ start }) => start))
  return opens.filter(({ index }) => !starts.has(index)).length
}
