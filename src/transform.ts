import type { Data, Scalar } from './tree.ts'

/** Something Kuma reads, named by meaning. How a file spells it is the business of views, dialects and formats. */
export type Place =
  /** A control plane setting: its config key, and with it the environment variable. */
  | { readonly view: 'setting'; readonly path: string; readonly env: string }
  /** A value of the Kuma chart, as the chart names it (`controlPlane.mode`); Kong Mesh nests the same under `kuma`. */
  | { readonly view: 'value'; readonly path: string }
  /** A field of a resource, below its `spec` (or the root of a Universal resource that has none): `to[].default`. */
  | { readonly view: 'field'; readonly kinds: readonly string[]; readonly path: string }
  /** A whole object that Kubernetes knows, or a Universal resource. */
  | { readonly view: 'object'; readonly kinds: readonly string[] }
  /** An annotation or label of any object; `*` in the name stands for any characters. */
  | { readonly view: 'annotation'; readonly name: string }
  /** A command with its subcommands: `kumactl generate control-plane-token`. */
  | { readonly view: 'command'; readonly name: string }
  /** A flag of a command: `--bootstrap-version` of `kuma-dp run`. */
  | { readonly view: 'flag'; readonly command: string; readonly name: string }
  /**
   * A control plane, once for each place that configures one: a configuration file, an environment, the chart's values, a command
   * that installs it. Names are settings, by their config keys; `names` says how they are spelled where that does not follow.
   */
  | { readonly view: 'controlPlane'; readonly names: { readonly [path: string]: Spelling } }
  /** A kuma-dp that somebody starts, once for each environment or command. Names are environment variables, or flags. */
  | { readonly view: 'dataPlane' }
  /** Any text that the pattern matches: for what is only flagged, or replaced character by character. */
  | { readonly view: 'text'; readonly pattern: RegExp }

/** A setting's environment variable, and the value the Kuma chart has for it. */
export interface Spelling {
  readonly env?: string
  readonly value?: string
}

/** One place as it stands in one file. What the names given to `get` mean is the view's: a setting, a path, a flag. */
export interface Site {
  /** Undefined: not a literal, such as `${TYPE}`, or not readable. */
  readonly value: Data | undefined
  /** What a string of a resource or a flag's value says, expressions as they are written: Kuma has templates of its own. */
  readonly written?: string | undefined
  /** Which of the forms it has; `kubernetes` and `universal` for resources, the kind of surface otherwise. */
  readonly form: Form
  /** Where the configured control plane or proxy runs, if the text around tells: the Kuma chart, a Kubernetes object. */
  readonly platform: 'kubernetes' | 'universal' | undefined
  /** Another place of the same view in the same object or environment. Names may start with `^` (the parent) or `/` (the root). */
  get(name: string): Site | undefined
  /** All places a name with `[]` stands for. */
  all(name: string): readonly Site[]
  /** The name a change can use to mean this site: `to[0].default`. */
  readonly path: string
}

export type Form = 'kubernetes' | 'universal' | 'environment' | 'config' | 'values' | 'command' | 'text'

/** `COPY` as a value: the site's own, as it is written there, expressions too. */
// Transforms of the user's own may have got it from another copy of this module.
export const COPY = Symbol.for('mesh-migrate.copy')
export type Value = Data | typeof COPY

/**
 * What should happen at a site. `at` names another site of the same object, as `get` does.
 * The changes one rule gives for one site are made together or not at all.
 */
export type Change =
  | { readonly do: 'rename'; readonly at?: string; readonly to: string }
  | { readonly do: 'set'; readonly at?: string; readonly value: Data }
  /** A new name beside the site, right after it. */
  | { readonly do: 'add'; readonly at?: string; readonly name: string; readonly value: Value }
  /** A new name inside the site, after what is there; without a name, a new element of a list. */
  | { readonly do: 'put'; readonly at?: string; readonly name?: string; readonly value: Data }
  /** A new name inside the site, before what is there: what says of which kind the rest is. Of resources only. */
  | { readonly do: 'lead'; readonly at?: string; readonly name: string; readonly value: Data }
  | { readonly do: 'remove'; readonly at?: string }
  /** The site, with its bytes, to another name. */
  | { readonly do: 'move'; readonly at?: string; readonly to: string }
  /** A copy of the whole object right after it, with changes made in the copy only. */
  | { readonly do: 'copy'; readonly changes: readonly Change[] }
  | Flag

/** A person must decide. `type` is what to write there, if that can be said. */
export interface Flag {
  readonly do: 'flag'
  readonly at?: string
  readonly because: string
  readonly type?: string
}

export type Safety = 'safe' | 'unsafe'

/** What a rule may ask besides the site. */
export interface Asked {
  /** The answer to one of the transform's questions: what `--set` says, else its default. */
  option(name: string): string
  /** The objects of these kinds in the same file. */
  objects(...kinds: readonly string[]): readonly Site[]
  /** The sites of a place in the same file; of text there are none. */
  sites(place: Place): readonly Site[]
}

export interface Rule {
  readonly at: Place
  /** Which of the transform's notes it carries out, where there are several; undefined: all of them. */
  readonly note: string | undefined
  /**
   * One of these, in any case, must be in the file or its name; undefined: what the place itself implies. To be said for objects and
   * commands that other products have too and that concern Kuma without naming it.
   */
  readonly mentions?: readonly string[]
  /** The file must hold this too, written so; for words that stand in nearly every file. */
  readonly holds?: string
  /** Changes when a person must consent by `--unsafe`; they are a finding otherwise. */
  readonly safety: Safety
  /** No change: nothing is wrong with this site. */
  decide(site: Site, asked: Asked): readonly Change[]
  /** What to say where the name is found but cannot be edited: in prose, in a file that does not parse. Undefined: nothing. */
  readonly elsewhere: string | undefined
}

export interface Question {
  readonly description: string
  readonly default: string
  /** The answers there are; undefined: any text. */
  readonly values?: readonly string[]
}

/** One upgrade note. Its folder is the release, its file name the rest of its id. */
export interface Transform {
  /** `2.7/dp-server-auth`; the registry fills it in from the file's place. */
  readonly id: string
  readonly title: string
  /**
   * Every step that runs it: where the note stands, on each release line, and again where the old form stops working.
   * None: it runs at the end of every upgrade, which is for conventions of one's own.
   */
  readonly since: readonly string[]
  /** The notes of the ledger it carries out. */
  readonly notes: readonly string[]
  /** The first release that reads the new form; undefined: there is none. */
  readonly acceptedSince: string | undefined
  /** The last release that reads the old form; undefined: still read. */
  readonly readUntil: string | undefined
  readonly questions: { readonly [name: string]: Question }
  readonly rules: readonly Rule[]
}

/** A transform as its file gives it: an id of its own, or the one that follows from the file's place. */
export type WrittenTransform = Omit<Transform, 'id'> & { readonly id?: string }

export function isScalar(value: Data | undefined): value is Scalar {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}
