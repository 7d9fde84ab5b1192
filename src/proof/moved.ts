import { partitionPoint } from '../sorted.ts'
import type { Region, Span } from '../text.ts'

/** Where offsets of the old text stand in the new one. */
export class Moved {
  private readonly regions: readonly Region[]

  constructor(regions: readonly Region[]) {
    this.regions = regions
  }

  /** The last region whose place, as `start` gives it, is not behind an offset. */
  private before(offset: number, start: (region: Region) => number): Region | undefined {
    return this.regions[partitionPoint(this.regions, (region) => start(region) <= offset) - 1]
  }

  touches(span: Span): boolean {
    const region = this.before(span.end - 1, oldStart)
    return region !== undefined && region.old.end > span.start
  }

  /** One edit takes all of it. */
  covers(span: Span): boolean {
    const region = this.before(span.start, oldStart)
    return region !== undefined && region.old.end >= span.end
  }

  /** Some edit ends where the span starts, or starts where it ends. */
  adjoins(span: Span): boolean {
    return (
      this.before(span.start, oldStart)?.old.end === span.start ||
      this.before(span.end, oldStart)?.old.start === span.end
    )
  }

  /** Behind what an edit puts right there. */
  offset(offset: number): number {
    const region = this.before(offset, oldStart)
    return region === undefined ? offset : offset - region.old.end + region.new.end
  }

  /** Before what an edit puts right there. */
  start(offset: number): number {
    return offset === 0 ? 0 : this.offset(offset - 1) + 1
  }

  /** Where an offset of the new text stood; undefined: it was written. */
  back(offset: number): number | undefined {
    const region = this.before(offset, newStart)
    if (region === undefined) return offset
    return offset < region.new.end ? undefined : offset - region.new.end + region.old.end
  }

  /** What was put right behind a value became its end: words after the last of a command. */
  grew(old: Span, now: Span): boolean {
    const region = this.before(old.end, oldStart)
    return region?.old.start === old.end && region.old.end === old.end && region.new.end === now.end
  }

  /** Some edit wrote it, or a part of it. */
  isNew(span: Span): boolean {
    const region = this.before(span.end, newStart)
    return region !== undefined && region.new.end >= span.start
  }

  /** It stands in what some edit wrote, its end included. */
  isWritten(span: Span): boolean {
    const region = this.before(span.start - 1, newStart)
    return region !== undefined && region.new.end >= span.end
  }
}

function oldStart({ old }: Region): number {
  return old.start
}

function newStart(region: Region): number {
  return region.new.start
}
