import { choose, type Decision, decide, type Fix, fileOffset } from './decide.ts'
import { type Reading, readText } from './dialects/read.ts'
import { catchRest } from './net.ts'
import { disprove, type SourceEdits } from './proof.ts'
import type { Failure, Migration, Request, Step } from './result.ts'
import { State } from './state.ts'
import { applyEdits, type Edit, oldOffset } from './text.ts'
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
    state.release = step.release
    const failure = runStep(state, path, step, request)
    if (failure !== undefined) return state.withhold(text, failure)
  }
  state.tellUnused(
    text,
    request.steps.flatMap((step) => step.transforms.map(({ id }) => id)),
  )
  const { regions, edits, findings, failure, found, suppressed } = state
  return {
    text: state.text,
    regions,
    edits,
    findings,
    found,
    suppressed,
    ...(failure === undefined ? {} : { failure }),
  }
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
    const decision = state.heed(decide(readings, step, request))
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
  const rest = state.heed({ ...decision, fixes: [], raised: catchRest(readings, step, decision) })
  for (const raised of [...decision.raised, ...rest.raised]) state.raise(raised)
}

/** Names every site whose edit was not made, and why the file is left alone. */
function withheld(state: State, fixes: readonly Fix[], reason: string): Failure {
  let first = Infinity
  for (const { transform, rule, site } of fixes) {
    const offset = fileOffset(site.source, site.span.start)
    const message = `${rule.elsewhere ?? transform.title}: the edit was withheld`
    state.raise({ transform, note: rule.note, offset, message, suggestion: undefined })
    first = Math.min(first, oldOffset(state.regions, offset))
  }
  return { offset: first, message: `the edits were withheld: ${reason}` }
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
