import { choose, type Decision, decide, type Fix } from './decide.ts'
import { Concern, type Concerned } from './dialects/concern.ts'
import { type Reading, readText, type Wanted } from './dialects/read.ts'
import { catchRest } from './net.ts'
import { disprove, type SourceEdits } from './proof.ts'
import type { Failure, Migration, Request, Role, Step } from './result.ts'
import { State } from './state.ts'
import { applyEdits, type Edit, meets, oldOffset, type Region, regionsOf } from './text.ts'
import type { Transform } from './transform.ts'
import { fileOffset } from './views/home.ts'
import { namesIn, needsOf } from './views/needs.ts'

/** More passes than any text needs: each makes at least one edit, and most make all. */
const PASSES = 1000

/**
 * One text through all steps. No input or output, never throws.
 * @param path tells the format, as a file's name does.
 */
export function migrate(text: string, path: string, request: Request): Migration {
  const state = new State(text)
  const current = new Current(text, path, request)
  for (const step of request.steps) {
    const failure = runStep(state, current, step, request)
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

const concerns = new WeakMap<Request, Concern<Transform>>()

/** What the transforms of all steps look for. */
function concernOf(request: Request): Concern<Transform> {
  const known = concerns.get(request)
  if (known !== undefined) return known
  const transforms = new Set(request.steps.flatMap((step) => step.transforms))
  const sought = [...transforms].map((transform) => [transform, needsOf(transform)] as const)
  const concern = new Concern(sought, namesIn(transforms, request.answers))
  concerns.set(request, concern)
  return concern
}

/** The text between edits: it is read once, for all steps that look at it. */
class Current {
  readonly path: string
  private text: string
  private readonly concern: Concern<Transform>
  private readonly role: Role | undefined
  private concerned: Concerned<Transform>
  private readings: readonly Reading[] | undefined

  constructor(text: string, path: string, request: Request) {
    this.text = text
    this.path = path
    this.concern = concernOf(request)
    this.role = request.roleOf?.(path)
    this.concerned = this.concern.inFile(text, path, this.role)
  }

  /** The transforms of a step that may have something to say. */
  concernedOf({ transforms }: Step): readonly Transform[] {
    return transforms.filter((transform) => this.concerned.found.has(transform))
  }

  read(): readonly Reading[] {
    this.readings ??= this.readAs(this.text, [])
    return this.readings
  }

  /** What the text reads as when edited: inner texts with edits are looked into in any case. */
  readAs(text: string, regions: readonly Region[]): readonly Reading[] {
    const isEdited = meets(regions.map(({ new: { start, end } }) => ({ start: start - 1, end: end + 1 })))
    const wanted: Wanted = (inner, place) => this.concerned.holds(inner) || (regions.length > 0 && isEdited(place()))
    return readText(text, this.path, wanted, this.role)
  }

  become(text: string, readings: readonly Reading[]): void {
    this.text = text
    this.readings = readings
    this.concerned = this.concern.inFile(text, this.path, this.role)
  }
}

/** @returns why the file's edits must be withheld; undefined: all is well. */
function runStep(state: State, current: Current, step: Step, request: Request): Failure | undefined {
  state.release = step.release
  for (let pass = 0; pass < PASSES; pass++) {
    const transforms = current.concernedOf(step)
    if (transforms.length === 0) return undefined
    const readings = current.read()
    noteProblem(state, readings)
    const decision = state.heed(decide(readings, { ...step, transforms }, request))
    const fixes = choose(decision.fixes)
    if (fixes.length === 0) {
      report(state, step, readings, decision)
      return undefined
    }
    const edits = fixes.flatMap((fix) => fix.edits)
    const text = applyEdits(state.text, edits)
    const now = current.readAs(text, regionsOf(edits))
    const reason = disprove(bySource(fixes, state.text, current.path), readings, now)
    if (reason !== undefined) return withheld(state, fixes, reason)
    state.make(fixes, text)
    current.become(text, now)
  }
  return { offset: 0, message: `${step.release} would not come to an end; nothing was changed` }
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
