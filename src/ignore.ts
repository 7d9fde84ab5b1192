import { lineEnd, lineStart, type Span } from './text.ts'

/** A comment that says which sites are to be left alone. */
export interface Directive {
  readonly offset: number
  /** The sites that start here. */
  readonly covers: Span
  /** Transforms by id (`2.7/dp-server-auth`), release (`2.7`) or `2.7/*`; none: all of them. */
  readonly ids: readonly string[]
}

const DIRECTIVE = /mesh-migrate-ignore(-next-line|-file)?(?![\w-])([^\r\n]*)/g

/**
 * `mesh-migrate-ignore [ids] -- reason` on a line, `…-ignore-next-line` before one, `…-ignore-file` anywhere, in any format's comments.
 */
export function directivesOf(text: string): Directive[] {
  if (!text.includes('mesh-migrate-ignore')) return []
  return [...text.matchAll(DIRECTIVE)].map((match) => {
    const [, scope, rest = ''] = match
    const words = (rest.split(' -- ')[0] ?? '').split(/[\s,]+/)
    const ids = words.filter((word) => /^\d+\.\d+(?:\/[\w.*-]+)?$/.test(word))
    return { offset: match.index, covers: covered(text, match.index, scope), ids }
  })
}

function covered(text: string, offset: number, scope: string | undefined): Span {
  if (scope === '-file') return { start: 0, end: text.length }
  const end = lineEnd(text, offset)
  if (scope === undefined) return { start: lineStart(text, offset), end }
  const next = text.indexOf('\n', end) + 1
  return next === 0 ? { start: text.length, end: text.length } : { start: next, end: lineEnd(text, next) }
}

/** The directive that tells to leave a transform's site alone. */
export function ignoring(directives: readonly Directive[], offset: number, transform: string): Directive | undefined {
  return directives.find(
    ({ covers, ids }) =>
      covers.start <= offset && offset <= covers.end && (ids.length === 0 || ids.some((id) => names(id, transform))),
  )
}

/** The id, the release, or a pattern with a star at its end names the transform. */
export function names(id: string, transform: string): boolean {
  if (id.endsWith('*')) return transform.startsWith(id.slice(0, -1))
  return transform === id || transform.startsWith(`${id}/`)
}
