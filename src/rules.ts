import {
  type Asked,
  type Change,
  type Flag,
  isScalar,
  type Place,
  type Question,
  type Rule,
  type Safety,
  type Site,
  type Spelling,
  type Value,
  type WrittenTransform,
} from './transform.ts'
import type { Data } from './tree.ts'

/** `dpServer.authn.dpProxy.type` as its environment variable; 238 of Kuma 2.11's 264 follow this, the others are given by name. */
export function envOf(path: string): string {
  const words = path
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll('.', '_')
    .toUpperCase()
  return words.startsWith('KMESH_') ? words : `KUMA_${words}`
}

/** A control plane setting by its config key; `env` where the variable does not follow from it. */
export function setting(path: string, env: string = envOf(path)): Place {
  return { view: 'setting', path, env }
}

/** A value of the Kuma chart, as that chart names it. */
export function value(path: string): Place {
  return { view: 'value', path }
}

/** A field of resources, as it stands below `spec`. */
export function field(kinds: string | readonly string[], path: string): Place {
  return { view: 'field', kinds: typeof kinds === 'string' ? [kinds] : kinds, path }
}

export function object(...kinds: readonly string[]): Place {
  return { view: 'object', kinds }
}

/** An annotation or label. */
export function annotation(name: string): Place {
  return { view: 'annotation', name }
}

export function command(name: string): Place {
  return { view: 'command', name }
}

/** @param name with its dashes, as it is typed. */
export function flag(of: string, name: string): Place {
  return { view: 'flag', command: of, name }
}

/** Every control plane that is configured. `names`: how settings are spelled where that does not follow from their path. */
export function controlPlane(names: { readonly [path: string]: Spelling } = {}): Place {
  return { view: 'controlPlane', names }
}

/** Every kuma-dp that somebody starts; those that the control plane injects are configured there. */
export function dataPlane(): Place {
  return { view: 'dataPlane' }
}

/** Text that the pattern matches, wherever no other view accounts for it. The pattern is global and linear. */
export function text(pattern: RegExp): Place {
  return { view: 'text', pattern }
}

export function rename(to: string, at?: string): Change {
  return at === undefined ? { do: 'rename', to } : { do: 'rename', to, at }
}

export function move(to: string, at?: string): Change {
  return at === undefined ? { do: 'move', to } : { do: 'move', to, at }
}

export function set(value: Data, at?: string): Change {
  return at === undefined ? { do: 'set', value } : { do: 'set', value, at }
}

export function add(name: string, value: Value, at?: string): Change {
  return at === undefined ? { do: 'add', name, value } : { do: 'add', name, value, at }
}

export function put(name: string | undefined, value: Data, at?: string): Change {
  return { do: 'put', value, ...(name === undefined ? {} : { name }), ...(at === undefined ? {} : { at }) }
}

/** A new name inside the site, before what is there. */
export function lead(name: string, value: Data, at?: string): Change {
  return at === undefined ? { do: 'lead', name, value } : { do: 'lead', name, value, at }
}

export function remove(at?: string): Change {
  return at === undefined ? { do: 'remove' } : { do: 'remove', at }
}

/** A copy of the object after it, with the changes made in the copy. */
export function copy(...changes: readonly Change[]): Change {
  return { do: 'copy', changes }
}

/** A person must decide: why, and what to write. */
export function finding(because: string, type?: string): Flag {
  return type === undefined ? { do: 'flag', because } : { do: 'flag', because, type }
}

interface RuleOptions {
  readonly note?: string
  readonly safety?: Safety
  /** What to say where the name stands in text that cannot be edited; `false`: nothing. Made from the changes by default. */
  readonly elsewhere?: string | false | undefined
  readonly mentions?: readonly string[]
  readonly holds?: string
}

/** The same changes wherever the place is found. */
export function on(at: Place, changes: Change | readonly Change[], options: RuleOptions = {}): Rule {
  const list = 'do' in changes ? [changes] : changes
  return when(at, () => list, { ...options, elsewhere: options.elsewhere ?? describe(at, list) })
}

/** Changes that depend on what is found; none: nothing is wrong there. */
export function when(
  at: Place,
  decide: (site: Site, asked: Asked) => readonly Change[] | Change | undefined,
  options: RuleOptions = {},
): Rule {
  return {
    at,
    note: options.note,
    ...(options.mentions === undefined ? {} : { mentions: options.mentions }),
    ...(options.holds === undefined ? {} : { holds: options.holds }),
    safety: options.safety ?? 'safe',
    elsewhere: options.elsewhere === false ? undefined : (options.elsewhere ?? describe(at, [])),
    decide(site, asked) {
      const changes = decide(site, asked) ?? []
      return 'do' in changes ? [changes] : changes
    },
  }
}

function describe(at: Place, changes: readonly Change[]): string | undefined {
  const [change] = changes
  const name = at.view === 'setting' ? at.env : 'name' in at ? at.name : 'path' in at ? at.path : undefined
  if (change?.do === 'flag') return change.because
  if (name === undefined) return undefined
  if (change?.do === 'remove') return `\`${name}\` is gone; remove it by hand`
  if (change?.do === 'rename') {
    const to = at.view === 'setting' ? envOf(change.to) : change.to
    return `\`${name}\` became \`${to}\`; change it by hand`
  }
  return `\`${name}\` needs a change that cannot be made here`
}

/** A scalar as text, as environment variables have it; undefined for anything else. */
export function textOf(value: Data | undefined): string | undefined {
  return isScalar(value) && value !== null ? String(value) : undefined
}

/** What an author writes. */
export interface TransformSpec {
  /** Only for a transform of one's own whose id shall not follow from its file's name. */
  readonly id?: string
  readonly title: string
  readonly since: readonly string[]
  /** The upgrade notes it carries out. */
  readonly notes?: readonly string[]
  readonly acceptedSince?: string
  readonly readUntil?: string
  readonly questions?: { readonly [name: string]: Question }
  readonly rules: readonly Rule[]
}

/** Fills in what an author may leave out. */
export function defineTransform(spec: TransformSpec): WrittenTransform {
  return { notes: [], questions: {}, acceptedSince: undefined, readUntil: undefined, ...spec }
}
