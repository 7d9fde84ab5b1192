/**
 * What can be done about a note in files: rewritten, rewritten once a question is answered, shown to a person, or only said, because no
 * file shows it.
 */
export const DISPOSITIONS = ['rewrite', 'rewrite-with-input', 'flag', 'advise'] as const

/** One upgrade note of Kuma or Kong Mesh, checked against the source. */
export interface Note {
  readonly id: string
  readonly product: 'kuma' | 'kong-mesh'
  /** Where the note stands: `2.7`, or the first patch release that has the change. */
  readonly release: string
  /** One line, with names in backticks. */
  readonly title: string
  readonly disposition: (typeof DISPOSITIONS)[number]
  /** Whether the published note is right; `missing`: the release changed it without a note. */
  readonly standing: 'accurate' | 'incomplete' | 'wrong' | 'missing'
  /** What the source says that the note does not; for every note that is not accurate. */
  readonly differs?: string
  readonly ifLeft: string
  /** What to do about what no file shows; for every `advise`. */
  readonly advice?: string
  /** The last release on which that can be done without an outage: from the next one on the old is refused. */
  readonly until?: string
  /** Why no transform carries it out, where none does although a file might show it. */
  readonly uncovered?: string
  /** Public repositories, files and commits. */
  readonly evidence: readonly string[]
}
