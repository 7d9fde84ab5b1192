import { defineTransform, finding, set, text, when } from '../../src/rules.ts'
import type { Change, Rule, Site } from '../../src/transform.ts'

/** Paths of lists with insights, as an address spells them, and the lists they belong to from 2.5 on. */
const PATHS: readonly (readonly [string, string])[] = [
  ['dataplanes+insights', 'dataplanes'],
  ['dataplanes%2[Bb]insights', 'dataplanes'],
  ['zones+insights', 'zones'],
  ['zones%2[Bb]insights', 'zones'],
  // 2.11 calls the list `zoneingresses` and still answers to this name.
  ['zoneingresses+insights', 'zone-ingresses'],
  ['zoneingresses%2[Bb]insights', 'zone-ingresses'],
  ['zoneegressoverviews', 'zoneegresses'],
]

/** The rest of the address, and a sign that another text is joined to it. */
const REST = String.raw`(?:\/[\w.~-]{0,80}\{\{[^{}\n]{0,80}\}\})?[^\s"'\x60?#\x7c;<>]{0,200}["'\x60]?[ \t]{0,4}[+%/.<]?`

export default defineTransform({
  title: 'Overviews are found under `/_overview`',
  since: ['2.5.0'],
  notes: ['api-overview-paths'],
  acceptedSince: '2.5',
  rules: PATHS.map(([old, list]) => pathRule(old, list)),
})

function pathRule(old: string, list: string): Rule {
  const pattern = String.raw`\/?(?<![\w-])${old.replace('+', String.raw`\\?\+`)}${REST}`
  const elsewhere = `\`/${old.replace('%2[Bb]', '%2B')}\` became \`/${list}/_overview\`, with the name of one item before \`/_overview\``
  return when(text(new RegExp(pattern, 'g')), (site) => moveOverview(site, list, elsewhere), { elsewhere })
}

/** A name is one segment: letters, variables and expressions. What follows it is not part of the path. */
const SHAPE =
  /^\/(?:[a-z]+(?:\+|%2[Bb])insights|zoneegressoverviews)((?:\/(?:\$\([^()]*\)|\{\{[^{}]*\}\}|\{[^{}]*\}|[\w.~%:@$-])+)?)(.*)$/

function moveOverview(site: Site, list: string, because: string): readonly Change[] {
  const [, name, tail] = SHAPE.exec(String(site.value)) ?? []
  if (name === undefined || tail === undefined || !endsPath(tail)) return [finding(because)]
  return [set(`/${list}${name}/_overview${tail}`)]
}

/** Nothing more of the path follows, nor a quote with something joined to it. */
function endsPath(tail: string): boolean {
  return /^(?:[\s"'`)\],]|$)/.test(tail) && !/^["'`](?:\/|[ \t]*[+%.<])/.test(tail)
}
