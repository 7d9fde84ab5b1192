import { choose } from './choose.ts'
import { withConsent } from './consent.ts'
import { concernOf, Current } from './current.ts'
import { type Decision, decide, type Fix } from './decide.ts'
import type { Reading } from './dialects/read.ts'
import { excerptOf } from './excerpt.ts'
import { failureOf } from './fault.ts'
import { NotLoaded } from './formats/lazy.ts'
import { firstUnknown, needNames } from './lint/names.ts'
import { catchRest } from './net.ts'
import { disproveLines } from './proof/lines.ts'
import { disprove } from './proof.ts'
import type { Failure, Migration, Request, Step } from './result.ts'
import { State } from './state.ts'
import { applyEdits, oldOffset, regionsOf } from './text.ts'
import { fileOffset } from './views/home.ts'

/** More passes than any text needs: each makes at least one edit, and most make all. */
const PASSES = 100

/**
 * One text through all steps. No input or output.
 * @param path tells the format, as a file's name does.
 * @throws NotLoaded only: load the format, and call again.
 */
export function migrate(text: string, path: string, request: Request): Migration {
  if (request.target !== undefined) needNames()
  // Who is asked is shown the whole text.
  const isWhole = request.consent !== undefined
  const excerpt = isWhole ? undefined : excerptOf(text, path, concernOf(request), request.toldOf?.(path)?.role)
  const migration = excerpt?.restore(migrateWhole(excerpt.text, path, request))
  return migration ?? migrateWhole(text, path, request)
}

function migrateWhole(text: string, path: string, request: Request): Migration {
  const state = new State(text)
  try {
    const current = new Current(text, path, request)
    const failure =
      runSteps(state, current, request) ??
      disproveWhole(text, state) ??
      disproveNames(state, current, () => new Current(text, path, request).read(), request) ??
      verifyWhole(text, state, path, request)
    if (failure !== undefined) return state.withhold(text, failure)
  } catch (error) {
    if (error instanceof NotLoaded) throw error
    return state.withhold(text, failureOf(error, state.regions))
  }
  state.tellUnused(
    text,
    request.steps.flatMap((step) => step.transforms.map(({ id }) => id)),
  )
  const { regions, edits, findings, failure, found, suppressed } = state
  const migration = { text: state.text, regions, edits, findings, found, suppressed, idempotent: true }
  return failure === undefined ? migration : { ...migration, failure }
}

/** @returns why the file's edits must be withheld; undefined: all is well, and a second run would make none. */
function runSteps(state: State, current: Current, request: Request): Failure | undefined {
  let made = 0
  for (const [index, step] of request.steps.entries()) {
    const before = state.text
    const failure = runStep(state, current, step, request)
    if (failure !== undefined) return failure
    if (state.text !== before) made = index
  }
  // Each step ended with nothing left to do; only the steps before the last that edited have not seen the text as it is now.
  const again = new State(state.text)
  for (const step of request.steps.slice(0, made)) {
    const transforms = current.concernedOf(step)
    if (transforms.length === 0) continue
    const heeded = again.heed(decide(current.read(), { ...step, transforms }, request))
    const [fix] = withConsent(heeded, current.moment(state, step.release), request.consent).fixes
    if (fix === undefined) continue
    const offset = oldOffset(state.regions, fileOffset(fix.site.source, fix.site.span.start))
    return { offset, message: `the edits were withheld: a second run would change more (${fix.transform.id})` }
  }
  return undefined
}

function disproveWhole(before: string, { text, edits }: State): Failure | undefined {
  const reason = before === text ? undefined : disproveLines(before, text)
  return reason === undefined
    ? undefined
    : { offset: edits[0]?.span.start ?? 0, message: `the edits were withheld: ${reason}` }
}

/** Whether the target knows the names that the edits brought. */
function disproveNames(
  { edits, regions }: State,
  current: Current,
  before: () => readonly Reading[],
  { target }: Request,
): Failure | undefined {
  if (target === undefined || regions.length === 0) return undefined
  const unknown = firstUnknown({ after: current.read(), before, regions, edits }, target)
  return unknown === undefined ? undefined : { ...unknown, message: `the edits were withheld: ${unknown.message}` }
}

/** Whether what the user holds edits against agrees. */
function verifyWhole(
  before: string,
  { text: after, regions }: State,
  path: string,
  request: Request,
): Failure | undefined {
  if (request.verify === undefined || before === after) return undefined
  const violation = request.verify({ before, after, path, regions, told: request.toldOf?.(path) })
  return violation === undefined
    ? undefined
    : { ...violation, message: `the edits were withheld: ${violation.message}` }
}

/** @returns why the file's edits must be withheld; undefined: all is well. */
function runStep(state: State, current: Current, step: Step, request: Request): Failure | undefined {
  state.release = step.release
  for (let pass = 0; pass < PASSES; pass++) {
    const transforms = current.concernedOf(step)
    if (transforms.length === 0) return undefined
    const readings = current.read()
    noteProblem(state, readings)
    const heeded = state.heed(decide(readings, { ...step, transforms }, request))
    const decision = withConsent(heeded, current.moment(state, step.release), request.consent)
    const fixes = choose(decision.fixes)
    if (fixes.length === 0) {
      report(state, step, readings, decision)
      return undefined
    }
    const failure = makeProven(state, current, readings, fixes)
    if (failure !== undefined) return failure
  }
  return { offset: 0, message: `${step.release} would not come to an end; nothing was changed` }
}

/** Makes the fixes, or as many of them as can be proven together; the others are found again on the next pass. */
function makeProven(
  state: State,
  current: Current,
  readings: readonly Reading[],
  fixes: readonly Fix[],
): Failure | undefined {
  const edits = fixes.flatMap((fix) => fix.edits)
  const text = applyEdits(state.text, edits)
  const now = current.readAs(text, regionsOf(edits))
  const reason = disprove(fixes, readings, now)
  if (reason !== undefined && fixes.length > 1)
    return makeProven(state, current, readings, fixes.slice(0, fixes.length >> 1))
  if (reason !== undefined) return state.tellWithheld(fixes, reason)
  state.make(fixes, text)
  current.become(text, now)
  return undefined
}

function noteProblem(state: State, readings: readonly Reading[]): void {
  const problem = readings[0]?.parsed.problems[0]
  if (problem === undefined) return
  const offset = oldOffset(state.regions, problem.offset)
  state.failure ??= { offset, message: `it does not parse: ${problem.message}` }
}

function report(state: State, step: Step, readings: readonly Reading[], decision: Decision): void {
  const rest = state.heed({ ...decision, fixes: [], raised: catchRest(readings, step, decision) })
  for (const raised of [...decision.raised, ...rest.raised]) state.raise(raised)
}
