import { readdirSync, readFileSync } from 'node:fs'
import { type Case, casesOf } from '../../src/testing.ts'
import { OPERATIONS, type Operation, SURFACES, type Surface } from './changes.ts'

/** One surface in one natural style of a dialect. */
export interface Section {
  readonly surface: Surface
  /** What is natural about it: `a list`; empty where there is but one style. */
  readonly style: string
  /** What the page states. */
  readonly outcome: Outcome
  /** Undefined where it cannot occur. */
  readonly given: Case | undefined
}

export interface Outcome {
  readonly kind: 'edits' | 'flags' | 'cannot occur'
  /** Operations that are flagged where the others are edited. */
  readonly flagged: readonly Operation[]
  /** Why it is flagged or cannot occur. */
  readonly because: string
}

/** A dialect's page: its cells of the matrix, with what proves them. */
export interface Page {
  readonly id: string
  readonly title: string
  /** What it is and which files it stands in. */
  readonly about: string
  readonly sections: readonly Section[]
}

/** What becomes of a surface in a dialect, over all its styles. */
export function cellOf({ sections }: Page, surface: Surface): 'edits' | 'edits, flags some' | 'flags' | 'cannot occur' {
  const outcomes = sections.filter((section) => section.surface === surface).map(({ outcome }) => outcome)
  const has = (kind: Outcome['kind']): boolean => outcomes.some((outcome) => outcome.kind === kind)
  if (has('cannot occur')) return 'cannot occur'
  if (!has('edits')) return 'flags'
  return has('flags') || outcomes.some(({ flagged }) => flagged.length > 0) ? 'edits, flags some' : 'edits'
}

const OUTCOME = /^(Edits|Flags|Cannot occur)(?: but flags ((?:\w+(?:, )?)+))?(?:: (.+))?\.$/

/** @throws where the page states no surface, or an outcome that is none. */
export function readPage(id: string, text: string): Page {
  const cases = casesOf(text)
  const [head = '', ...parts] = text.split(/^## /m)
  const [first = '', ...about] = head.trim().split('\n')
  const sections = parts.map((part) => {
    const [heading = '', ...body] = part.split('\n')
    const [name = '', style = ''] = heading.split(/: (.*)/)
    const surface = SURFACES.find((candidate) => candidate === name)
    const stated = OUTCOME.exec(body.find((line) => line !== '') ?? '')
    if (surface === undefined || stated === null) throw new Error(`${id}: "${heading}" states no outcome of a surface`)
    const given = cases.find((candidate) => candidate.name === heading.trim())
    return { surface, style, outcome: outcomeOf(stated), given }
  })
  return { id, title: first.replace(/^# /, ''), about: about.join('\n').trim(), sections }
}

function outcomeOf([, kind = '', flagged = '', because = '']: RegExpExecArray): Outcome {
  const operations = flagged.split(', ')
  return {
    kind: kind === 'Edits' ? 'edits' : kind === 'Flags' ? 'flags' : 'cannot occur',
    flagged: OPERATIONS.filter((operation) => operations.includes(operation)),
    because,
  }
}

/** The pages of all dialects, in the order of their names. @param folder that of the pages */
export function readPages(folder: string): Page[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => readPage(name.slice(0, -3), readFileSync(`${folder}/${name}`, 'utf8')))
}
