import type { Edits } from '../layout.ts'
import type { Span } from '../text.ts'
import type { Change } from '../transform.ts'
import type { Located, Source } from './home.ts'

const PROSE = 'it stands in prose or in a comment'

/**
 * Every match of a pattern in a text that no other view accounts for.
 * @param isCode whether an offset lies in something that a program reads.
 */
export function locateText(source: Source, pattern: RegExp, isCode: (offset: number) => boolean): Located[] {
  return [...source.text.matchAll(pattern)].map((match) => {
    const span = { start: match.index, end: match.index + match[0].length }
    return located(source, span, match[0], isCode(match.index) ? undefined : PROSE)
  })
}

function located(source: Source, span: Span, value: string, doubt: string | undefined): Located {
  return {
    source,
    doubt,
    span,
    claims: [span],
    path: value,
    form: 'text',
    platform: undefined,
    value,
    get: () => undefined,
    all: () => [],
    edit: (changes) => editText(span, value, changes),
  }
}

/** Only what differs is written: an expression may stand in the rest. */
function editText(span: Span, value: string, changes: readonly Change[]): Edits {
  const [change] = changes
  if (change?.do !== 'set' || typeof change.value !== 'string' || changes.length > 1)
    return { because: 'this cannot be done to text' }
  const written = change.value
  let start = 0
  while (start < value.length && value[start] === written[start]) start++
  return [{ start: span.start + start, end: span.end, text: written.slice(start) }]
}
