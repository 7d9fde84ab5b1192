import type { Span } from '../text.ts'
import { escapeRegExp } from '../views/index.ts'
import { literalsOf } from '../views/literals.ts'
import type { Need } from '../views/needs.ts'
import { isChartKey } from './kuma.ts'
import { WordFinder } from './word-finder.ts'

interface Pattern {
  /** What it must hold: told in far less time. */
  readonly literals: RegExp
  readonly whole: RegExp
  /** The text it was asked about last, and whether that matched: many needs share a pattern. */
  asked: string | undefined
  answer: boolean
}

interface Mentions {
  readonly any: RegExp
  /** Those of them that no other mesh is called by. */
  readonly telling: RegExp
}

/** Whose files are about a mesh, and not about Kuma unless they say so. */
const OTHER_MESH = /istio|linkerd|consul|app-?mesh|open-?service-?mesh/i

const KUMA = /kuma|kong-?mesh|kmesh/i

interface Compiled<Key> {
  readonly key: Key
  readonly words: readonly number[]
  readonly kinds: readonly number[] | undefined
  readonly literal: string | undefined
  readonly pattern: Pattern | undefined
  readonly mentions: Mentions | undefined
  readonly role: Need['role']
  readonly shared: boolean
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
  private readonly texts = new Map<string, Pattern>()
  /** What any of the patterns must hold. */
  private readonly literals: RegExp

  /** @param names what the user calls things: they show that a file is of concern as Kuma's own names do. */
  constructor(sought: Iterable<readonly [Key, readonly Need[]]>, names: readonly string[]) {
    this.needs = [...sought].flatMap(([key, needs]) => needs.map((need) => this.compile(key, need, names)))
    const literals = this.needs.flatMap(({ pattern }) => pattern?.literals.source ?? [])
    this.literals = new RegExp([...new Set(literals)].join('|') || '(?!)', 'i')
  }

  private compile(key: Key, need: Need, names: readonly string[]): Compiled<Key> {
    const { words, kinds, literal, pattern, mentions, role, shared } = need
    return {
      key,
      words: words.map((word) => this.finder.addWord(word)),
      kinds: kinds?.map((kind) => this.finder.addKind(kind)),
      literal,
      pattern: pattern === undefined ? undefined : this.patternOf(pattern),
      mentions: mentions === undefined ? undefined : this.mentionsOf([...mentions, ...names]),
      role,
      shared: shared === true,
    }
  }

  private patternOf(whole: RegExp): Pattern {
    const known = this.texts.get(String(whole)) ?? withLiterals(whole)
    this.texts.set(String(whole), known)
    return known
  }

  private mentionsOf(mentions: readonly string[]): Mentions {
    return { any: this.anyOf(mentions), telling: this.anyOf(mentions.filter((mention) => mention !== 'mesh')) }
  }

  /** One expression for each list of mentions, so that its answer can be kept. */
  private anyOf(mentions: readonly string[]): RegExp {
    const source = mentions.map(escapeRegExp).join('|') || '(?!)'
    const pattern = this.patterns.get(source) ?? new RegExp(source, 'i')
    this.patterns.set(source, pattern)
    return pattern
  }

  /**
   * What a file may be of concern for.
   * @param told what the file is, where that is known from outside it.
   */
  inFile(text: string, path: string, told?: string): Concerned<Key> {
    const mentioned = mentionedIn<Key>(text, path, told)
    this.finder.search(text)
    const hasLiterals = this.literals.test(text)
    const met = this.needs.filter((need) => this.hasWords(need) && mentioned(need) && matches(need, text, hasLiterals))
    const patterns = met.flatMap(({ pattern }) => pattern ?? [])
    return { found: new Set(met.map(({ key }) => key)), holds: (inner) => this.holds(inner, patterns) }
  }

  /** The same for each document of a stream by itself: what is mentioned anywhere in the file counts for all. */
  inDocuments(text: string, path: string, told?: string): (document: Span) => boolean {
    const mentioned = mentionedIn<Key>(text, path, told)
    return ({ start, end }) => {
      const document = text.slice(start, end)
      if (document.includes('mesh-migrate-ignore')) return true
      this.finder.search(text, start, end)
      const hasLiterals = this.literals.test(document)
      if (!hasLiterals && this.finder.found === 0) return false
      return this.needs.some((need) => this.hasWords(need) && mentioned(need) && matches(need, document, hasLiterals))
    }
  }

  private holds(text: string, patterns: readonly Pattern[]): boolean {
    if (patterns.some((pattern) => isFound(pattern, text))) return true
    this.finder.search(text)
    return this.finder.found > 0 && this.needs.some((need) => need.pattern === undefined && this.hasWords(need))
  }

  private hasWords({ words, kinds }: Compiled<Key>): boolean {
    for (const word of words) if (!this.finder.has(word)) return false
    return kinds === undefined || kinds.some((kind) => this.finder.has(kind))
  }
}

/** Whether a file mentions what a need asks for, or is by its name or from outside known to be what the need is about. */
function mentionedIn<Key>(text: string, path: string, told: string | undefined): (need: Compiled<Key>) => boolean {
  const answers = new Map<RegExp, boolean>()
  const isMet = (mentions: RegExp): boolean => {
    const answer = answers.get(mentions) ?? (mentions.test(path) || mentions.test(text))
    answers.set(mentions, answer)
    return answer
  }
  return ({ mentions, role, shared }) => {
    if (mentions === undefined && shared) return !isMet(OTHER_MESH) || isMet(KUMA)
    if (mentions === undefined || (role !== undefined && (told === role || isNamed(role, path, text)))) return true
    return isMet(mentions.any) && (isMet(mentions.telling) || !isMet(OTHER_MESH))
  }
}

/** @param hasLiterals whether the text holds what any pattern must */
function matches({ literal, pattern }: Compiled<unknown>, text: string, hasLiterals: boolean): boolean {
  if (literal !== undefined && !text.includes(literal)) return false
  return pattern === undefined || (hasLiterals && isFound(pattern, text))
}

function isFound(pattern: Pattern, text: string): boolean {
  if (pattern.asked !== text) {
    pattern.asked = text
    pattern.answer = pattern.literals.test(text) && pattern.whole.test(text)
  }
  return pattern.answer
}

/** The name says what it is, and nothing at the root of the values speaks against it. */
function isNamed(role: Need['role'], path: string, text: string): boolean {
  if (role !== 'values' || !/values[\w.-]{0,80}\.ya?ml$/i.test(path)) return false
  return [...text.matchAll(/^(?!x-)["']?([A-Za-z_][\w-]*)["']?[ \t]*:/gm)].every(([, key]) => isChartKey(key ?? ''))
}

function withLiterals(whole: RegExp): Pattern {
  const literals = literalsOf(whole).map(escapeRegExp)
  return { literals: new RegExp(literals.join('|'), whole.flags), whole, asked: undefined, answer: false }
}
