import type { Problem } from '../format.ts'

/** What a text is counted in: what its format makes a value, a word or an entry of. */
export type Parts = 'lines' | 'words' | 'values'

/** Each takes some 30 microseconds and 5 kB, and a text is read before and after an edit: hand-written ones have far fewer. */
const MOST = 100_000

/** Says that a text has too many parts to be read in time; undefined: it has not. Takes no time to speak of. */
export function tooMany(text: string, parts: Parts): Problem | undefined {
  if (text.length <= MOST) return undefined
  const counts = COUNTS[parts]
  let count = 0
  for (let offset = 0; offset < text.length; offset++) {
    if (counts(text.charCodeAt(offset), text, offset) && ++count > MOST)
      return { offset, message: `more than ${MOST.toLocaleString('en')} ${parts}` }
  }
  return undefined
}

const [TAB, LINE_FEED, RETURN, BLANK] = [9, 10, 13, 32]
/** What begins a value, or ends one, in some syntax. */
const MARKS = new Set([...'\n,;[{('].map((mark) => mark.charCodeAt(0)))

const COUNTS: { readonly [parts in Parts]: (code: number, text: string, offset: number) => boolean } = {
  lines: (code) => code === LINE_FEED,
  words: (code, text, offset) => isBlank(code) && !isBlank(text.charCodeAt(offset - 1)),
  values: (code, text, offset) => MARKS.has(code) || (code === RETURN && text.charCodeAt(offset + 1) !== LINE_FEED),
}

function isBlank(code: number): boolean {
  return code === BLANK || code === LINE_FEED || code === TAB
}
