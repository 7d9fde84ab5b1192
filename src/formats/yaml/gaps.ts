import { partitionPoint } from '../../sorted.ts'
import { lineStart, type Span } from '../../text.ts'
import type { Layout, Member, ScalarNode } from '../../tree.ts'
import type { Masked } from '../template/mask.ts'
import type { Token } from '../template/tokens.ts'
import { writeScalar } from './scalar.ts'
import { emptySpan } from './tokens.ts'

/** What a template writes between the members that the parser sees. */
export class Gaps {
  private readonly text: string
  private readonly tokens: readonly Token[]
  private readonly writers: readonly Span[]
  private readonly given = new Set<Span>()

  constructor(text: string, { tokens, writers }: Masked) {
    this.text = text
    this.tokens = tokens
    this.writers = writers
  }

  /** Members as the parser sees them, and what a template writes between them and behind the last. */
  fill<T extends Member>(seen: readonly T[], gap: Span, layout: Layout, written: (writer: Span) => T): T[] {
    if (layout.kind === 'inline') return [...seen]
    const writers = this.claim(gap, layout.kind === 'lines' ? layout.indent.length : 0).map(written)
    return writers.length === 0 ? [...seen] : [...seen, ...writers].sort((a, b) => a.span.start - b.span.start)
  }

  /** The value of a key with nothing behind it that the parser sees. @param key where that stands */
  unwritten(gap: Span, key: number): ScalarNode {
    const writers = this.claim(gap, key - lineStart(this.text, key) + 1)
    const last = writers.at(-1)
    return last === undefined ? missing(gap.start) : unknown({ start: writers[0]?.start ?? gap.start, end: last.end })
  }

  /**
   * The expressions in a gap that write something as far in as this; each is given once, so that the innermost container gets it.
   * @param indent a column
   */
  private claim(gap: Span, indent: number): Span[] {
    const claimed: Span[] = []
    for (let index = firstAfter(this.writers, gap.start); index < this.writers.length; index++) {
      const writer = this.writers[index]
      if (writer === undefined || writer.start >= gap.end) break
      if (!this.given.has(writer) && this.columnOf(writer) >= indent) claimed.push(writer)
    }
    for (const writer of claimed) this.given.add(writer)
    return claimed
  }

  /** How far in the lines are that it writes: what it says itself, else where it stands. */
  private columnOf({ start, end }: Span): number {
    const said = /\bn?indent\s+(\d{1,3})\b/.exec(this.text.slice(Math.max(start, end - 200), end))?.[1]
    return said === undefined ? start - lineStart(this.text, start) : Number(said)
  }

  /** Where a member ends, with the expressions behind it that close the blocks which start in it. @param limit the next member's start */
  closed({ start, end }: Span, limit: number): number {
    let depth = 0
    let closed = end
    for (let index = firstAfter(this.tokens, start); index < this.tokens.length; index++) {
      const token = this.tokens[index]
      if (token === undefined || token.start >= limit || (token.start >= end && depth === 0)) break
      if (token.role === 'opens') depth++
      else if (token.role === 'closes') depth = Math.max(0, depth - 1)
      if (token.start >= end && depth === 0) closed = token.end
    }
    return depth === 0 ? closed : end
  }
}

function firstAfter(spans: readonly Span[], offset: number): number {
  return partitionPoint(spans, ({ start }) => start < offset)
}

/** A value that only the template knows. */
export function unknown(span: Span): ScalarNode {
  return { type: 'scalar', span, value: undefined, write: () => undefined, embedded: () => undefined }
}

/** Nothing, which can be written behind what stands before it. */
export function missing(offset: number): ScalarNode {
  return {
    type: 'scalar',
    span: emptySpan(offset),
    value: null,
    write: (value) => {
      const written = writeScalar(value, 'plain')
      return written === undefined ? undefined : ` ${written}`
    },
    embedded: () => undefined,
  }
}
