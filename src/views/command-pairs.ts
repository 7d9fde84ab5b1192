import type { WordList } from '../format.ts'
import { partitionPoint } from '../sorted.ts'
import { contains, type Span } from '../text.ts'
import { locateCommand } from './command.ts'
import { type CommandHome, type FlatHome, fileSpan, type Home, type Located, type Source } from './home.ts'

/** A command of the name that is asked for. */
interface Start {
  readonly home: CommandHome
  readonly site: Located
  /** In the file. */
  readonly span: Span
}

/** Which command gets which variables. */
interface Pairs {
  readonly commandsIn: ReadonlyMap<FlatHome, readonly Located[]>
  readonly environmentsOf: ReadonlyMap<CommandHome, readonly FlatHome[]>
}

const known = new WeakMap<readonly Home[], Map<string, Pairs>>()

/**
 * Commands of a name, and the names and values that they get: in one container, before the command or in it, or in the same
 * script.
 */
export function pairsOf(homes: readonly Home[], name: string): Pairs {
  const ofHomes = known.get(homes) ?? new Map<string, Pairs>()
  known.set(homes, ofHomes)
  const pairs = ofHomes.get(name) ?? pair(homes, name)
  ofHomes.set(name, pairs)
  return pairs
}

function pair(homes: readonly Home[], name: string): Pairs {
  const starts = startsOf(homes, name)
  const bySource = new Map<Source, Start[]>()
  for (const start of starts) {
    const same = bySource.get(start.home.source)
    if (same === undefined) bySource.set(start.home.source, [start])
    else same.push(start)
  }
  const commandsIn = new Map<FlatHome, readonly Located[]>()
  const environmentsOf = new Map<CommandHome, FlatHome[]>()
  for (const environment of homes) {
    if (environment.home !== 'environment' && environment.home !== 'set') continue
    const inside = startsIn(environment, starts, bySource.get(environment.source) ?? [])
    commandsIn.set(
      environment,
      inside.map(({ site }) => site),
    )
    for (const { home } of inside) environmentsOf.set(home, [...(environmentsOf.get(home) ?? []), environment])
  }
  return { commandsIn, environmentsOf }
}

function startsOf(homes: readonly Home[], name: string): Start[] {
  return homes
    .flatMap((home) =>
      home.home === 'command'
        ? locateCommand(home, name).map((site) => ({
            home,
            site,
            span: fileSpan(home.source, home.command.span),
          }))
        : [],
    )
    .sort((a, b) => a.span.start - b.span.start)
}

/** Variables before a command are its own, and those of a script are there for all of its commands. */
function startsIn(
  { chain, source, container }: FlatHome,
  all: readonly Start[],
  here: readonly Start[],
): readonly Start[] {
  const parent = chain[0]?.list
  if (parent === undefined) {
    if (container.layout.kind === 'lines') return here
    const own = extent(source, container)
    const before = here[partitionPoint(here, ({ span }) => span.start <= own.start) - 1]
    return before !== undefined && contains(before.span, own) ? [before] : []
  }
  const around = extent(source, parent)
  const from = partitionPoint(all, ({ span }) => span.start < around.start)
  const to = partitionPoint(all, ({ span }) => span.start <= around.end)
  return all.slice(from, to).filter(({ span }) => contains(around, span))
}

/** From the first member to the last, in the file. */
function extent(source: Source, { members }: WordList): Span {
  return fileSpan(source, { start: members[0]?.span.start ?? 0, end: members.at(-1)?.span.end ?? 0 })
}
