import type { Span } from '../../text.ts'
import type { ScalarNode } from '../../tree.ts'
import {
  expect,
  fail,
  isBreak,
  nested,
  readInside,
  readLoop,
  type Source,
  skipBlanks,
  take,
  takeName,
  takeWord,
} from './source.ts'
import { heredocNode, quotedNode } from './strings.ts'

export function readQuoted(source: Source): ScalarNode {
  const { text, at: start } = source
  const holes: Span[] = []
  source.at++
  while (!take(source, '"')) {
    const { at } = source
    if (at >= text.length || isBreak(source)) fail(source, 'the string is not closed')
    if (text[at] === '\\') source.at += 2
    else if (take(source, '$${') || take(source, '%%{')) continue
    else if (take(source, '${') || take(source, '%{')) {
      nested(source, () => readHole(source, text[at] === '%'))
      holes.push({ start: at, end: source.at })
    } else source.at++
  }
  return quotedNode(text, { start, end: source.at }, holes)
}

/** The rest of an interpolation or directive. */
function readHole(source: Source, directive: boolean): void {
  take(source, '~')
  skipBlanks(source, true)
  if (!directive || takeWord(source, 'if')) source.loose.push(readInside(source))
  else if (takeWord(source, 'for')) readLoop(source)
  else if (!['else', 'endif', 'endfor'].some((word) => takeWord(source, word))) fail(source, 'a directive is missing')
  skipBlanks(source, true)
  take(source, '~')
  expect(source, '}')
}

export function readHeredoc(source: Source): ScalarNode {
  const { text, at: start } = source
  source.at += text.startsWith('<<-', start) ? 3 : 2
  const name = takeName(source)
  if (name === undefined || !isBreak(source)) fail(source, 'the marker of the here-document is missing')
  const marker = text.slice(name.start, name.end)
  const first = text.indexOf('\n', name.end) + 1
  for (let line = first; line < text.length;) {
    const found = text.indexOf('\n', line)
    const end = found === -1 ? text.length : found
    if (text.slice(line, end).trim() === marker) {
      source.at = text.indexOf(marker, line) + marker.length
      return heredocNode(text, { start, end: source.at }, { start: first, end: line })
    }
    line = end + 1
  }
  return fail(source, `the here-document is not closed by ${marker}`)
}
