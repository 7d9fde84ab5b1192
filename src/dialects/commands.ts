import { cut, type Embedded } from '../embedded.ts'
import { looksLike } from '../formats/shell/inner.ts'
import type { CommandHome, FlatHome, Home } from '../views/home.ts'
import { KUMACTL } from './charts.ts'
import type { Given } from './homes.ts'
import { patchIn } from './kubectl.ts'
import { chartOf } from './kuma.ts'
import { metadataIn } from './metadata-words.ts'
import { setPairs } from './set-pairs.ts'

/** A text that a command's words hold. */
export interface CommandText {
  /** Tells the format, as a file's name does. */
  readonly name: string
  readonly embedded: Embedded
  readonly given: Given | undefined
  /** It is no text itself: one that stands inside it is meant. */
  readonly isMade?: boolean
  /** Where the homes in it are told to those that belong with them. */
  readonly beside?: Home[]
}

interface Found {
  readonly homes: readonly Home[]
  readonly texts: readonly CommandText[]
}

/** What stands in a command's words besides the command. */
export function foundIn(home: CommandHome, isRelease: boolean): Found[] {
  return [setIn(home, isRelease), textsIn(home), { homes: metadataIn(home), texts: [] }]
}

/** What is told to kubectl about an object, and to others as a whole resource. */
function textsIn(home: CommandHome): Found {
  const patch = patchIn(home)
  if (patch === undefined) return { homes: [], texts: resourcesIn(home) }
  const given = { role: 'resources', doubt: undefined, target: patch.kind } as const
  return { homes: [], texts: [{ name: 'inline.yaml', embedded: patch.embedded, given, isMade: patch.isMade }] }
}

/** `--dataplane="type: Dataplane…"`. */
function resourcesIn({ command: { words } }: CommandHome): CommandText[] {
  return words.flatMap((word, index): CommandText[] => {
    const flag = /^--[A-Za-z][\w-]{0,60}=/.exec(word.source)?.[0]
    const isBehind = /^--[A-Za-z][\w-]*$/.test(words[index - 1]?.source ?? '')
    const from = flag?.length ?? (isBehind ? 0 : undefined)
    const looks = from === undefined ? undefined : looksLike(word.source.slice(from))
    const embedded = looks === undefined ? undefined : word.embedded()
    if (from === undefined || embedded === undefined) return []
    return [{ name: `inline.${looks}`, embedded: cut(embedded, from, embedded.text.length), given: undefined }]
  })
}

/** The values that commands set which install the chart. */
function setIn(home: CommandHome, isRelease: boolean): Found {
  const words = home.command.words.map((word) => word.source)
  const helm = words.some((word) => /(?:^|\/)helm$|^\$[({]{0,2}helm[)}]{0,2}$/i.test(word))
  const kumactl = words.some((word) => KUMACTL.test(word))
  // Words that some command is given, such as those of an array.
  const isPart = words[0]?.startsWith('-') === true
  if (!helm && !kumactl && !isPart) return { homes: [], texts: [] }
  const sure = isRelease || kumactl || words.some((word) => chartOf(word) !== undefined)
  const doubt = sure ? undefined : 'the chart is not named here'
  const partial = words.some((word) => /^(?:-f|--values)(?:=|$)/.test(word))
  const common = { source: home.source, doubt, platform: 'kubernetes' } as const
  const found = setPairs(home.command, home.source.text)
  const siblings: FlatHome[] = []
  const beside: Home[] = []
  for (const { texts: _, ...pairs } of found)
    siblings.push({ ...common, home: 'set', siblings, beside, partial, ...pairs })
  beside.push(...siblings)
  // A control plane is told of once.
  let isTold = partial || siblings.some(({ variables }) => variables.some(({ name }) => CONTROL_PLANE.test(name)))
  const texts = found.flatMap((pairs) =>
    pairs.texts.map((embedded): CommandText => {
      const given: Given = { role: 'values', doubt, beside, partial: isTold }
      isTold ||= CONTROL_PLANE.test(embedded.text)
      const name = embedded.text.trimStart().startsWith('{') ? 'inline.json' : 'inline.json-pair'
      return { name, embedded, given, beside }
    }),
  )
  return { homes: siblings, texts }
}

const CONTROL_PLANE = /\bcontrolPlane\b/
