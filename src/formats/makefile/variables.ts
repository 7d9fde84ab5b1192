import { type Span, slice } from '../../text.ts'
import type { Entry } from '../../tree.ts'
import { opaque, scalarOf } from '../shell/spelling.ts'
import { otherWord } from '../shell/variables.ts'
import type { Script } from '../shell/walk.ts'
import { type Logical, valueRuns } from './lines.ts'
import { readRecipe, readReferences } from './recipes.ts'
import { MAKE_QUOTING, spellValue } from './values.ts'

export const NAME = /^[A-Za-z_][\w.-]*$/
const ASSIGNMENT = /^[ \t]*(?:(?:export|override|private)[ \t]+)*([A-Za-z_][\w.-]*)[ \t]*(:{0,3}=|[?+!]=)[ \t]?/d

export interface Assignment {
  readonly entry: Entry
  /** Nothing but a comment stands behind it on its lines. */
  readonly last: boolean
  readonly scripts: readonly Script[]
}

/**
 * `NAME = value`.
 * @param start where the line starts; `from`: where the assignment does, behind a target.
 */
export function readAssignment(text: string, { runs }: Logical, start: number, from: number): Assignment | undefined {
  const [first] = runs
  const match = first === undefined ? null : ASSIGNMENT.exec(text.slice(from, first.end))
  const name = match?.indices?.[1]
  if (match === null || name === undefined) return undefined
  const behind = from + match[0].length
  const value = valueRuns(text, runs, behind)
  const spelling = spellValue(text, value.runs.length === 0 ? [{ start: behind, end: behind }] : value.runs)
  const lead = /^[ \t]*/.exec(text.slice(start, behind))?.[0].length ?? 0
  const entry = {
    span: { start: start + lead, end: spelling.end },
    key: match[1],
    keySpan: { start: from + name[0], end: from + name[1] },
    value: /^[+!]/.test(match[2] ?? '') ? opaque(spelling) : scalarOf(spelling, MAKE_QUOTING),
  }
  const scripts = match[2] === '!=' ? readRecipe(text, value.runs) : readReferences(text, value.runs)
  return { entry, last: value.last, scripts }
}

/** `export A B`: the names, and where the directive starts. */
export function readNames(text: string, { runs }: Logical): { start: number; names: Entry[] } {
  const start = (runs[0]?.start ?? 0) + text.slice(runs[0]?.start, runs[0]?.end).search(/\S/)
  const names: Entry[] = []
  for (const run of valueRuns(text, runs, start + 'export'.length).runs) {
    for (const match of slice(text, run).matchAll(/\S+/g)) {
      const span = { start: run.start + match.index, end: run.start + match.index + match[0].length }
      const name = NAME.test(match[0])
      names.push(name ? nameEntry(span, match[0]) : otherWord(span))
    }
  }
  return { start, names }
}

function nameEntry(span: Span, key: string): Entry {
  return { span, key, keySpan: span, value: opaque({ start: span.end, end: span.end }) }
}
