import { escapeRegExp } from '../views/index.ts'
import { literalsOf } from '../views/literals.ts'
import type { Need } from '../views/needs.ts'
import { isChartKey } from './kuma.ts'
import { WordFinder } from './word-finder.ts'

interface Pattern {
  /** What it must hold: told in far less time. */
  readonly literals: RegExp
  readonly whole: RegExp
}

interface Compiled<Key> {
  readonly key: Key
  readonly words: readonly number[]
  readonly kinds: readonly number[] | undefined
  readonly literal: string | undefined
  readonly pattern: Pattern | undefined
  readonly mentions: RegExp | undefined
  readonly role: Need['role']
}

export interface Concerned<Key> {
  /** Those that may have something to say about the file. */
  readonly found: ReadonlySet<Key>
  /** Whether a text inside the file has a part in that. */
  holds(inner: string): boolean
}

/** Tells which transforms a text can concern, by the words in it, without reading its format. */
export class Concern<Key> {
  private readonly finder = new WordFinder()
  private readonly needs: readonly Compiled<Key>[]
  private readonly patterns = new Map<string, RegExp>()

  /** @param names what the user calls things: they show that a file is of concern as Kuma's own names do. */
  constructor(sought: Iterable<readonly [Key, readonly Need[]]>, names: readonly string[]) {
    this.needs = [...sought].flatMap(([key, needs]) => needs.map((need) => this.compile(key, need, names)))
  }

  private compile(key: Key, need: Need, names: readonly string[]): Compiled<Key> {
    const { words, kinds, literal, pattern, mentions, role } = need
    return {
      key,
      words: words.map((word) => this.finder.addWord(word)),
      kinds: kinds?.map((kind) => this.finder.addKind(kind)),
      literal,
      pattern: pattern === undefined ? undefined : withLiterals(pattern),
      mentions: mentions === undefined ? undefined : this.anyOf([...mentions, ...names]),
      role,
    }
  }

  /** One expression for each list of mentions, so that its answer can be kept. */
  private anyOf(mentions: readonly string[]): RegExp {
    const source = mentions.map(escapeRegExp).join('|')
    const pattern = this.patterns.get(source) ?? new RegExp(source, 'i')
    this.patterns.set(source, pattern)
    return pattern
  }

  /**
   * What a file may be of concern for.
   * @param told what the file is, where that is known from outside it.
   */
  inFile(text: string, path: string, told?: string): Concerned<Key> {
    const answers = new Map<RegExp, boolean>()
    const mentioned = ({ mentions, role }: Compiled<Key>): boolean => {
      if (mentions === undefined || (role !== undefined && (told === role || isNamed(role, path, text)))) return true
      const answer = answers.get(mentions) ?? (mentions.test(path) || mentions.test(text))
      answers.set(mentions, answer)
      return answer
    }
    this.finder.search(text)
    const met = this.needs.filter((need) => this.hasWords(need) && mentioned(need) && matches(need, text))
    const patterns = met.flatMap(({ pattern }) => pattern ?? [])
    return { found: new Set(met.map(({ key }) => key)), holds: (inner) => this.holds(inner, patterns) }
  }

  private holds(text: string, patterns: readonly Pattern[]): boolean {
    if (patterns.some(({ literals, whole }) => literals.test(text) && whole.test(text))) return true
    this.finder.search(text)
    return this.finder.found > 0 && this.needs.some((need) => need.pattern === undefined && this.hasWords(need))
  }

  private hasWords({ words, kinds }: Compiled<Key>): boolean {
    for (const word of words) if (!this.finder.has(word)) return false
    return kinds === undefined || kinds.some((kind) => this.finder.has(kind))
  }
}

function matches({ literal, pattern }: Compiled<unknown>, text: string): boolean {
  if (literal !== undefined && !text.includes(literal)) return false
  return pattern === undefined || (pattern.literals.test(text) && pattern.whole.test(text))
}

/** The name says what it is, and nothing at the root of the values speaks against it. */
function isNamed(role: Need['role'], path: string, text: string): boolean {
  if (role !== 'values' || !/values[\w.-]*\.ya?ml$/i.test(path)) return false
  return [...text.matchAll(/^(?!x-)["']?([A-Za-z_][\w-]*)["']?[ \t]*:/gm)].every(([, key]) => isChartKey(key ?? ''))
}

function withLiterals(whole: RegExp): Pattern {
  const literals = literalsOf(whole).map(escapeRegExp)
  return { literals: new RegExp(literals.join('|'), whole.flags), whole }
}
