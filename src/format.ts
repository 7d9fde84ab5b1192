import type { Embedded } from './embedded.ts'
import type { Span } from './text.ts'
import type { Layout, Node } from './tree.ts'

/** A command line: `kumactl generate zone-token --zone east`, however it is written. */
export interface Command {
  readonly span: Span
  readonly words: readonly Word[]
}

export interface Word {
  readonly span: Span
  /** Undefined where the word holds an expansion that cannot be read: `$ZONE`, `{{ .zone }}`. */
  readonly value: string | undefined
  /** The characters of the word that are literal, expansions kept as they are written: `--zone=$ZONE`. */
  readonly source: string
  /** `source` as a text of its own; undefined: its characters cannot be traced. */
  embedded(): Embedded | undefined
  /** How another word would be written in its place, quoted as this one; undefined: cannot be. */
  write(value: string): string | undefined
  /** The list of words it belongs to: a shell's line, a YAML list. */
  readonly list: WordList
}

export interface WordList {
  readonly members: readonly { readonly span: Span }[]
  readonly layout: Layout
}

export interface Problem {
  readonly offset: number
  readonly message: string
}

/** A text as its format reads it. */
export interface Parsed {
  readonly format: string
  readonly roots: readonly Node[]
  readonly commands: readonly Command[]
  /** Texts of other formats inside that are not the value of a node: fences, heredocs. `name` tells the format as a file name would. */
  readonly inner: readonly Inner[]
  readonly problems: readonly Problem[]
  /** Stretches that are left alone: documentation of other releases. */
  readonly ignored?: readonly Span[]
}

export interface Inner {
  readonly name: string
  readonly embedded: Embedded
}

/** A syntax. */
export interface Format {
  readonly id: string
  /**
   * Never throws: what cannot be read is a problem with its offset. The text has no byte order mark.
   * @param like how the text was read before an edit: in parts or as a whole.
   */
  parse(text: string, like?: Parsed): Parsed
}
