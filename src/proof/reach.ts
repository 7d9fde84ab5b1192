import type { Parsed } from '../format.ts'
import { partitionPoint } from '../sorted.ts'
import { contains, lineEnd, lineStart, type Span, slice } from '../text.ts'
import type { Member, Node } from '../tree.ts'

/** A member that holds a place, among its siblings. */
interface Around extends Sibling {
  readonly member: Member & { readonly keySpan?: Span }
}

interface Sibling {
  readonly span: Span
  readonly siblings: readonly { readonly span: Span }[]
  readonly index: number
}

/** Finds how far the things reach that sites stand for, in one text. */
export class Reach {
  private readonly text: string
  private readonly roots: readonly Node[]
  private readonly sorted: boolean
  private readonly words: readonly Sibling[]

  constructor(text: string, { roots, commands }: Parsed) {
    this.text = text
    this.roots = roots
    this.sorted = roots.every(({ span }, index) => span.start >= (roots[index - 1]?.span.end ?? 0))
    const words = commands.flatMap((command) =>
      command.words.map((word, index) => ({ span: word.span, index, siblings: command.words })),
    )
    this.words = words.sort((a, b) => a.span.start - b.span.start)
  }

  /** The members around a place, outermost first; its own last. */
  around(span: Span): Around[] {
    // A text with conditions is read once for each way through them.
    const ways = this.rootsAt(span).map((root) => membersAround(root, span))
    return ways.reduce((best, way) => (way.length > best.length ? way : best), [])
  }

  private rootsAt(span: Span): readonly Node[] {
    if (!this.sorted) return this.roots.filter((root) => contains(root.span, span))
    const root = this.roots[holding(this.roots, span)]
    return root === undefined ? [] : [root]
  }

  /** The tree a place stands in. */
  root(span: Span): Span {
    return this.rootsAt(span)[0]?.span ?? span
  }

  /** The word and the member a place is in. */
  holders(span: Span): Span[] {
    const [word, own] = [this.words[holding(this.words, span)], this.around(span).at(-1)]
    return [word, own].flatMap((each) => (each === undefined ? [] : [each.span]))
  }

  /** What a site stands for: an entry by its key, an item, a variable by its name, a flag with its value. */
  of(span: Span): Span[] {
    const around = this.around(span)
    const own = around.at(-1)
    const word = this.words[holding(this.words, span)]
    const reaches = word === undefined ? [span] : [span, ...this.inList(word, span)]
    if (own === undefined) return reaches
    const { member } = own
    if (member.keySpan === undefined) return [...reaches, ...this.inList(own, span), this.whole(member)]
    if (isSame(member.keySpan, span)) return [...reaches, member.span]
    // A JSON pointer names what stands beside it, whichever part of it a site means.
    const pointer = /^["']?\//.test(this.text.slice(member.value.span.start, member.value.span.start + 2))
    const named = isSame(member.span, span) || isSame(member.value.span, span) || pointer
    if (!named) return [...reaches, pairAround(this.text, member.value.span, span)]
    const holder = around.at(-2)?.member
    return [...reaches, holder === undefined ? this.root(span) : this.whole(holder)]
  }

  private whole({ keySpan, span }: Around['member']): Span {
    return keySpan === undefined ? bulletBefore(this.text, span) : span
  }

  /** A word or an item; with a flag goes its value, and with what is given to a flag, the flag. */
  private inList({ span: own, siblings, index }: Sibling, span: Span): Span[] {
    const pair = isSame(own, span) ? own : pairAround(this.text, own, span)
    if (!isSame(own, pair)) return [pair]
    const isFlag = (at: Span | undefined): boolean =>
      at !== undefined && /^["'`]?--?[A-Za-z][\w-]*["'`]?$/.test(slice(this.text, at))
    const [before, after] = [siblings[index - 1]?.span, siblings[index + 1]?.span]
    return [
      ...(before !== undefined && isFlag(before) ? [before] : []),
      pair,
      ...(after !== undefined && isFlag(own) ? [after] : []),
    ]
  }

  /** Containers of which nothing is left when these spans go. */
  emptied(spans: readonly Span[]): Span[] {
    const gone = [...spans]
    const isGone = (span: Span): boolean => gone.some((each) => contains(each, span))
    for (const span of spans) {
      for (const { member } of this.around(span).toReversed()) {
        const { value } = member
        if (isGone(this.whole(member))) continue
        if (value.type === 'scalar' || value.type === 'alias') break
        if (!value.members.every((inner) => isGone(inner.span))) break
        gone.push(this.whole(member))
      }
    }
    return gone.slice(spans.length)
  }

  /** The comment that ends a line stands for what the line holds. */
  withComment(span: Span): Span {
    const end = lineEnd(this.text, span.end)
    const behind = this.text.slice(span.end, end)
    return /^[ \t]*(?:[,;\\][ \t]*)?(?:#|\/\/|\/\*)/.test(behind) ? { start: span.start, end } : span
  }
}

function membersAround(root: Node, span: Span): Around[] {
  const found: Around[] = []
  for (let node = root; node.type === 'map' || node.type === 'list';) {
    const siblings: readonly Around['member'][] = node.members
    const index = holding(siblings, span)
    const member = siblings[index]
    if (member === undefined) return found
    found.push({ member, span: member.span, siblings, index })
    node = member.value
  }
  return found
}

/** Which of these, sorted, holds a span; -1: none. */
function holding(all: readonly { readonly span: Span }[], span: Span): number {
  const last = partitionPoint(all, (each) => each.span.start <= span.start) - 1
  const found = all[last]
  return found !== undefined && contains(found.span, span) ? last : -1
}

/** The same, but for quotes. */
function isSame(a: Span, b: Span): boolean {
  return Math.abs(a.start - b.start) <= 1 && Math.abs(a.end - b.end) <= 1
}

/** `name=value` among others in one string: with the flag before it, up to the comma or blank before the next name. */
function pairAround(text: string, outer: Span, span: Span): Span {
  const next = /(?<![,;\s])[,;\s]+[\w.[\]"-]+=|\s/.exec(text.slice(span.end, outer.end))
  const lead = /(?:--?[A-Za-z-]{1,20}[ \t=]["']?)?(?:\$\{\w{1,24}\}|\$)?[\w.]{0,24}$/.exec(
    text.slice(Math.max(outer.start, span.start - 72), span.start),
  )
  const end = next === null ? outer.end : span.end + next.index
  return { start: span.start - (lead?.[0].length ?? 0), end }
}

/** From the bullet that ends a line above an item, with the comments between them. */
function bulletBefore(text: string, item: Span): Span {
  let start = lineStart(text, item.start)
  if (text.slice(start, item.start).trim() !== '') return item
  while (start > 0) {
    start = lineStart(text, start - 1)
    const end = lineEnd(text, start)
    const line = text.slice(start, end).trim()
    if (/^[- ]*-$/.test(line)) return { start: text.lastIndexOf('-', end), end: item.end }
    if (line !== '' && !line.startsWith('#')) return item
  }
  return item
}
