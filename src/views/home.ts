import type { Embedded } from '../embedded.ts'
import type { Command, WordList } from '../format.ts'
import type { Edits } from '../layout.ts'
import type { Link } from '../removal.ts'
import type { Edit, Span } from '../text.ts'
import type { Change, Site } from '../transform.ts'
import type { MapNode, ScalarNode } from '../tree.ts'

/** The text a home's spans refer to: the file's own, or one embedded in it. */
export interface Source {
  readonly text: string
  /** Undefined: this is the file's text. */
  readonly embedded: Embedded | undefined
  /** Tells the format, as a file name does. */
  readonly name: string
  /** What reads it takes one document only. */
  readonly single?: true
}

/** Where Kuma's configuration was found. Dialects make homes, views look into them. */
export type Home = FlatHome | NestedHome | ObjectHome | MetadataHome | CommandHome

interface Found {
  readonly source: Source
  /** Undefined: sure to be Kuma's. Else why it only may be. */
  readonly doubt: string | undefined
}

/** Names and values side by side: an environment, or Helm's `--set`. */
export interface FlatHome extends Found {
  readonly home: 'environment' | 'set'
  readonly container: WordList
  readonly variables: readonly Variable[]
  readonly platform: 'kubernetes' | undefined
  /** The containers around, innermost first, for what is left empty by a removal. */
  readonly chain: readonly Link[]
  /** The `--set` flags of the same command, this one among them. */
  readonly siblings?: readonly FlatHome[]
  /** All that holds values of the same release, this one among them. */
  readonly beside?: readonly Home[] | undefined
  /** The kind of the object around; a pod template counts as `Pod`. */
  readonly kind?: string | undefined
  /** Other values of the same release stand elsewhere. */
  readonly partial?: boolean
}

export interface Variable {
  /** The variable, or the path of a Helm value as the Kuma chart names it. */
  readonly name: string
  /** Which member of the container it is. */
  readonly index: number
  readonly nameSpan: Span
  writeName(name: string): string | undefined
  readonly value: ScalarNode | undefined
  /** It stands under a key of its own, which a copy would repeat. */
  readonly alone?: boolean
  /** Names for aliases in it, which a copy must not repeat. */
  readonly anchors?: readonly Span[]
}

/** A tree of names: the control plane's configuration, or the chart's values. */
export interface NestedHome extends Found {
  readonly home: 'config' | 'values'
  readonly root: MapNode
  /** What stands before the chart's own names: `kuma.` where Kong Mesh nests them. */
  readonly prefix: string
  /** A configuration that is a part of the chart's values runs on Kubernetes. */
  readonly platform: 'kubernetes' | undefined
  readonly chain: readonly Link[]
  /** All that holds values of the same release, this one among them. */
  readonly beside?: readonly Home[] | undefined
  /** Other values of the same release stand elsewhere. */
  readonly partial?: boolean | undefined
}

/** A Kubernetes object or a Universal resource. */
export interface ObjectHome extends Found {
  readonly home: 'object'
  readonly node: MapNode
  readonly kind: string
  /** Undefined for Universal resources. */
  readonly apiVersion: string | undefined
  readonly form: 'kubernetes' | 'universal'
  readonly chain: readonly Link[]
  /** It says what changes in an object; what it leaves out is said elsewhere. */
  readonly isPart?: boolean
}

/** A map with keys of Kuma's under `annotations`, `labels` or a name like them. */
export interface MetadataHome extends Found {
  readonly home: 'metadata'
  readonly map: MapNode
  /** What kubectl is told to do, where its words are the map. */
  readonly verb?: string
  /** The name it stands under: `annotations`, `labels`, `podAnnotations`, `matchLabels`. */
  readonly role: string
  /** The `metadata` around it, if it is one. */
  readonly around: MapNode | undefined
  /** The kind of the object whose metadata it is; a pod template counts as `Pod`. */
  readonly kind: string | undefined
  readonly chain: readonly Link[]
}

export interface CommandHome extends Found {
  readonly home: 'command'
  readonly command: Command
  /** It installs the chart, whose values stand behind this: `kuma.` for Kong Mesh's. */
  readonly installs?: string | undefined
}

/** A site in its text: what a view gives the engine. */
export interface Located extends Site {
  readonly source: Source
  readonly doubt: string | undefined
  readonly span: Span
  /** Where a finding points to; undefined: to its span. */
  readonly said?: Span | undefined
  /** What of the text this site accounts for, so that no other view reports it again. */
  readonly claims: readonly Span[]
  get(name: string): Located | undefined
  all(name: string): readonly Located[]
  /** The edits that changes come to, in the source's text; flags among them count for nothing. */
  edit(changes: readonly Change[]): Edits
}

/** The text of a span with edits made that lie in it. */
export function clone(text: string, span: Span, edits: readonly Edit[]): string {
  const parts: string[] = []
  let from = span.start
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    parts.push(text.slice(from, edit.start), edit.text)
    from = edit.end
  }
  parts.push(text.slice(from, span.end))
  return parts.join('')
}

/** Where an offset of a source stands in the file. */
export function fileOffset(source: Source, offset: number): number {
  return source.embedded === undefined ? offset : source.embedded.outerOffset(offset)
}

export function fileSpan(source: Source, span: Span): Span {
  return { start: fileOffset(source, span.start), end: fileOffset(source, span.end) }
}
