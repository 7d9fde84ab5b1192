import { parse } from 'unbash'
import type { Format } from '../format.ts'
import { type Span, slice } from '../text.ts'
import { tooMany } from './bounds.ts'
import { tooDeep } from './shell/depth.ts'
import { holesOf } from './shell/holes.ts'
import { startIn, type View, viewOf, withoutReturns } from './shell/view.ts'
import { type Script, Walk } from './shell/walk.ts'

/** Reads a script, or a part of another text that is one. Spans are those of the outer text. Never throws. */
export function readScript(view: View): Script {
  const refused = tooMany(view.text, 'words') ?? tooDeep(view.text)
  if (refused !== undefined) return broken(view, refused.offset, refused.message)
  try {
    const walk = new Walk(view)
    walk.run(parse(view.text))
    return walk.finish()
  } catch (error) {
    // The parser recurses where a function's body is a function's head again, without an end.
    if (error instanceof RangeError) return broken(view, 0, 'the script is nested too deeply')
    throw error
  }
}

function broken(view: View, offset: number, message: string): Script {
  return { roots: [], commands: [], inner: [], problems: [{ offset: startIn(view, offset), message }] }
}

/** A stretch of a text that is a script as it stands there. */
export function scriptView(text: string, start: number, end: number): View {
  const span = { start, end }
  return viewOf(text, withoutEscapes(text, withoutReturns(text, span)), holesOf(text, span), (added) => added)
}

/** CircleCI has `\<<EOF` for a here-document, since `<<` is its own. */
function withoutEscapes(text: string, kept: readonly Span[]): Span[] {
  return kept.flatMap(({ start, end }) => {
    const spans: Span[] = []
    let from = start
    for (const { index } of slice(text, { start, end }).matchAll(/(?<=[ \t])\\(?=<<-?["']?[A-Za-z_])/g)) {
      spans.push({ start: from, end: start + index })
      from = start + index + 1
    }
    return [...spans, { start: from, end }]
  })
}

/** Shell scripts: POSIX sh and Bash. */
export const shell: Format = {
  id: 'shell',
  parse: (text) => ({ format: 'shell', ...readScript(scriptView(text, 0, text.length)) }),
}
