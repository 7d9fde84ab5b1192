import type { Edits } from '../layout.ts'
import type { Span } from '../text.ts'
import type { Change } from '../transform.ts'
import { locateCommand } from './command.ts'
import { pairsOf } from './command-pairs.ts'
import { DATA_PLANE_VARIABLE, isDeployed, isStarted } from './deployed.ts'
import { locateFlat } from './flat.ts'
import type { CommandHome, FlatHome, Home, Located, Variable } from './home.ts'
import { placeOf } from './same-place.ts'

const START = 'kuma-dp run'

/**
 * A kuma-dp that somebody starts: its environment, or its command where nothing around gives it variables. The names given to `get`
 * are variables, or flags of its command; changes name variables.
 */
export function locateDataPlane(home: Home, homes: readonly Home[]): Located[] {
  if (!isDeployed(home)) return []
  if (home.home === 'environment') return inEnvironment(home, homes)
  if (home.home !== 'command') return []
  const around = pairsOf(homes, START).environmentsOf.get(home) ?? []
  if (around.some((environment) => ownVariables(environment).length > 0)) return []
  return locateCommand(home, START).map((site) => ({
    ...site,
    claims: [],
    // Variables without a value of their own tell as well.
    get: (name) => site.get(name) ?? around.flatMap((other) => locateFlat(other, name, (each) => each))[0],
    edit: (changes) => beforeCommand(home, changes),
  }))
}

function inEnvironment(home: FlatHome, homes: readonly Home[]): Located[] {
  const own = isStarted(home) ? ownVariables(home) : []
  const [first] = own
  const like = own.findLast(({ value }) => typeof value?.value === 'string') ?? own.at(-1)
  if (first === undefined || like === undefined) return []
  const commands = pairsOf(homes, START).commandsIn.get(home) ?? []
  // Variables of a script may be for several.
  const command = commands.length === 1 ? commands[0] : undefined
  return locateFlat(home, like.name, (name) => name)
    .slice(0, 1)
    .map((site) => ({
      ...site,
      get: (name) => (name.startsWith('-') ? command?.get(name) : site.get(name)),
      span: first.nameSpan,
      said: placeOf(home, homes, firstOwn),
      claims: [],
      path: '',
      value: undefined,
    }))
}

function firstOwn(home: FlatHome): Span | undefined {
  return isStarted(home) ? ownVariables(home)[0]?.nameSpan : undefined
}

/** What stands among the chart's values, or in a Secret, is no environment. */
function ownVariables(home: FlatHome): readonly Variable[] {
  if (home.platform !== undefined || home.kind === 'Secret') return []
  return home.variables.filter(({ name, value }) => DATA_PLANE_VARIABLE.test(name) && value !== undefined)
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
