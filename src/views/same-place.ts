import { type FlatHome, fileOffset, type Home } from './home.ts'
import type { Span } from '../text.ts'

/** The first variable of each place, in the file. */
type Places = ReadonlyMap<string, Span>
type Own = (home: FlatHome) => Span | undefined

const known = new WeakMap<readonly Home[], Map<Own, Places>>()

/**
 * Where something is said of an environment. A template shows one environment several times, once for each way through its
 * conditions; it is one all the same, and what is said of it stands at its first variable.
 * @param own the first variable of a home that tells what it is of.
 */
export function placeOf(home: FlatHome, homes: readonly Home[], own: Own): Span | undefined {
  const key = keyOf(home)
  if (key === undefined) return own(home)
  const ofHomes = known.get(homes) ?? new Map<Own, Places>()
  known.set(homes, ofHomes)
  const places = ofHomes.get(own) ?? placesOf(homes, own)
  ofHomes.set(own, places)
  return places.get(key)
}

function placesOf(homes: readonly Home[], own: Own): Places {
  const places = new Map<string, Span>()
  for (const home of homes) {
    const key = home.home === 'environment' ? keyOf(home) : undefined
    const span = home.home === 'environment' && key !== undefined ? own(home) : undefined
    if (key === undefined || span === undefined) continue
    const before = places.get(key)
    if (before === undefined || span.start < before.start) places.set(key, span)
  }
  return places
}

/** The container around, and the key in it; undefined: it stands under none. */
function keyOf({ source, chain }: FlatHome): string | undefined {
  const around = chain[0]
  const [first] = around?.list.members ?? []
  const member = around?.list.members[around.index]
  if (first === undefined || member === undefined || !('key' in member)) return undefined
  return `${fileOffset(source, first.span.start)} ${String(member.key)}`
}
