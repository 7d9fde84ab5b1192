import type { WordList } from '../format.ts'
import type { Edits } from '../layout.ts'
import { contains, type Span } from '../text.ts'
import type { Change } from '../transform.ts'
import { locateCommand } from './command.ts'
import { DATA_PLANE_VARIABLE, isDeployed, isStarted } from './deployed.ts'
import { locateFlat } from './flat.ts'
import {
  type CommandHome,
  type FlatHome,
  fileSpan,
  type Home,
  type Located,
  type Source,
  type Variable,
} from './home.ts'

/**
 * A kuma-dp that somebody starts: its environment, or its command where nothing around gives it variables. The names given to `get`
 * and changes are variables; those of a command are its flags as well.
 */
export function locateDataPlane(home: Home, homes: readonly Home[]): Located[] {
  if (!isDeployed(home)) return []
  if (home.home === 'environment') return inEnvironment(home)
  if (home.home !== 'command' || homes.some((other) => other.home === 'environment' && isAround(other, home))) return []
  return locateCommand(home, 'kuma-dp run').map((site) => ({
    ...site,
    claims: [],
    edit: (changes) => beforeCommand(home, changes),
  }))
}

function inEnvironment(home: FlatHome): Located[] {
  const own = isStarted(home) ? ownVariables(home) : []
  const [first] = own
  const like = own.findLast(({ value }) => typeof value?.value === 'string') ?? own.at(-1)
  if (first === undefined || like === undefined) return []
  return locateFlat(home, like.name, (name) => name)
    .slice(0, 1)
    .map((site) => ({ ...site, span: first.nameSpan, claims: [], path: '', value: undefined }))
}

/** What stands among the chart's values, or in a Secret, is no environment. */
function ownVariables(home: FlatHome): readonly Variable[] {
  if (home.platform !== undefined || home.kind === 'Secret') return []
  return home.variables.filter(({ name, value }) => DATA_PLANE_VARIABLE.test(name) && value !== undefined)
}

/** Both stand in one container; variables before a command are its own, and those of a script are there for all of its commands. */
function isAround(environment: FlatHome, { source, command }: CommandHome): boolean {
  if (ownVariables(environment).length === 0) return false
  const parent = environment.chain[0]?.list
  if (parent !== undefined) return contains(extent(environment.source, parent), fileSpan(source, command.span))
  if (environment.source !== source) return false
  return environment.container.layout.kind === 'lines' || contains(command.span, extent(source, environment.container))
}

/** From the first member to the last, in the file. */
function extent(source: Source, { members }: WordList): Span {
  return fileSpan(source, { start: members[0]?.span.start ?? 0, end: members.at(-1)?.span.end ?? 0 })
}

/** `NAME=value` before a command of a script. */
function beforeCommand({ source, command }: CommandHome, changes: readonly Change[]): Edits {
  const [program] = command.words
  const isScript = /\.(?:sh|bash)$/.test(source.name) && source.name !== 'inline.sh'
  if (!isScript || program === undefined || !/(?:^|\/)kuma-dp$/.test(program.source))
    return { because: 'it gets no variables here' }
  const assignments = changes.flatMap((change) =>
    change.do === 'put' && change.name !== undefined && /^[\w.:-]+$/.test(String(change.value))
      ? [`${change.name}=${String(change.value)} `]
      : [],
  )
  if (assignments.length < changes.filter(({ do: kind }) => kind !== 'flag').length)
    return { because: 'this cannot be written before a command' }
  return [{ start: program.span.start, end: program.span.start, text: assignments.join('') }]
}
