import type { Fix } from './decide.ts'
import type { Reading } from './dialects/read.ts'
import type { Parsed } from './format.ts'
import { formatOf } from './formats/index.ts'
import { countRepeatedKeys, leavesOf } from './leaves.ts'
import { disproveJson } from './proof/json.ts'
import { disproveFound } from './proof/found.ts'
import { disproveEndings } from './proof/lines.ts'
import { Moved } from './proof/moved.ts'
import { Places } from './proof/places.ts'
import { Reach } from './proof/reach.ts'
import { brokenSeam } from './proof/seams.ts'
import { disproveTemplates } from './proof/templates.ts'
import { type Disproof, disproveValues } from './proof/values.ts'
import { disproveWords, scopeOf } from './proof/words.ts'
import { applyEdits, type Edit, lineStarts, positionAt, regionsOf } from './text.ts'
import { fileOffset, type Home, type Source } from './views/home.ts'

/** What is done to one text, the file's own or one inside it. */
interface Group {
  readonly source: Source
  readonly old: Parsed
  /** All that edit it, from inside a text in it too. */
  readonly fixes: readonly Fix[]
  readonly edits: readonly Edit[]
}

/** The text after the edits. */
interface Edited {
  readonly source: Source
  readonly parsed: Parsed
  /** Undefined where it is not looked into. */
  readonly homes?: readonly Home[]
}

/**
 * Whether a step did only what its changes say: each text parses as before, every value outside the edits is the same and stands
 * where it stood, and no text goes or comes but what the changes are about.
 * @param before what the file reads as, and after the edits.
 * @returns why not, without any of the text, which may be secret; undefined: proven.
 */
export function disprove(
  fixes: readonly Fix[],
  before: readonly Reading[],
  after: readonly Reading[],
): string | undefined {
  const [file, now] = [before[0], after[0]]
  if (file === undefined || now === undefined) return 'the text cannot be read again'
  const edits = fixes.flatMap((fix) => fix.edits)
  const told = ({ reason, offset }: Disproof, source: Source): string => {
    const { line } = positionAt(lineStarts(now.source.text), fileOffset(source, offset))
    return `${reason} (line ${line} as edited)`
  }
  const whole = { source: file.source, old: file.parsed, fixes, edits }
  const disproof = disproveGroup(whole, now)
  if (disproof !== undefined) return told(disproof, now.source)
  const find = finder(after, new Moved(regionsOf(edits)))
  for (const group of innerGroups(fixes, before)) {
    const read = find(group)
    if (read === undefined) return 'the edited text inside the file would not read as it was meant'
    const inner = disproveGroup(group, read)
    if (inner !== undefined) return told(inner, read.source)
  }
  return undefined
}

function innerGroups(fixes: readonly Fix[], before: readonly Reading[]): Group[] {
  const bySource = new Map<Source, Fix[]>()
  for (const fix of fixes) {
    const { source } = fix.site
    if (source.embedded !== undefined) bySource.set(source, [...(bySource.get(source) ?? []), fix])
  }
  return before.flatMap(({ source, parsed }) => {
    const own = bySource.get(source)
    return own === undefined
      ? []
      : [
          {
            source,
            old: parsed,
            fixes: own,
            edits: own.flatMap(({ inner }) => inner),
          },
        ]
  })
}

/** Finds an edited text where it stood: with the edits made, at the same place in the file. */
function finder(after: readonly Reading[], moved: Moved): (group: Group) => Edited | undefined {
  const starts = new Map<number, Edited[]>()
  for (const reading of after) {
    const start = reading.source.embedded?.span.start ?? -1
    starts.set(start, [...(starts.get(start) ?? []), reading])
  }
  return ({ source, edits }) => {
    const text = applyEdits(source.text, edits)
    const here = starts.get(moved.start(source.embedded?.span.start ?? -1)) ?? []
    const read = here.find((candidate) => candidate.source.text === text)
    // Edited, it may look like a text of another kind.
    const same = read === undefined || read.source.name === source.name
    return same ? read : { source: read.source, parsed: formatOf(source.name).parse(text) }
  }
}

/** The same for one text. */
function disproveGroup({ source, old, fixes, edits }: Group, now: Edited): Disproof | undefined {
  const problem = now.parsed.problems[0]
  if (problem !== undefined && now.parsed.problems.length > old.problems.length)
    return {
      reason: `it would not parse: ${problem.message}`,
      offset: problem.offset,
    }
  const moved = new Moved(regionsOf(edits))
  const first = edits.reduce((least, { start }) => Math.min(least, start), Infinity)
  if (countRepeatedKeys(now.parsed) > countRepeatedKeys(old))
    return { reason: 'a key would stand in a map twice', offset: first }
  const cut = disproveJson(source.text, now.source.text) ?? disproveTemplates(source.text, now.source.text)
  if (cut !== undefined) return { reason: cut, offset: first }
  const ending = source.embedded === undefined ? undefined : disproveEndings(source.text, now.source.text)
  if (ending !== undefined) return { reason: ending, offset: first }
  const reach = new Reach(source.text, old)
  const places = new Places(reach)
  for (const fix of fixes) {
    if (fix.site.source !== source) {
      places.addEdits(fix.edits)
      continue
    }
    const scope = scopeOf(fix, reach)
    const reason = disproveWords(source.text, fix.inner, scope)
    const seam = brokenSeam(source.text, fix.inner)
    if (seam !== undefined)
      return { reason: 'words would be glued together, or one would be cut', offset: moved.start(seam) }
    if (reason !== undefined) return { reason, offset: moved.start(fix.site.span.start) }
    places.addScope(scope)
  }
  const own = fixes.filter(({ site }) => site.source === source)
  const lost = now.homes === undefined ? undefined : disproveFound(own, now.homes, moved)
  if (lost !== undefined) return { reason: lost, offset: first }
  return (
    disproveInner(old, now.parsed, moved) ??
    disproveValues(leavesOf(old), leavesOf(now.parsed), moved, (keys) => places.holds(keys, now.source.text, moved))
  )
}

/** Whether texts inside this one that no edit touches are still there. */
function disproveInner(old: Parsed, now: Parsed, moved: Moved): Disproof | undefined {
  const starts = new Map(now.inner.map((inner) => [inner.embedded.span.start, inner]))
  for (const { name, embedded } of old.inner) {
    if (moved.touches(embedded.span) || moved.adjoins(embedded.span)) continue
    const offset = moved.offset(embedded.span.start)
    const found = starts.get(offset)
    if (found?.name !== name || found.embedded.text !== embedded.text)
      return {
        reason: 'a text inside the file that no edit touches would change',
        offset,
      }
  }
  return undefined
}
