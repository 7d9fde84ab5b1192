import { type Named, namedAround, namedIn, strands } from './anchors.ts'
import type { Reading } from './dialects/read.ts'
import type { Fix } from './decide.ts'
import type { Parsed } from './format.ts'
import type { Edit } from './text.ts'
import type { Source } from './views/home.ts'

/** Fixes that all who read a value agree on, and those that would change it for others, with the reason. */
export interface Agreed {
  readonly fixes: readonly Fix[]
  readonly refused: readonly { readonly fix: Fix; readonly because: string }[]
}

/** Looks at what fixes edit in values that aliases elsewhere stand for. */
export function agree(readings: readonly Reading[], fixes: readonly Fix[]): Agreed {
  const texts = readings.flatMap(({ source, parsed }) => textOf(source, parsed) ?? [])
  if (texts.length === 0) return { fixes, refused: [] }
  const bySource = new Map(texts.map((text) => [text.source, text]))
  for (const { inner, site } of fixes) {
    const wanted = bySource.get(site.source)?.wanted
    for (const edit of inner) wanted?.set(idOf(edit), (wanted.get(idOf(edit)) ?? 0) + 1)
  }
  const refused = fixes.flatMap((fix) => {
    const text = bySource.get(fix.site.source)
    const because = text === undefined ? undefined : disagreement(fix, text)
    return because === undefined ? [] : [{ fix, because }]
  })
  const isRefused = new Set(refused.map(({ fix }) => fix))
  return { fixes: fixes.filter((fix) => !isRefused.has(fix)), refused }
}

/** A text with aliases in it. */
interface Text {
  readonly source: Source
  readonly named: readonly Named[]
  /** How many fixes ask for each edit. */
  readonly wanted: Map<string, number>
}

function textOf(source: Source, { roots }: Parsed): Text | undefined {
  if (!/&\S/.test(source.text) || !/\*\S/.test(source.text)) return undefined
  const named = namedIn(roots)
  return named.length === 0 ? undefined : { source, named, wanted: new Map() }
}

function idOf({ start, end, text }: Edit): string {
  return `${start} ${end} ${text}`
}

function disagreement({ rule, inner }: Fix, { named, wanted }: Text): string | undefined {
  if (strands(named, inner)) return 'an alias elsewhere stands for a value in it'
  const isShared = inner.some((edit) => {
    const around = namedAround(named, edit)
    const { view } = rule.at
    // A resource is read through aliases: each place that is meant asks for the edit itself.
    if (view === 'field' || view === 'object')
      return (
        around.length > 0 && (wanted.get(idOf(edit)) ?? 0) <= Math.max(...around.map((each) => each.aliases.length))
      )
    return around.some((each) => (view === 'annotation' || each.value.type === 'scalar') && hasOtherKey(each))
  })
  return isShared ? 'an alias elsewhere stands for it too' : undefined
}

function hasOtherKey({ key, aliases }: Named): boolean {
  return aliases.some((alias) => alias.key !== key)
}
