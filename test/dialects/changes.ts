import {
  add,
  annotation,
  command,
  defineTransform,
  field,
  finding,
  flag,
  move,
  on,
  remove,
  rename,
  set,
  setting,
  value,
  when,
} from '../../src/rules.ts'
import type { Place, Rule, Site, Transform } from '../../src/transform.ts'

/** Kuma's surface, as a team meets it. */
export const SURFACES = ['environment', 'config', 'value', 'field', 'annotation', 'command'] as const
export type Surface = (typeof SURFACES)[number]

export const OPERATIONS = ['rename', 'set', 'add', 'remove', 'move', 'ask'] as const
export type Operation = (typeof OPERATIONS)[number]

/** One operation on one surface: the transform that does it, and the words by which its site is known in a text. */
export interface Change {
  readonly surface: Surface
  readonly operation: Operation
  readonly transform: Transform
  readonly words: readonly string[]
}

/** How a surface names its things. */
interface Naming {
  place(name: string): Place
  /** What is given to `rename`, `add` and `move`. */
  readonly name: (word: string) => string
  readonly moved: string | undefined
}

const KIND = 'MeshTimeout'

const NAMINGS = {
  setting: { place: setting, name: (word) => `store.${word}`, moved: 'runtime.there' },
  value: { place: value, name: (word) => `controlPlane.${word}`, moved: 'egress.there' },
  field: { place: (name) => field(KIND, `to[].default.${name}`), name: (word) => word, moved: '/there' },
  annotation: { place: annotation, name: (word) => `kuma.io/${kebab(word)}`, moved: 'labels:kuma.io/there' },
  command: { place: (name) => flag('kuma-dp run', name), name: (word) => `--${kebab(word)}`, moved: undefined },
} satisfies { readonly [view: string]: Naming }

function kebab(word: string): string {
  return word.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

/** The finding of the change that only asks. */
export const ASKED = 'decide about it'

function rulesOf({ place, name, moved }: Naming, operation: Operation): Rule[] {
  const at = (word: string): Place => place(name(word))
  switch (operation) {
    case 'rename':
      return [on(at('oldName'), rename(name('newName')))]
    case 'set':
      return [when(at('logLevel'), (site) => (site.value === 'high' ? [] : [set('high')]))]
    case 'add':
      return [when(at('baseline'), (site) => (isThere(site, name('extra')) ? [] : [add(name('extra'), 'on')]))]
    case 'remove':
      return [on(at('goneNow'), remove())]
    case 'move':
      return moved === undefined ? [] : [on(at('hereNow'), moved.startsWith('/') ? move(moved) : rename(moved))]
    case 'ask':
      return [on(at('askFirst'), finding(ASKED))]
  }
}

function isThere(site: Site, name: string): boolean {
  return site.get(name) !== undefined || site.get(`^${name}`) !== undefined
}

const WORDS = {
  rename: 'oldName',
  set: 'logLevel',
  add: 'baseline',
  remove: 'goneNow',
  move: 'hereNow',
  ask: 'askFirst',
} as const

function transformOf(id: string, rules: readonly Rule[]): Transform {
  return { id, ...defineTransform({ title: id, since: ['2.7.0'], notes: [], rules }) }
}

type Spell = (word: string) => readonly string[]

/** The surfaces that a view sees, and how a name is written in each. */
function changesOf(view: string, naming: Naming, surfaces: readonly (readonly [Surface, Spell])[]): Change[] {
  return OPERATIONS.flatMap((operation) => {
    const rules = rulesOf(naming, operation)
    if (rules.length === 0) return []
    const transform = transformOf(`${view}/${operation}`, rules)
    return surfaces.map(([surface, spell]) => ({ surface, operation, transform, words: spell(WORDS[operation]) }))
  })
}

/** A subcommand has a name only. */
const SUBCOMMAND: Change = {
  surface: 'command',
  operation: 'rename',
  transform: transformOf('command/subcommand', [on(command('kumactl generate old-thing'), rename('new-thing'))]),
  words: ['old-thing'],
}

/** Every operation on every surface. A setting is one thing and has two surfaces. */
export const CHANGES: readonly Change[] = [
  ...changesOf('setting', NAMINGS.setting, [
    ['environment', (word) => [`KUMA_STORE_${snake(word).toUpperCase()}`]],
    ['config', (word) => [word]],
  ]),
  ...changesOf('value', NAMINGS.value, [['value', (word) => [word]]]),
  ...changesOf('field', NAMINGS.field, [['field', (word) => [word, snake(word)]]]),
  ...changesOf('annotation', NAMINGS.annotation, [
    ['annotation', (word) => [`kuma.io/${kebab(word)}`, `kuma.io~1${kebab(word)}`, `kuma\\.io/${kebab(word)}`]],
  ]),
  ...changesOf('command', NAMINGS.command, [['command', (word) => [`--${kebab(word)}`]]]),
  SUBCOMMAND,
]

function snake(word: string): string {
  return kebab(word).replaceAll('-', '_')
}
