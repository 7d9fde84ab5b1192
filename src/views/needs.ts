import { KINDS } from '../facts/kinds.ts'
import type { Place, Transform } from '../transform.ts'
import { CONFIGURATION_KEYS, CONTROL_PLANE_VARIABLE, DATA_PLANE_VARIABLE } from './deployed.ts'
import { namesOf } from './index.ts'
import { KUMACTL_INSTALL } from './install.ts'

/** What a text must hold, all of it, for a rule to find anything there. Words are runs of letters, digits and `_`, in any case. */
export interface Need {
  readonly words: readonly string[]
  /** One of these, written so, after `kind` or `type`; none given: none is asked for. */
  readonly kinds?: readonly string[]
  /** Written exactly so. */
  readonly literal?: string
  readonly pattern?: RegExp
  /** One of these, in any case, in any word of the file or of its name: shows that the file is about Kuma. */
  readonly mentions?: readonly string[]
  /** Told by words that are everybody's: not in a file about another mesh that says nothing of Kuma. */
  readonly shared?: true
  /** What the file can be by its name, or by the user's word, without any mention. */
  readonly role?: 'config' | 'values'
}

const KUMA = ['kuma', 'mesh'] as const

/** What names no other mesh: an object that anybody may have is Kuma's business only where one of these stands beside it. */
const NAMES = ['kuma', 'kong-mesh', 'kongmesh', 'kmesh'] as const

/** Besides its names, keys by which the control plane's configuration is told. */
const CONFIGURATION = [
  ...KUMA,
  'controlPlane',
  'bootstrapServer',
  'dpServer',
  'interCp',
  'monitoringAssignmentServer',
  'multizone',
  'xdsServer',
] as const

const VALUES = [...KUMA, 'controlPlane'] as const

/** A key at the root of the control plane's configuration, or of a part of it. */
const CONFIGURED = new RegExp(`^[ \\t{"']*(?:${CONFIGURATION_KEYS.join('|')})["']?[ \\t]*:`, 'im')

/** What the rules of a transform look for: one of the needs must be met. */
export function needsOf(transform: Transform): readonly Need[] {
  return transform.rules.flatMap((rule) => {
    const names = rule.elsewhere === undefined ? [] : namesOf(rule.at)
    // Values have the names that other charts give theirs.
    const about = rule.at.view === 'value' ? { mentions: KUMA } : {}
    const literals = names.map((name) => ({ words: wordsOf(name), literal: name, ...about }))
    const { holds } = rule
    const needs = needsOfPlace(rule.at, rule.mentions)
    return [...(holds === undefined ? needs : needs.map((need) => ({ ...need, literal: holds }))), ...literals]
  })
}

/** Names in the user's answers to questions that take any text: files that hold them are of concern as well. */
export function namesIn(transforms: Iterable<Transform>, answers: ReadonlyMap<string, string>): string[] {
  const given = [...transforms].flatMap(({ id, questions }) =>
    Object.entries(questions).map(([name, { values }]) =>
      values === undefined ? answers.get(`${id}.${name}`) : undefined,
    ),
  )
  return given.flatMap((answer) => answer?.split(',') ?? []).filter((name) => /\w/.test(name))
}

function needsOfPlace(place: Place, mentions: readonly string[] | undefined): readonly Need[] {
  const about = mentions === undefined ? {} : { mentions }
  switch (place.view) {
    case 'setting':
      return [
        { words: [place.env], ...about },
        { words: wordsOf(place.path), ...asKey(place.path), mentions: mentions ?? CONFIGURATION, role: 'config' },
      ]
    case 'value':
      return [{ words: wordsOf(place.path), ...asKey(place.path), mentions: mentions ?? VALUES, role: 'values' }]
    case 'object':
      return needsOfKinds(place.kinds, [], mentions)
    case 'field':
      return needsOfField(place.kinds, place.path, mentions)
    case 'annotation':
      return [{ words: wordsOf(place.name.replace(/(?<!\w)\w*\*.*$/, '')), ...about }]
    case 'command':
      return [{ words: wordsOf(place.name), ...aboutCommand(place.name, mentions) }]
    case 'flag':
      return [{ words: wordsOf(`${place.command} ${place.name}`), ...aboutCommand(place.command, mentions) }]
    case 'controlPlane':
      return [
        { words: [], pattern: CONTROL_PLANE_VARIABLE, ...about },
        { words: [], pattern: CONFIGURED, mentions: mentions ?? CONFIGURATION, role: 'config' },
        { words: ['controlPlane'], mentions: mentions ?? KUMA, role: 'values' },
        { words: wordsOf(KUMACTL_INSTALL), ...about },
        { words: ['helm'], mentions: mentions ?? KUMA },
      ]
    case 'dataPlane':
      return [
        { words: [], pattern: DATA_PLANE_VARIABLE, ...about },
        { words: wordsOf('kuma-dp run'), ...about },
      ]
    case 'text':
      return [{ words: [], pattern: withoutState(place.pattern), shared: true, ...about }]
  }
}

function needsOfField(
  kinds: readonly string[],
  path: string,
  mentions: readonly string[] | undefined,
): readonly Need[] {
  const spelled = [...new Set([path, snakePath(path)])]
  return [
    ...spelled.flatMap((each) => needsOfKinds(kinds, wordsOf(each), mentions)),
    // A patch by kubectl names the kind in words of its own.
    { words: [...wordsOf(path), 'patch'], mentions: mentions ?? KUMA },
  ]
}

/** The same for a text of any length, wherever it was looked for before. */
function withoutState({ source, flags }: RegExp): RegExp {
  return new RegExp(source, flags.replace(/[gy]/g, ''))
}

/** A path of one word is a word of everybody's, which must be a key at least, lead to one, or be all that stands there: a name. */
function asKey(path: string): Pick<Need, 'pattern'> {
  return /\W/.test(path)
    ? {}
    : { pattern: new RegExp(`(?<![\\w-])${path}["'\\\\]{0,2}[ \\t]{0,9}(?:[:=[,}#]|\\.\\w|\\r?$)`, 'im') }
}

/** As Terraform has it. */
function snakePath(path: string): string {
  return path.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
}

/** What Terraform's provider calls them, where no kind is written. */
function typesOf(kinds: readonly string[]): readonly string[] {
  return kinds.includes('Namespace') ? ['kubernetes_namespace', 'kubernetes_namespace_v1'] : []
}

/** Objects of other products are Kuma's business only where the file mentions Kuma, unless the rule says what it must mention. */
function needsOfKinds(
  kinds: readonly string[],
  words: readonly string[],
  mentions: readonly string[] | undefined,
): readonly Need[] {
  const own = kinds.filter((kind) => KINDS.has(kind) && kind !== 'Secret')
  const foreign = kinds.filter((kind) => !own.includes(kind))
  return [
    ...(own.length === 0 ? [] : [{ words, kinds: own, ...(mentions === undefined ? {} : { mentions }) }]),
    ...(foreign.length === 0 ? [] : [{ words, kinds: foreign, mentions: mentions ?? NAMES }]),
    ...typesOf(foreign).map((type) => ({ words: [...words, type], mentions: mentions ?? NAMES })),
  ]
}

function aboutCommand(name: string, mentions: readonly string[] | undefined): Pick<Need, 'mentions'> {
  if (mentions !== undefined) return { mentions }
  return name.startsWith('kuma') ? {} : { mentions: KUMA }
}

/** The words of a name; positions in lists are not written out in texts. */
function wordsOf(name: string): readonly string[] {
  return [...new Set(name.match(/\w+/g))].filter((word) => !/^\d+$/.test(word))
}
