import type { Fix } from './decide.ts'
import { createFit } from './effects.ts'
import type { Edit } from './text.ts'
import type { Source } from './views/home.ts'

/**
 * Fixes that can be made at once: none touches another's edits, and none edits a text inside a text that another edits.
 * What is left out is found again on the next pass. At least one of the fixes is chosen.
 */
export function choose(fixes: readonly Fix[]): Fix[] {
  const apart = withoutTouching(withoutClashes(fixes))
  const nested = nestedSources(apart)
  return apart.filter((fix) => !nested.has(fix.site.source))
}

/** Fixes that write the same new name, or take all there is together, are made one after the other. */
function withoutClashes(fixes: readonly Fix[]): Fix[] {
  const fits = new Map<Source, ReturnType<typeof createFit>>()
  return fixes.filter(({ site, inner }) => {
    const fit = fits.get(site.source) ?? createFit()
    fits.set(site.source, fit)
    return fit(inner)
  })
}

function withoutTouching(fixes: readonly Fix[]): Fix[] {
  const edits = fixes.flatMap((fix) => fix.edits.map((edit) => ({ edit, fix })))
  edits.sort((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end)
  const rejected = new Set<Fix>()
  let last: { edit: Edit; fix: Fix } | undefined
  for (const next of edits) {
    if (rejected.has(next.fix)) continue
    if (last !== undefined && last.fix !== next.fix && !rejected.has(last.fix) && next.edit.start <= last.edit.end) {
      rejected.add(next.fix)
    } else if (last === undefined || next.edit.end >= last.edit.end || rejected.has(last.fix)) last = next
  }
  return fixes.filter((fix) => !rejected.has(fix))
}

/** Texts that lie inside another text that is edited too; the file's own text does not count. */
function nestedSources(fixes: readonly Fix[]): Set<Source> {
  const sources = [...new Set(fixes.map((fix) => fix.site.source))].filter((source) => source.embedded !== undefined)
  sources.sort(
    (a, b) =>
      (a.embedded?.span.start ?? 0) - (b.embedded?.span.start ?? 0) ||
      (b.embedded?.span.end ?? 0) - (a.embedded?.span.end ?? 0),
  )
  const nested = new Set<Source>()
  let end = -1
  for (const source of sources) {
    if ((source.embedded?.span.start ?? 0) < end) nested.add(source)
    else end = source.embedded?.span.end ?? end
  }
  return nested
}
