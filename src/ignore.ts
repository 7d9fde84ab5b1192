import { partitionPoint } from './sorted.ts'
import { lineEnd, lineStart, type Span } from './text.ts'

/** A comment that says which sites are to be left alone. */
export interface Directive {
  readonly offset: number
  /** Undefined: the whole file. */
  readonly covers: Span | undefined
  /** Transforms by id (`2.7/dp-server-auth`), release (`2.7`) or `2.7/*`; none: all of them. */
  readonly ids: readonly string[]
}

const DIRECTIVE = /mesh-migrate-ignore(-next-line|-file)?(?![\w-])([^\r\n]*)/g

/**
 * `mesh-migrate-ignore [ids] -- reason` on a line, `…-ignore-next-line` before one, `…-ignore-file` anywhere, in any format's comments.
 */
export class Directives {
  readonly all: readonly Directive[]
  /** Of single lines, in the order of what they cover. */
  private readonly lines: readonly (Directive & { readonly covers: Span })[]
  private readonly whole: readonly Directive[]
  /** What was found for the whole file, by transform. */
  private readonly found = new Map<string, Directive | undefined>()

  constructor(text: string) {
    this.all = text.includes('mesh-migrate-ignore') ? directivesOf(text) : []
    this.whole = this.all.filter(({ covers }) => covers === undefined)
    this.lines = this.all
      .flatMap((directive) => (directive.covers === undefined ? [] : [{ ...directive, covers: directive.covers }]))
      .sort((a, b) => a.covers.start - b.covers.start)
  }

  /** The directive that tells to leave a transform's site alone. @param edits what would be changed because of the site */
  ignoring(offset: number, edits: readonly Span[], transform: string): Directive | undefined {
    const own = this.onLines({ start: offset - 1, end: offset + 1 }, transform) ?? this.ofFile(transform)
    if (own !== undefined || this.lines.length === 0) return own
    for (const edit of edits) {
      const other = this.onLines(edit, transform)
      if (other !== undefined) return other
    }
    return undefined
  }

  private ofFile(transform: string): Directive | undefined {
    if (this.whole.length === 0) return undefined
    if (!this.found.has(transform))
      this.found.set(
        transform,
        this.whole.find((directive) => concerns(directive, transform)),
      )
    return this.found.get(transform)
  }

  /** Of a line that a span has a part in; one that starts where the line ends, or ends where it starts, has none. */
  private onLines(span: Span, transform: string): Directive | undefined {
    const first = partitionPoint(this.lines, ({ covers }) => covers.end <= span.start)
    for (let at = first; at < this.lines.length; at++) {
      const directive = this.lines[at]
      if (directive === undefined || directive.covers.start >= span.end) return undefined
      if (concerns(directive, transform)) return directive
    }
    return undefined
  }
}

function directivesOf(text: string): Directive[] {
  return [...text.matchAll(DIRECTIVE)].map((match) => {
    const [, scope, rest = ''] = match
    const words = (rest.split(' -- ')[0] ?? '').split(/[\s,]+/)
    const ids = words.filter((word) => /^\d+\.\d+(?:\/[\w.*-]+)?$/.test(word))
    return { offset: match.index, covers: covered(text, match.index, scope), ids }
  })
}

function covered(text: string, offset: number, scope: string | undefined): Span | undefined {
  if (scope === '-file') return undefined
  const end = lineEnd(text, offset)
  if (scope === undefined) return { start: lineStart(text, offset), end }
  const next = text.indexOf('\n', end) + 1
  return next === 0 ? { start: text.length, end: text.length } : { start: next, end: lineEnd(text, next) }
}

function concerns({ ids }: Directive, transform: string): boolean {
  return ids.length === 0 || ids.some((id) => names(id, transform))
}

/** The id, the release, or a pattern with a star at its end names the transform. */
export function names(id: string, transform: string): boolean {
  if (id.endsWith('*')) return transform.startsWith(id.slice(0, -1))
  return transform === id || transform.startsWith(`${id}/`)
}
