import { namedIn, strands } from '../anchors.ts'
import { type Edits, insertAfter } from '../layout.ts'
import type { Link } from '../removal.ts'
import { type Edit, eolAt, lineEnd } from '../text.ts'
import { anchorsOf } from '../tree.ts'
import { clone, type ObjectHome } from './home.ts'

/** The object's own text with edits made in it: as another document of the stream, or the next item of its list. */
export function copyObject(home: ObjectHome, edits: readonly Edit[]): Edits {
  const { text } = home.source
  if (strands(namedIn([home.node]), edits)) return { because: 'its parts share values through anchors' }
  const copied = withoutEnd(clone(text, home.node.span, edits))
  const link = home.chain[0]
  // The anchors of one document are one set.
  if (link !== undefined && anchorsOf(home.node).length > 0) return { because: 'a copy of it would repeat an anchor' }
  if (link !== undefined) return besideItem(text, link, copied)
  if (home.source.single === true) return { because: 'this text can hold one document only' }
  if (home.node.layout.kind !== 'lines') return { because: 'another object cannot be written beside it here' }
  const eol = eolAt(text, home.node.span.start)
  const end = lineEnd(text, home.node.span.end)
  const next = end + (end < text.length ? eol.length : 0)
  const document = end < text.length ? `---${eol}${copied}${eol}` : `${eol}---${eol}${copied}`
  return [{ start: next, end: next, text: document }]
}

/** A copy that lost its last lines ends with the break of the line before. */
function withoutEnd(text: string): string {
  let end = text.length
  while (text[end - 1] === '\n' || text[end - 1] === '\r') end--
  return text.slice(0, end)
}

function besideItem(text: string, { list, index }: Link, copied: string): Edits {
  const isList = 'type' in list && list.type === 'list'
  return isList
    ? insertAfter(text, list, index, copied)
    : { because: 'another object cannot be written beside it here' }
}
