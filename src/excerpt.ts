import type { Concern } from './dialects/concern.ts'
import { formatOf } from './formats/index.ts'
import type { Finding, MadeEdit, Migration } from './result.ts'
import { partitionPoint } from './sorted.ts'
import type { Region, Span } from './text.ts'

/** Shorter streams are read whole. */
const LARGE = 256 * 1024

/**
 * A large stream of YAML documents with only those in it that transforms may have something to say about: the others are left as
 * they are without being read.
 */
export class Excerpt {
  readonly text: string
  private readonly whole: string
  private readonly kept: readonly Span[]
  /** Where each kept document starts in the excerpt. */
  private readonly starts: readonly number[]

  constructor(whole: string, kept: readonly Span[]) {
    this.whole = whole
    this.kept = kept
    const starts: number[] = []
    let length = 0
    for (const { start, end } of kept) {
      starts.push(length)
      length += end - start
    }
    this.starts = starts
    this.text = kept.map(({ start, end }) => whole.slice(start, end)).join('')
  }

  /** What was done to the excerpt, as done to the whole; undefined where something reaches over what was left out. */
  restore(migration: Migration): Migration | undefined {
    if (migration.regions.some(({ old }) => this.reachesOver(old))) return undefined
    const { edits, findings, failure } = migration
    const regions = this.restoreRegions(migration)
    const text = failure === undefined ? this.restoreText(migration, regions) : this.whole
    const moved = {
      ...migration,
      text,
      regions,
      edits: edits.map((edit): MadeEdit => ({ ...edit, span: this.spanOf(edit.span) })),
      findings: findings.map((finding): Finding => ({ ...finding, offset: this.startOf(finding.offset) })),
    }
    return failure === undefined ? moved : { ...moved, failure: { ...failure, offset: this.startOf(failure.offset) } }
  }

  private reachesOver({ start, end }: Span): boolean {
    const moved = this.spanOf({ start, end })
    return moved.end - moved.start !== end - start
  }

  private restoreRegions({ regions }: Migration): Region[] {
    let grown = 0
    return regions.map((region) => {
      const old = this.spanOf(region.old)
      const length = region.new.end - region.new.start
      const start = old.start + grown
      grown += length - (old.end - old.start)
      return { old, new: { start, end: start + length } }
    })
  }

  private restoreText(migration: Migration, regions: readonly Region[]): string {
    const parts: string[] = []
    let at = 0
    for (const [index, { old }] of regions.entries()) {
      const made = migration.regions[index]?.new
      parts.push(this.whole.slice(at, old.start), made === undefined ? '' : migration.text.slice(made.start, made.end))
      at = old.end
    }
    parts.push(this.whole.slice(at))
    return parts.join('')
  }

  /** What ends where a document ends belongs to it, not to the next; so does what is put there. */
  private spanOf({ start, end }: Span): Span {
    const last = this.endOf(end)
    return start === end ? { start: last, end: last } : { start: this.startOf(start), end: last }
  }

  private startOf(offset: number): number {
    return this.moved(this.documentAt(offset), offset)
  }

  private endOf(offset: number): number {
    return offset === 0 ? this.startOf(0) : this.moved(this.documentAt(offset - 1), offset)
  }

  private moved(index: number, offset: number): number {
    return (this.kept[index]?.start ?? 0) + offset - (this.starts[index] ?? 0)
  }

  /** The last document that starts at or before an offset. */
  private documentAt(offset: number): number {
    return partitionPoint(this.starts, (start) => start <= offset) - 1
  }
}

/** Undefined where the text is to be read whole. @throws NotLoaded until the format is there */
export function excerptOf<Key>(text: string, path: string, concern: Concern<Key>, told?: string): Excerpt | undefined {
  const format = formatOf(path)
  if (text.length < LARGE || format.id !== 'yaml') return undefined
  // Where the parser is not there yet, this says so before the work that would be done again.
  format.parse('')
  const documents = documentsOf(text)
  if (documents.length < 2) return undefined
  const isConcerned = concern.inDocuments(text, path, told)
  return new Excerpt(text, documents.filter(isConcerned))
}

/** At column 0 `---` ends a document wherever it stands (YAML 1.2, 9.1.2). Directives and `...` leave the stream whole. */
function documentsOf(text: string): Span[] {
  if (/^(?:%|\.\.\.\s)/.test(text) || text.includes('\n%') || text.includes('\n...')) return []
  const documents: Span[] = []
  let start = 0
  for (let at = text.indexOf('\n---'); at !== -1; at = text.indexOf('\n---', at + 1)) {
    if (!/\s/.test(text[at + 4] ?? '\n')) continue
    documents.push({ start, end: at + 1 })
    start = at + 1
  }
  documents.push({ start, end: text.length })
  return documents
}
