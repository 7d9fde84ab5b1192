import { choose, type Decision, decide, type Fix, fileOffset, type Raised } from './decide.ts'
import { type Reading, readText } from './dialects/read.ts'
import { catchRest } from './net.ts'
import { disprove, type SourceEdits } from './proof.ts'
import type { Failure, Finding, MadeEdit, Migration, Request, Step } from './result.ts'
import { applyEdits, composeRegions, type Edit, oldOffset, type Region, regionsOf } from './text.ts'
import type { Transform } from './transform.ts'
import { anyOf, triggersOf } from './views/index.ts'

/** More passes than any text needs: each makes at least one edit, and most make all. */
const PASSES = 1000

/**
 * One text through all steps. No input or output, never throws.
 * @param path tells the format, as a file's name does.
 */
export function migrate(text: string, path: string, request: Request): Migration {
  const state = new State(text)
  for (const step of request.steps) {
    if (!concerns(step, state.text)) continue
    const failure = runStep(state, path, step, request)
    if (failure !== undefined) return { text, regions: [], edits: [], findings: state.findings, failure }
  }
  const { regions, edits, findings, failure } = state
  return { text: state.text, regions, edits, findings, ...(failure === undefined ? {} : { failure }) }
}

/** The text between steps, and what was done to it so far. */
class State {
  text: string
  regions: Region[] = []
  failure: Failure | undefined
  readonly edits: MadeEdit[] = []
  readonly findings: Finding[] = []
  private readonly said = new Set<string>()

  constructor(text: string) {
    this.text = text
  }

  raise({ transform, note, offset, message, suggestion }: Raised): void {
    const at = oldOffset(this.regions, offset)
    const id = `${at} ${transform.title} ${message}`
    if (this.said.has(id)) return
    this.said.add(id)
    const finding = { transform: transform.id, notes: notesOf(transform, note), offset: at, message }
    this.findings.push(suggestion === undefined ? finding : { ...finding, suggestion })
  }

  make(fixes: readonly Fix[], text: string): void {
    for (const { transform, rule, site, edits, flags } of fixes) {
      const offset = fileOffset(site.source, site.span.start)
      for (const flag of flags)
        this.raise({ transform, note: rule.note, offset, message: flag.because, suggestion: flag.type })
      for (const edit of edits)
        this.record(edit, { transform: transform.id, notes: notesOf(transform, rule.note), safety: rule.safety })
    }
    this.regions = composeRegions(this.regions, regionsOf(fixes.flatMap((fix) => fix.edits)))
    this.text = text
  }

  private record(edit: Edit, by: Pick<MadeEdit, 'transform' | 'notes' | 'safety'>): void {
    const span = { start: oldOffset(this.regions, edit.start), end: oldOffset(this.regions, edit.end) }
    this.edits.push({ ...by, span, before: this.text.slice(edit.start, edit.end), after: edit.text })
  }
}

function notesOf(transform: Transform, note: string | undefined): readonly string[] {
  return note === undefined ? transform.notes : [note]
}

const triggers = new WeakMap<Step, RegExp>()

/** The text holds a word that some transform of the step looks for; in any case, since Kuma reads configuration keys so. */
function concerns(step: Step, text: string): boolean {
  let pattern = triggers.get(step)
  if (pattern === undefined) {
    pattern = anyOf(step.transforms.flatMap(triggersOf))
    triggers.set(step, pattern)
  }
  return pattern.test(text)
}

/** @returns why the file's edits must be withheld; undefined: all is well. */
function runStep(state: State, path: string, step: Step, request: Request): Failure | undefined {
  const wanted = (text: string): boolean => concerns(step, text)
  const role = request.roleOf?.(path)
  let readings = readText(state.text, path, wanted, role)
  const problem = readings[0]?.parsed.problems[0]
  if (problem !== undefined)
    state.failure ??= {
      offset: oldOffset(state.regions, problem.offset),
      message: `it does not parse: ${problem.message}`,
    }
  for (let pass = 0; pass < PASSES; pass++) {
    const decision = decide(readings, step, request)
    const fixes = choose(decision.fixes)
    if (fixes.length === 0) {
      report(state, step, readings, decision)
      return undefined
    }
    const text = applyEdits(
      state.text,
      fixes.flatMap((fix) => fix.edits),
    )
    const groups = bySource(fixes, state.text, path)
    const edited = new Set(groups.map((group) => applyEdits(group.source.text, group.edits)))
    readings = readText(text, path, (inner) => edited.has(inner) || wanted(inner), role)
    const reason = disprove(groups, readings)
    if (reason !== undefined) return withheld(state, fixes, reason)
    state.make(fixes, text)
  }
  return { offset: 0, message: `${step.release} would not come to an end; nothing was changed` }
}

function report(state: State, step: Step, readings: readonly Reading[], decision: Decision): void {
  for (const raised of decision.raised) state.raise(raised)
  for (const raised of catchRest(readings, step, decision)) state.raise(raised)
}

function withheld(state: State, fixes: readonly Fix[], reason: string): Failure {
  const [first] = fixes
  const offset =
    first === undefined ? 0 : oldOffset(state.regions, fileOffset(first.site.source, first.site.span.start))
  return { offset, message: `the edits were withheld: ${reason}` }
}

/** The edits of each text, the file's own first. */
function bySource(fixes: readonly Fix[], text: string, path: string): SourceEdits[] {
  const file = { source: { text, name: path, embedded: undefined }, edits: fixes.flatMap((fix) => fix.edits) }
  const inner = new Map<Reading['source'], Edit[]>()
  for (const { site, inner: edits } of fixes) {
    if (site.source.embedded === undefined) continue
    inner.set(site.source, [...(inner.get(site.source) ?? []), ...edits])
  }
  return [file, ...[...inner].map(([source, edits]) => ({ source, edits }))]
}
