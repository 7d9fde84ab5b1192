import type { Span } from '../../text.ts'

interface Tag extends Span {
  readonly word: string
  readonly rest: string
}

/** The Liquid tag that starts at or after an offset. */
function nextTag(text: string, from: number): Tag | undefined {
  const start = text.indexOf('{%', from)
  const close = start === -1 ? -1 : text.indexOf('%}', start + 2)
  if (close === -1) return undefined
  const body = text
    .slice(start + 2, close)
    .replace(/^-/, '')
    .trim()
  const word = /^\w*/.exec(body)?.[0] ?? ''
  return { start, end: close + 2, word, rest: body.slice(word.length) }
}

/** The offset behind a block whose tags mean nothing; the tag's own end where it is none, or not closed, which `unclosed` keeps. */
function endOfVerbatim(text: string, tag: Tag, unclosed: Set<string>): number {
  if ((tag.word !== 'raw' && tag.word !== 'comment') || unclosed.has(tag.word)) return tag.end
  for (let next = nextTag(text, tag.end); next !== undefined; next = nextTag(text, next.end)) {
    if (next.word === `end${tag.word}`) return next.end
  }
  unclosed.add(tag.word)
  return tag.end
}

function isGuard(tag: Tag): boolean {
  if (/^if_\w*version$/.test(tag.word)) return true
  return /^(?:if|unless|case)$/.test(tag.word) && /version|release/i.test(tag.rest)
}

/**
 * Documentation that is shown for some versions only: `{% if_version lte:2.6.x %} … {% endif_version %}` and other Liquid
 * conditions on a version or release. Whole blocks with their tags, outermost ones, in order; what is not closed goes to the end.
 */
export function guardedSpans(text: string): Span[] {
  const spans: Span[] = []
  const open: Tag[] = []
  const unclosed = new Set<string>()
  let guard: Tag | undefined
  for (let tag = nextTag(text, 0); tag !== undefined; tag = nextTag(text, endOfVerbatim(text, tag, unclosed))) {
    if (/^(?:if|unless|case)(?:_|$)/.test(tag.word)) {
      open.push(tag)
      if (guard === undefined && isGuard(tag)) guard = tag
    } else if (open.at(-1) !== undefined && tag.word === `end${open.at(-1)?.word}`) {
      const closed = open.pop()
      if (closed !== guard || guard === undefined) continue
      spans.push({ start: guard.start, end: tag.end })
      guard = undefined
    }
  }
  if (guard !== undefined) spans.push({ start: guard.start, end: text.length })
  return spans
}
