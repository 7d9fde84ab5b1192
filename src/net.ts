import type { Decision, Raised } from './decide.ts'
import type { Reading } from './dialects/read.ts'
import type { Step } from './result.ts'
import { lineStart, meets, type Span } from './text.ts'
import type { Place, Transform } from './transform.ts'
import { isDeployed } from './views/deployed.ts'
import { fileOffset } from './views/home.ts'
import { escapeRegExp, namesOf } from './views/index.ts'

/** A name that is found in any text, and what to say about it. */
interface Name {
  readonly transform: Transform
  readonly note: string | undefined
  readonly message: string
  /** Another product's thing may have it too. */
  readonly isShared: boolean
}

const KUMA = /kuma|mesh/i

const nets = new WeakMap<Step, { pattern: RegExp | undefined; names: ReadonlyMap<string, Name> }>()

/** What no view accounted for: names in comments, prose and texts that cannot be read, and texts in the file that do not parse. */
export function catchRest(readings: readonly Reading[], step: Step, decision: Decision): Raised[] {
  return [...catchNames(readings, step, decision), ...catchUnread(readings, step)]
}

/** The names of a step's places. */
function catchNames([file]: readonly Reading[], step: Step, decision: Decision): Raised[] {
  const { pattern, names } = netOf(step)
  if (pattern === undefined || file === undefined) return []
  const { text } = file.source
  const isSpared = meets([...claimsOf(decision), ...(file.parsed.ignored ?? [])])
  const linesOf = linesByName(text, decision)
  const isOfKuma = KUMA.test(text) || KUMA.test(file.source.name)
  const raised: Raised[] = []
  const said = new Map<string, string>()
  for (const match of text.matchAll(pattern)) {
    const name = names.get(match[0]) ?? names.get(match[0].replaceAll(BETWEEN, ' '))
    if (name === undefined || (name.isShared && !isOfKuma) || isSpared({ start: match.index, end: match.index + 1 }))
      continue
    // `port: 1 # ENV: KUMA_PORT`: a comment beside the setting that the setting itself accounts for.
    const line = lineStart(text, match.index)
    if (linesOf.get(match[0])?.has(line) === true) continue
    // A line that gives the variable and the key beside it.
    const saying = `${line} ${name.message}`
    if ((said.get(saying) ?? match[0]) !== match[0]) continue
    said.set(saying, match[0])
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

/**
 * What a text inside the file may hold that does not parse: an object of a kind that a rule looks into, and the last word of what it
 * looks for there.
 */
function catchUnread([, ...inner]: readonly Reading[], step: Step): Raised[] {
  const unread = inner.filter(({ parsed }) => parsed.format === 'yaml' && parsed.problems.length > 0)
  return unread.flatMap(({ source, parsed }) => {
    // Documentation shows objects in parts; what a rule asks of whole ones only is not asked there.
    const isRead = isDeployed({ source })
    return step.transforms.flatMap((transform): Raised[] => {
      const rule = transform.rules.find(
        ({ at, elsewhere }) => (elsewhere !== undefined || isRead) && isKindOf(at, source.text),
      )
      if (rule === undefined) return []
      const offset = fileOffset(source, parsed.problems[0]?.offset ?? 0)
      const message = `${rule.elsewhere ?? transform.title}: this text does not parse, look at it by hand`
      return [{ transform, note: rule.note, offset, message, suggestion: undefined }]
    })
  })
}

function isKindOf(at: Place, text: string): boolean {
  if (at.view !== 'field' && at.view !== 'object') return false
  const last = at.view === 'field' ? /(\w+)\W*$/.exec(at.path)?.[1] : undefined
  const kinds = at.kinds.map(escapeRegExp).join('|')
  // Other products have kinds of the same names.
  const key = text.includes('kuma.io/') ? '(?:kind|type)' : 'type'
  const isThere = new RegExp(`\\b${key}["']?:[ \\t]{0,9}["']?(?:${kinds})(?![\\w-])`).test(text)
  return isThere && (last === undefined || text.includes(last))
}

function netOf(step: Step): { pattern: RegExp | undefined; names: ReadonlyMap<string, Name> } {
  const known = nets.get(step)
  if (known !== undefined) return known
  const names = new Map<string, Name>()
  for (const transform of step.transforms) {
    for (const rule of transform.rules) {
      if (rule.elsewhere === undefined) continue
      const isShared = rule.at.view === 'value'
      for (const name of namesOf(rule.at))
        if (!names.has(name)) names.set(name, { transform, note: rule.note, message: rule.elsewhere, isShared })
    }
  }
  const words = [...names.keys()].sort((a, b) => b.length - a.length).map(whole)
  const net = { pattern: words.length === 0 ? undefined : new RegExp(words.join('|'), 'g'), names }
  nets.set(step, net)
  return net
}

/**
 * A whole name: no letter, digit or joining character before or after, so that `…AUTH` is not found in `…AUTHN`.
 * Only what the chart's own values and the variables of a program stand behind may come before it, and before an escaped name the path
 * that it ends.
 */
function whole(name: string): string {
  const before = /[~\\]/.test(name) ? '(?<![\\w~-])' : '(?<![\\w/-]|(?<!envVars|env|Values|kuma)\\.)'
  return `${before}${escapeRegExp(name).replaceAll(' ', BETWEEN.source)}(?![\\w/]|[.-]\\w)`
}

/** What parts the words of a command, in a list too. */
const BETWEEN = /[\s"',]{1,8}/g

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
