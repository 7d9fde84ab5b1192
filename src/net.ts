import type { Decision, Raised } from './decide.ts'
import type { Reading } from './dialects/read.ts'
import type { Step } from './result.ts'
import { lineStart, type Span } from './text.ts'
import type { Transform } from './transform.ts'
import { fileOffset } from './views/home.ts'
import { escapeRegExp, namesOf } from './views/index.ts'

/** A name that is found in any text, and what to say about it. */
interface Name {
  readonly transform: Transform
  readonly note: string | undefined
  readonly message: string
}

const nets = new WeakMap<Step, { pattern: RegExp | undefined; names: ReadonlyMap<string, Name> }>()

/** The names of a step's places that no view accounted for: in comments, prose, and texts that cannot be read. */
export function catchRest([file]: readonly Reading[], step: Step, decision: Decision): Raised[] {
  const { pattern, names } = netOf(step)
  if (pattern === undefined || file === undefined) return []
  const { text } = file.source
  const spared = [...claimsOf(decision), ...(file.parsed.ignored ?? [])]
  const linesOf = linesByName(text, decision)
  const raised: Raised[] = []
  for (const match of text.matchAll(pattern)) {
    const name = names.get(match[0])
    if (name === undefined || spared.some((span) => span.start <= match.index && match.index < span.end)) continue
    // `port: 1 # ENV: KUMA_PORT`: a comment beside the setting that the setting itself accounts for.
    if (linesOf.get(match[0])?.has(lineStart(text, match.index)) === true) continue
    raised.push({
      transform: name.transform,
      note: name.note,
      offset: match.index,
      message: name.message,
      suggestion: undefined,
    })
  }
  return raised
}

function netOf(step: Step): { pattern: RegExp | undefined; names: ReadonlyMap<string, Name> } {
  const known = nets.get(step)
  if (known !== undefined) return known
  const names = new Map<string, Name>()
  for (const transform of step.transforms) {
    for (const rule of transform.rules) {
      if (rule.elsewhere === undefined) continue
      for (const name of namesOf(rule.at))
        if (!names.has(name)) names.set(name, { transform, note: rule.note, message: rule.elsewhere })
    }
  }
  const words = [...names.keys()].sort((a, b) => b.length - a.length).map(whole)
  const net = { pattern: words.length === 0 ? undefined : new RegExp(words.join('|'), 'g'), names }
  nets.set(step, net)
  return net
}

/**
 * A whole name: no letter, digit or joining character before or after, so that `…AUTH` is not found in `…AUTHN`.
 * Only what the chart's own values stand behind may come before it, and before an escaped name the path that it ends.
 */
function whole(name: string): string {
  const before = /[~\\]/.test(name) ? '(?<![\\w~-])' : '(?<![\\w/-]|(?<!envVars|Values|kuma)\\.)'
  return `${before}${escapeRegExp(name)}(?![\\w/-]|\\.\\w)`
}

/** Where the lines start on which a name's own sites stand. */
function linesByName(text: string, decision: Decision): ReadonlyMap<string, ReadonlySet<number>> {
  const lines = new Map<string, Set<number>>()
  for (const { rule, site } of decision.sites) {
    const start = lineStart(text, fileOffset(site.source, site.span.start))
    for (const name of namesOf(rule.at)) lines.set(name, (lines.get(name) ?? new Set<number>()).add(start))
  }
  return lines
}

function claimsOf(decision: Decision): readonly Span[] {
  const spans = decision.sites.flatMap(({ site }) =>
    site.claims.map((claim) => ({
      start: fileOffset(site.source, claim.start),
      end: fileOffset(site.source, claim.end),
    })),
  )
  return spans
}
