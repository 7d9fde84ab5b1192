import { type GateWord, groupWords, type Placed } from './files/gate-groups.ts'
import type { Transform } from './transform.ts'
import { literalsOf } from './views/literals.ts'
import { type Need, needsOf } from './views/needs.ts'

/** What one transform looks for, as plain data: enough to tell which files it may concern. */
export interface Sought {
  readonly id: string
  readonly since: readonly string[]
  readonly needs: readonly Need[]
}

export function soughtBy(transform: Transform): Sought {
  return { id: transform.id, since: transform.since, needs: needsOf(transform) }
}

/** The same for plain words, in any case. */
export function needsOfWords(words: readonly string[]): readonly Need[] {
  return words.map((word) => ({ words: [], pattern: new RegExp(word.replaceAll(/\W/g, '\\$&'), 'i') }))
}

/** Comments that leave sites alone are looked at in any file: one that suppresses nothing is told of. */
const DIRECTIVE = 'mesh-migrate-ignore'

/**
 * Words of which a file's bytes must hold one, unless its path says that it is of concern.
 * @throws when a pattern has no literal long enough: every file would have to be read by it
 */
export function gateWordsOf(sought: Iterable<Sought>): Placed[][] {
  const words = new Map<string, GateWord>()
  const add = (text: string, isKind: boolean): void => {
    words.set(`${isKind} ${text}`, { text, isKind })
  }
  add(DIRECTIVE, false)
  for (const { id, needs } of sought) {
    for (const need of needs) {
      if (need.mentions !== undefined) for (const mention of need.mentions) add(mention.toLowerCase(), false)
      else if (need.kinds !== undefined) for (const kind of need.kinds) add(kind, true)
      else for (const word of rarest(need, id)) add(word.toLowerCase(), false)
    }
  }
  return groupWords(withoutCovered([...words.values()]))
}

function rarest({ words, literal, pattern }: Need, id: string): readonly string[] {
  const own = words.find((word) => /kuma|mesh/i.test(word)) ?? literal ?? longest(words)
  const literals = pattern === undefined ? [own] : literalsOf(pattern)
  if (literals.some((literal) => literal.length < SHORTEST)) {
    throw new Error(`${id}: ${pattern ?? words.join(' ')} has no word of ${SHORTEST} characters to look for`)
  }
  return literals
}

/** What the gate can look for. */
const SHORTEST = 4

function longest(words: readonly string[]): string {
  return words.reduce((best, word) => (word.length > best.length ? word : best), '')
}

/** What holds another of the words need not be looked for. */
function withoutCovered(words: readonly GateWord[]): GateWord[] {
  const short = words.filter(({ isKind }) => !isKind)
  return words.filter((word) => !short.some(({ text }) => text !== word.text && word.text.toLowerCase().includes(text)))
}

/** The same, with words of the user's besides: such as are too short to be looked for let every file pass. */
export function withNames(groups: readonly (readonly Placed[])[], names: readonly string[]): Placed[][] | undefined {
  if (names.some((name) => name.length < SHORTEST || /[^ -~]/.test(name))) return undefined
  const words = names.map((name) => ({ text: name.toLowerCase(), isKind: false, at: 0 }))
  return groups.map((group, index) => (index === 0 ? [...group, ...words] : [...group]))
}

/** Paths of files that are of concern whatever words are in them. */
export function concernedPaths(sought: Iterable<Sought>): RegExp {
  const mentions = new Set<string>()
  for (const { needs } of sought) for (const need of needs) for (const word of need.mentions ?? []) mentions.add(word)
  const patterns = [...mentions].map((word) => word.replaceAll(/\W/g, '\\$&'))
  return new RegExp([...patterns, 'values[\\w.-]*\\.ya?ml$'].join('|'), 'i')
}
