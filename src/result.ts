import type { Edit, Region, Span } from './text.ts'
import type { Safety, Transform } from './transform.ts'

/** An edit that was made. Offsets are those of the text as it was read. */
export interface MadeEdit {
  readonly transform: string
  readonly notes: readonly string[]
  readonly safety: Safety
  /** The step that made it. */
  readonly release?: string
  readonly span: Span
  readonly before: string
  readonly after: string
}

/** A site a person must decide about. */
export interface Finding {
  readonly transform: string
  readonly notes: readonly string[]
  /** The step that raised it. */
  readonly release?: string
  /** In the text as it was read. */
  readonly offset: number
  /** One sentence: what is wrong there, and what to do. */
  readonly message: string
  /** What to write there, where that can be said. */
  readonly suggestion?: string
}

/** A text that does not parse, or whose edits were withheld. */
export interface Failure {
  readonly offset: number
  readonly message: string
}

/** What became of one text. */
export interface Migration {
  /** The new text; the old one where nothing changed or the edits were withheld. */
  readonly text: string
  /** What differs between the text as read and the new one. */
  readonly regions: readonly Region[]
  readonly edits: readonly MadeEdit[]
  readonly findings: readonly Finding[]
  /** Sites that rules asked something for, counted when they were found: each must end as an edit, a finding or suppressed. */
  readonly found?: number
  /** Findings that a comment in the text asks to leave out. */
  readonly suppressed?: number
  /** A second run over the new text was tried and would make no edit. */
  readonly idempotent?: boolean
  readonly failure?: Failure
}

/** What a file or a value holds, as its name, the text around it or the user tells. */
export type Role =
  /** Values of the Kuma chart (or of Kong Mesh's, which nests it under `kuma`). */
  | 'values'
  /** The control plane's configuration. */
  | 'config'
  /** A shell script. */
  | 'script'
  /** `--set` pairs: `controlPlane.mode=zone`. */
  | 'set'
  /** Kubernetes objects or resources as text. */
  | 'resources'

/** What is known of a file from outside it: the user's word, a chart beside it, a release that names it. */
export interface Told {
  /** `release`: charts that are not named in it are Kuma's. `other`: its values and configuration are another product's. */
  readonly role: Role | 'release' | 'other'
  /** What the chart's values stand behind, each with a dot at its end; undefined: as they look. */
  readonly prefixes?: readonly string[]
  /** Why nothing is edited all the same. */
  readonly doubt?: string
}

/** What a run is asked to do with every text. */
export interface Request {
  /** The transforms in the order of their releases, a step for each release that lies in the range. */
  readonly steps: readonly Step[]
  /** Make edits that need consent. */
  readonly unsafe: boolean
  /** Answers to questions: `2.7/dp-server-auth.none` to `remove`. */
  readonly answers: ReadonlyMap<string, string>
  /**
   * Asked before a fix is made; false leaves its site to the user, as a finding. Of one fix it may be asked several times, and must say
   * the same.
   */
  readonly consent?: (proposal: Proposal) => boolean
  /** What is known of a file from outside it. */
  readonly toldOf?: (path: string) => Told | undefined
  /** Undefined: names are not looked at. */
  readonly target?: Target | undefined
  /** Asked of every text that was edited, on top of our own proof; undefined: of none. */
  readonly verify?: Verify | undefined
}

/** The release that edits must fit: none may bring a name that it does not know. */
export interface Target {
  /** Release 2.x. */
  readonly minor: number
  /** Transforms of the user's own, who may know more names than we do. */
  readonly own: ReadonlySet<string>
}

/** A fix that is about to be made. */
export interface Proposal {
  readonly path: string
  readonly transform: string
  readonly title: string
  readonly safety: Safety
  readonly release: string
  /** Where the site stands in the text as it was read. */
  readonly offset: number
  /** The text as it is before the fix, and what it does to it. */
  readonly text: string
  readonly edits: readonly Edit[]
}

/** A text and what it became. */
export interface EditedText {
  readonly before: string
  readonly after: string
  /** Tells the format, as a file's name does. */
  readonly path: string
  readonly regions: readonly Region[]
  readonly told: Told | undefined
}

/** @returns why the edits must be withheld, the offset in the text as it was; undefined: they may be made. */
export type Verify = (edited: EditedText) => Failure | undefined

/** One release's transforms. */
export interface Step {
  readonly release: string
  readonly transforms: readonly Transform[]
}
