/** A word that a file's bytes are searched for. */
export interface GateWord {
  /** Of four ASCII characters at least, in lower case unless `isKind`. */
  readonly text: string
  /** Written exactly so, and with `kind` or `type` before it. */
  readonly isKind: boolean
}

/** A word, and which of its characters are looked for first: `at` and the three after it. */
export interface Placed extends GateWord {
  readonly at: number
}

/** Groups that the kernel can tell apart; the more alike the words of one are, the fewer other places look like them. */
const GROUPS = 8
/** How many bytes the kernel compares by group. */
const WIDTH = 3

/** Bytes from frequent to rare, as texts of configuration and code have them. */
const FREQUENT = ' etaoinsrlcdpum\nhg-./:"bfyvkwxjzq_,0123456789ESTRCAPILDMNOUHVGFBKWYXQZJ{}[]()#$=+;<>'
const SHARE = Float64Array.from({ length: 256 }, (_, byte) => {
  const rank = FREQUENT.indexOf(String.fromCharCode(byte))
  return rank === -1 ? 0.0003 : 0.12 / (1 + rank / 4)
})

/** The halves of bytes that may stand at one place: a bit for each low half, and for each high one. */
interface Halves {
  readonly low: number
  readonly high: number
}

interface Group {
  readonly words: readonly Placed[]
  readonly places: readonly Halves[]
}

/** Sorts words into groups, each word looked for at its rarest characters. Takes time quadratic in the number of words. */
export function groupWords(words: readonly GateWord[]): Placed[][] {
  let groups: Group[] = words.map((word) => {
    const placed = { ...word, at: rarestPlace(word) }
    return { words: [placed], places: Array.from({ length: WIDTH }, (_, index) => halvesAt(placed, index)) }
  })
  while (groups.length > GROUPS) groups = joinClosest(groups)
  return groups.map((group) => [...group.words])
}

/** The bytes a character may be: both cases of a letter, unless it is a kind's. */
export function bytesAt({ text, isKind, at }: Placed, index: number): readonly number[] {
  const character = text.charAt(at + index)
  const both = isKind ? [character] : [character, character.toUpperCase()]
  return [...new Set(both)].map((each) => each.charCodeAt(0))
}

function halvesAt(word: Placed, index: number): Halves {
  let [low, high] = [0, 0]
  for (const byte of bytesAt(word, index)) {
    low |= 1 << (byte & 15)
    high |= 1 << (byte >> 4)
  }
  return { low, high }
}

function rarestPlace(word: GateWord): number {
  let best = { at: 0, share: 1 }
  for (let at = 0; at + 4 <= word.text.length; at++) {
    let share = 1
    for (let index = 0; index < 4; index++) {
      share *= bytesAt({ ...word, at }, index).reduce((sum, byte) => sum + (SHARE[byte] ?? 0), 0)
    }
    if (share < best.share) best = { at, share }
  }
  return best.at
}

/** How often a place of a text looks like a word of the group. */
function shareOf(places: readonly Halves[]): number {
  let result = 1
  for (const { low, high } of places) {
    let share = 0
    for (let byte = 0; byte < 256; byte++) {
      if ((low >> (byte & 15)) & 1 && (high >> (byte >> 4)) & 1) share += SHARE[byte] ?? 0
    }
    result *= share
  }
  return result
}

function joinPlaces(a: readonly Halves[], b: readonly Halves[]): Halves[] {
  return a.map(({ low, high }, index) => ({ low: low | (b[index]?.low ?? 0), high: high | (b[index]?.high ?? 0) }))
}

function joinClosest(groups: readonly Group[]): Group[] {
  let best = { cost: Infinity, first: groups[0], second: groups[1] }
  for (const [index, first] of groups.entries()) {
    for (const second of groups.slice(index + 1)) {
      const joined = shareOf(joinPlaces(first.places, second.places))
      const cost = joined - shareOf(first.places) - shareOf(second.places)
      if (cost < best.cost) best = { cost, first, second }
    }
  }
  const { first, second } = best
  if (first === undefined || second === undefined) return [...groups]
  const joined = { words: [...first.words, ...second.words], places: joinPlaces(first.places, second.places) }
  return [...groups.filter((group) => group !== first && group !== second), joined]
}
