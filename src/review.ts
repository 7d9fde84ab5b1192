import { createHunks } from './hunks.ts'
import type { Outcome } from './outcome.ts'
import { formatDiff } from './report/diff.ts'
import { escapeLine, showPatch } from './report/terminal.ts'
import type { Proposal } from './result.ts'
import { applyEdits, regionsOf } from './text.ts'

/** Who is asked. */
export interface Reviewer {
  show(text: string): Promise<void>
  /** What was typed; undefined: nothing will be any more. */
  answer(): Promise<string | undefined>
  readonly colour: boolean
}

const HELP = `y - make this edit
n - leave it out: it is told as a finding
a - make this one and all later ones of the file
d - leave out this one and all later ones of the file
q - leave out this one and all that are left, and end
? - show this help
`

/**
 * Asks about one fix after the other. A fix that is left out changes what the later ones meet: the file is migrated anew with the answers
 * there are, until no fix in it is left that nobody was asked about.
 */
export class Review {
  private readonly reviewer: Reviewer
  private readonly answers = new Map<string, boolean>()
  /** What is made or left out for the rest of a file. */
  private readonly rest = new Map<string, boolean>()
  private unasked = new Map<string, Proposal>()
  private ended = false

  constructor(reviewer: Reviewer) {
    this.reviewer = reviewer
  }

  /** What is not answered yet is taken for a yes, to see what follows from it. */
  readonly consent = (proposal: Proposal): boolean => {
    const key = keyOf(proposal)
    const known = this.answers.get(key) ?? this.rest.get(proposal.path)
    if (known !== undefined) return known
    if (this.ended) return false
    this.unasked.set(key, proposal)
    return true
  }

  readonly settle = async (attempt: () => Promise<Outcome>): Promise<Outcome> => {
    for (;;) {
      this.unasked = new Map()
      const outcome = await attempt()
      // Nothing would be written in any case: there is nothing to ask.
      if (this.unasked.size === 0 || outcome.status !== 'changed') return outcome
      for (const [key, proposal] of this.unasked) {
        if (this.rest.has(proposal.path) || this.ended) break
        const yes = await this.ask(proposal)
        this.answers.set(key, yes)
        if (!yes) break
      }
    }
  }

  private async ask(proposal: Proposal): Promise<boolean> {
    await this.reviewer.show(this.describe(proposal))
    for (;;) {
      await this.reviewer.show('Make this edit [y,n,a,d,q,?]? ')
      const answer = await this.reviewer.answer()
      switch (answer?.trim().toLowerCase()) {
        case 'y':
          return true
        case 'n':
          return false
        case 'a':
        case 'd': {
          const all = answer?.trim().toLowerCase() === 'a'
          this.rest.set(proposal.path, all)
          return all
        }
        case 'q':
        case undefined:
          this.ended = true
          if (answer === undefined) await this.reviewer.show('\n')
          return false
        default:
          await this.reviewer.show(HELP)
      }
    }
  }

  private describe({ path, transform, title, safety, text, edits }: Proposal): string {
    const patch = formatDiff(path, createHunks(text, applyEdits(text, edits), regionsOf(edits)))
    const consent = safety === 'unsafe' ? ' (unsafe: read why with explain)' : ''
    return `${showPatch(patch, this.reviewer.colour)}${transform}: ${escapeLine(title)}${consent}\n`
  }
}

/** By what it does, so that another edit at the same place is another question. */
function keyOf({ path, transform, offset, text, edits }: Proposal): string {
  return JSON.stringify([
    path,
    transform,
    offset,
    edits.map(({ start, end, text: now }) => [text.slice(start, end), now]),
  ])
}
