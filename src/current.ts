import { Concern, type Concerned } from './dialects/concern.ts'
import { type Reading, readText, type Wanted } from './dialects/read.ts'
import type { Request, Step, Told } from './result.ts'
import type { State } from './state.ts'
import { meets, oldOffset, type Region } from './text.ts'
import type { Transform } from './transform.ts'
import { namesIn, needsOf } from './views/needs.ts'

const concerns = new WeakMap<Request, Concern<Transform>>()

/** What the transforms of all steps look for. */
export function concernOf(request: Request): Concern<Transform> {
  const known = concerns.get(request)
  if (known !== undefined) return known
  const transforms = new Set(request.steps.flatMap((step) => step.transforms))
  const sought = [...transforms].map((transform) => [transform, needsOf(transform)] as const)
  const concern = new Concern(sought, namesIn(transforms, request.answers))
  concerns.set(request, concern)
  return concern
}

/** The text between edits: it is read once, for all steps that look at it. */
export class Current {
  readonly path: string
  private text: string
  private readonly concern: Concern<Transform>
  private readonly told: Told | undefined
  private concerned: Concerned<Transform>
  private readings: readonly Reading[] | undefined

  constructor(text: string, path: string, request: Request) {
    this.text = text
    this.path = path
    this.concern = concernOf(request)
    this.told = request.toldOf?.(path)
    this.concerned = this.concern.inFile(text, path, this.told?.role)
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
    return readText(text, this.path, wanted, this.told, regions.length > 0 ? this.readings?.[0]?.parsed : undefined)
  }

  /** The text as it is now, for who is asked about a fix in it. */
  moment({ regions }: State, release: string) {
    return { path: this.path, text: this.text, release, oldOffset: (offset: number) => oldOffset(regions, offset) }
  }

  become(text: string, readings: readonly Reading[]): void {
    this.text = text
    this.readings = readings
    this.concerned = this.concern.inFile(text, this.path, this.told?.role)
  }
}
