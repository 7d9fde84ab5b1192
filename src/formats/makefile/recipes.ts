import type { Span } from '../../text.ts'
import { holesOf } from '../shell/holes.ts'
import { type Hole, viewOf } from '../shell/view.ts'
import type { Script } from '../shell/walk.ts'
import { readScript } from '../shell.ts'
import { referenceEnd } from './values.ts'

/** Scripts in references in scripts are read to this depth. */
const DEPTH = 8

/** What a recipe refers to: what make puts there, or the shell (`$$NAME`). */
interface Reference extends Hole {
  /** The script in `$(shell …)` or `$$(…)`. */
  readonly script: Span | undefined
}

/**
 * Reads a command line of a recipe, and the scripts in its references.
 * @param kept what the shell gets of it: no tabs, no `@`, no CR.
 */
export function readRecipe(text: string, kept: readonly Span[]): Script[] {
  const scripts: Script[] = []
  let level: (readonly Span[])[] = [kept]
  for (let depth = 0; depth < DEPTH && level.length > 0; depth++) {
    const next: (readonly Span[])[] = []
    for (const spans of level) {
      const references = referencesOf(text, spans)
      scripts.push(readScript(viewOf(text, spans, holesAmong(text, spans, references), encode)))
      for (const { script } of references) if (script !== undefined) next.push(within(spans, script))
    }
    level = next
  }
  return scripts
}

/** The scripts in the references of a value: `$(shell kumactl version)`. */
export function readReferences(text: string, runs: readonly Span[]): Script[] {
  return referencesOf(text, runs).flatMap(({ script }) =>
    script === undefined ? [] : readRecipe(text, within(runs, script)),
  )
}

/** Make takes one of two dollars away. */
function encode(added: string): string | undefined {
  return /[\r\n]/.test(added) ? undefined : added.replaceAll('$', '$$$$')
}

function within(spans: readonly Span[], part: Span): Span[] {
  return spans.flatMap((span) => {
    const start = Math.max(span.start, part.start)
    const end = Math.min(span.end, part.end)
    return end > start ? [{ start, end }] : []
  })
}

function referencesOf(text: string, spans: readonly Span[]): Reference[] {
  const references: Reference[] = []
  const [from, to] = [spans[0]?.start ?? 0, spans.at(-1)?.end ?? 0]
  const region = text.slice(0, to)
  for (let at = region.indexOf('$', from); at !== -1; at = region.indexOf('$', references.at(-1)?.end ?? at + 1)) {
    references.push(text[at + 1] === '$' ? shellReference(text, at, to) : makeReference(text, at, to))
  }
  return references
}

function makeReference(text: string, start: number, to: number): Reference {
  const end = referenceEnd(text, start, to)
  const shell = /^\$[({]shell[ \t]+/.exec(text.slice(start, Math.min(end, start + 100)))?.[0].length
  const script = shell === undefined || end <= start + shell ? undefined : { start: start + shell, end: end - 1 }
  return { start, end, placeholder: false, script }
}

/** `$$NAME`, `$${NAME}`, `$$(script)`, `$$?`. */
function shellReference(text: string, start: number, to: number): Reference {
  const name = /^[A-Za-z_]\w*/.exec(text.slice(start + 2, Math.min(to, start + 300)))?.[0].length
  if (name !== undefined) return { start, end: start + 2 + name, placeholder: false, script: undefined }
  const end = Math.min(to, referenceEnd(text, start + 1, to))
  const isScript = text[start + 2] === '(' && text[start + 3] !== '(' && end > start + 4
  return { start, end, placeholder: false, script: isScript ? { start: start + 3, end: end - 1 } : undefined }
}

/** References, and the holes of templates and placeholders between them. */
function holesAmong(text: string, spans: readonly Span[], references: readonly Reference[]): Hole[] {
  const span = { start: spans[0]?.start ?? 0, end: spans.at(-1)?.end ?? 0 }
  const all: Hole[] = [...references, ...holesOf(text, span)].sort((a, b) => a.start - b.start || b.end - a.end)
  const disjoint: Hole[] = []
  for (const hole of all) if (hole.start >= (disjoint.at(-1)?.end ?? 0)) disjoint.push(hole)
  return disjoint
}
