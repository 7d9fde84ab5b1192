import type { Reading } from './dialects/read.ts'
import { Fault } from './fault.ts'
import { NotLoaded } from './formats/lazy.ts'
import { tears } from './formats/template/blocks.ts'
import { isRefusal } from './layout.ts'
import { leavesOf } from './leaves.ts'
import type { Request, Step } from './result.ts'
import { agree } from './shared.ts'
import { applyEdits, collide, type Edit, joinEdits, meets, type Span } from './text.ts'
import type { Asked, Change, Flag, Place, Rule, Transform } from './transform.ts'
import { fileOffset, fileSpan, type Home, type Located, type Source } from './views/home.ts'
import { locate } from './views/index.ts'
import { locateText } from './views/text.ts'

/** What one rule wants at one site: edits that are made together or not at all, and what to tell a person. */
export interface Fix {
  readonly transform: Transform
  readonly rule: Rule
  readonly site: Located
  readonly changes: readonly Change[]
  /** In the source's text, and in the file's. */
  readonly inner: readonly Edit[]
  readonly edits: readonly Edit[]
  readonly flags: readonly Flag[]
}

/** What a person must decide, in the text of the step. */
export interface Raised {
  readonly transform: Transform
  readonly note: string | undefined
  readonly offset: number
  readonly message: string
  readonly suggestion: string | undefined
}

export interface Decision {
  readonly fixes: readonly Fix[]
  readonly raised: readonly Raised[]
  /** All sites that were looked at, whether something is wrong with them or not. */
  readonly sites: readonly { readonly rule: Rule; readonly site: Located }[]
}

/** Asks every rule of a step about every site in what was read. */
export function decide(readings: readonly Reading[], step: Step, request: Request): Decision {
  const fixes: Fix[] = []
  const raised: Raised[] = []
  const sites: { rule: Rule; site: Located }[] = []
  const homes = readings.flatMap((reading) => reading.homes)
  for (const transform of step.transforms) {
    const asked = askedOf(transform, request, homes)
    const claims: Span[] = []
    for (const rule of textLast(transform.rules)) {
      for (const site of sitesOf(rule, readings, homes, claims)) {
        sites.push({ rule, site })
        if (rule.at.view !== 'text') claims.push(...site.claims.map((claim) => fileSpan(site.source, claim)))
        const result = decideSite(transform, rule, site, asked, request)
        if (result === undefined) continue
        if ('edits' in result) fixes.push(result)
        else raised.push(...result)
      }
    }
  }
  const agreed = agree(readings, fixes)
  for (const { fix, because } of agreed.refused) raised.push(...refuse(fix, because))
  return { fixes: agreed.fixes, raised, sites }
}

/** What a transform's other rules account for is not its text. */
function textLast(rules: readonly Rule[]): readonly Rule[] {
  return [...rules.filter(({ at }) => at.view !== 'text'), ...rules.filter(({ at }) => at.view === 'text')]
}

function sitesOf(
  { at }: Rule,
  readings: readonly Reading[],
  homes: readonly Home[],
  claims: readonly Span[],
): Located[] {
  const [file] = readings
  if (at.view !== 'text') return homes.flatMap((home) => locate(at, home, homes))
  if (file === undefined) return []
  const isTaken = meets([...claims, ...(file.parsed.ignored ?? [])])
  return locateText(file.source, at.pattern, codeIn(readings)).filter(({ span }) => !isTaken(span))
}

/** Whether an offset of the file lies in a value or a word of a command. */
function codeIn(readings: readonly Reading[]): (offset: number) => boolean {
  const isCode = meets(
    readings.flatMap(({ source, parsed }) => leavesOf(parsed).map(({ span }) => fileSpan(source, span))),
  )
  return (offset) => isCode({ start: offset, end: offset + 1 })
}

function askedOf(transform: Transform, request: Request, homes: readonly Home[]): Asked {
  const found = new Map<string, readonly Located[]>()
  const sites = (place: Place): readonly Located[] => {
    const key = JSON.stringify(place)
    const made = found.get(key) ?? homes.flatMap((home) => locate(place, home, homes))
    found.set(key, made)
    return made
  }
  return {
    sites,
    objects: (...kinds) => sites({ view: 'object', kinds }),
    option(name) {
      const question = transform.questions[name]
      if (question === undefined) throw new Error(`${transform.id} has no option ${name}`)
      return request.answers.get(`${transform.id}.${name}`) ?? question.default
    },
  }
}

function decideSite(
  transform: Transform,
  rule: Rule,
  site: Located,
  asked: Asked,
  request: Request,
): Fix | Raised[] | undefined {
  try {
    return decideChanges(transform, rule, site, asked, request)
  } catch (error) {
    if (error instanceof NotLoaded) throw error
    throw new Fault(fileOffset(site.source, site.span.start), transform.id, error)
  }
}

function decideChanges(
  transform: Transform,
  rule: Rule,
  site: Located,
  asked: Asked,
  request: Request,
): Fix | Raised[] | undefined {
  const changes = rule.decide(site, asked)
  const flags = changes.filter((change): change is Flag => change.do === 'flag')
  const edits = changes.filter((change): change is Exclude<Change, Flag> => change.do !== 'flag')
  const told = flags.map((flag) => raise(transform, rule, site, flag.because, flag.type))
  if (edits.length === 0) return told.length === 0 ? undefined : told
  if (rule.safety === 'unsafe' && !request.unsafe) {
    return told.length > 0
      ? told
      : [raise(transform, rule, site, `${rule.elsewhere ?? transform.title}: needs --unsafe`)]
  }
  const asking = { transform, rule, site, flags }
  if (site.doubt !== undefined) return refuse(asking, site.doubt).slice(-1)
  const inner = site.edit(edits)
  if (isRefusal(inner)) return refuse(asking, inner.because)
  const torn = tears(site.source, inner)
  if (torn !== undefined) return refuse(asking, torn)
  if (empties(site.source, inner)) return refuse(asking, 'nothing else stands in this text')
  const outer = collide(inner) ? undefined : (toFile(site.source, inner) ?? toFile(site.source, joinEdits(inner)))
  if (outer === undefined) return refuse(asking, 'the text around cannot hold the edit')
  return { transform, rule, site, changes, inner, edits: outer, flags }
}

/** What a person is told in the place of an edit. */
function refuse({ transform, rule, site, flags }: Omit<Fix, 'changes' | 'inner' | 'edits'>, because: string): Raised[] {
  const told = flags.map((flag) => raise(transform, rule, site, flag.because, flag.type))
  return [...told, raise(transform, rule, site, `${rule.elsewhere ?? transform.title}: ${because}`)]
}

/** A text inside another that is left with nothing would be no text of its kind any more. */
function empties({ text, embedded }: Source, edits: readonly Edit[]): boolean {
  return embedded !== undefined && !collide(edits) && applyEdits(text, edits).trim() === ''
}

function raise(transform: Transform, rule: Rule, site: Located, message: string, suggestion?: string): Raised {
  return {
    transform,
    note: rule.note,
    offset: fileOffset(site.source, (site.said ?? site.span).start),
    message,
    suggestion,
  }
}

function toFile(source: Source, edits: readonly Edit[]): readonly Edit[] | undefined {
  const { embedded } = source
  if (embedded === undefined) return edits
  const outer = edits.map((edit) => embedded.outerEdit(edit)).filter((edit) => edit !== undefined)
  return outer.length < edits.length || collide(outer) ? undefined : outer
}
