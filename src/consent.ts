import type { Decision, Fix, Raised } from './decide.ts'
import type { Proposal } from './result.ts'
import { fileOffset } from './views/home.ts'

/** What a fix is told by, besides itself. */
interface Moment {
  readonly path: string
  readonly release: string
  readonly text: string
  /** Where an offset of the text stands in the text as it was read. */
  oldOffset(offset: number): number
}

/** Takes out the fixes that the user does not want. Each of them becomes a finding: what it is about is still there. */
export function withConsent(
  decision: Decision,
  moment: Moment,
  consent: ((proposal: Proposal) => boolean) | undefined,
): Decision {
  if (consent === undefined) return decision
  const left = new Set(decision.fixes.filter((fix) => !consent(proposalOf(fix, moment))))
  if (left.size === 0) return decision
  return {
    ...decision,
    fixes: decision.fixes.filter((fix) => !left.has(fix)),
    raised: [...decision.raised, ...[...left].map(raisedFor)],
  }
}

function proposalOf({ transform, rule, site, edits }: Fix, { path, release, text, oldOffset }: Moment): Proposal {
  const offset = oldOffset(fileOffset(site.source, site.span.start))
  return { path, transform: transform.id, title: transform.title, safety: rule.safety, release, offset, text, edits }
}

function raisedFor({ transform, rule, site }: Fix): Raised {
  return {
    transform,
    note: rule.note,
    offset: fileOffset(site.source, site.span.start),
    message: `you left this edit out: ${rule.elsewhere ?? transform.title}`,
    suggestion: undefined,
  }
}
