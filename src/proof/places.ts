import { type Edit, type Span, slice } from '../text.ts'
import type { Moved } from './moved.ts'
import type { Reach } from './reach.ts'
import { type Scope, wordsOf } from './words.ts'

/** The containers in which the changes of some fixes may put values: those around their sites, and those that they name. */
export class Places {
  private readonly reach: Reach
  /** Where their keys stand in the old text. */
  private readonly keys = new Set<number>()
  private readonly near: Span[] = []
  private readonly names = new Set<string>()

  constructor(reach: Reach) {
    this.reach = reach
  }

  addScope({ near, names }: Scope): void {
    for (const span of near) this.addAround(span)
    this.near.push(...near)
    for (const name of names) this.names.add(name)
  }

  /** Edits of a text inside the text. */
  addEdits(edits: readonly Edit[]): void {
    for (const edit of edits) this.addAround(edit)
  }

  private addAround({ start }: Span): void {
    for (const { member } of this.reach.around({ start, end: start }))
      if (member.keySpan !== undefined) this.keys.add(member.keySpan.start)
  }

  /** Whether a value may have come under these keys of the new text: the innermost that was there before tells. */
  holds(keys: readonly Span[], text: string, moved: Moved): boolean {
    for (const key of keys.toReversed()) {
      const old = moved.back(key.start)
      if (old === undefined) continue
      if (this.keys.has(old) || this.near.some((span) => span.start <= old && old < span.end)) return true
      return wordsOf(slice(text, key)).every((word) => this.names.has(word))
    }
    return true
  }
}
