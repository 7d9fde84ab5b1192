import type { Format, Inner } from '../format.ts'
import { overlaps, type Span } from '../text.ts'
import { embedFence, embedTerminal } from './markdown/embedded.ts'
import { type Fence, readFences } from './markdown/fences.ts'
import { guardedSpans } from './markdown/guards.ts'
import { contentOf } from './markdown/names.ts'
import { typedLines } from './markdown/terminal.ts'

export { guardedSpans } from './markdown/guards.ts'

/** Markdown and MDX: what is fenced is code, all else is prose. */
export const markdown: Format = {
  id: 'markdown',
  parse(text) {
    const fences = outside(readFences(text), guardedSpans(text))
    const inner = fences.map((fence) => innerOf(text, fence)).filter((found) => found !== undefined)
    return { format: 'markdown', roots: [], commands: [], inner, problems: [] }
  },
}

/** The fences that share nothing with documentation of some versions only. Both lists are in order. */
function outside(fences: readonly Fence[], guarded: readonly Span[]): Fence[] {
  let next = 0
  return fences.filter((fence) => {
    const span = { start: fence.start, end: fence.lines.at(-1)?.next ?? fence.start }
    while ((guarded[next]?.end ?? Infinity) <= span.start) next++
    const guard = guarded[next]
    return guard === undefined || !overlaps(guard, span)
  })
}

function innerOf(text: string, fence: Fence): Inner | undefined {
  if (fence.lines.length === 0 || fence.torn) return undefined
  const embedded = embedFence(text, fence)
  const { name, terminal } = contentOf(fence.info, embedded.text)
  if (!terminal) return { name, embedded }
  return { name, embedded: embedTerminal(text, fence, typedLines(text, fence.lines)) }
}
