import type { Transform } from '../transform.ts'
import { type Need, needsOf } from '../views/needs.ts'
import { isChartKey } from './kuma.ts'
import { WordFinder } from './word-finder.ts'

interface Compiled {
  readonly transform: Transform
  readonly words: readonly number[]
  readonly kinds: readonly number[] | undefined
  readonly pattern: RegExp | undefined
  readonly mentions: RegExp | undefined
  readonly role: Need['role']
}

export interface Concerned {
  /** Those that may have something to say about the file. */
  readonly transforms: ReadonlySet<Transform>
  /** Whether a text inside the file has a part in that. */
  holds(inner: string): boolean
}

/** Tells which transforms a text can concern, by the words in it, without reading its format. */
export class Concern {
  private readonly finder = new WordFinder()
  private readonly needs: readonly Compiled[]
  private readonly patterns = new Map<string, RegExp>()

  /** @param answers what the user said to the transforms' questions: names that show a file is of concern as Kuma's own do. */
  constructor(transforms: Iterable<Transform>, answers: ReadonlyMap<string, string>) {
    this.needs = [...transforms].flatMap((transform) => {
      const said = [...answers].filter(([question]) => question.startsWith(`${transform.id}.`))
      const names = said.flatMap(([, answer]) => answer.split(',')).filter((name) => name !== '')
      return needsOf(transform).map((need) => this.compile(transform, need, names))
    })
  }

  private compile(transform: Transform, need: Need, names: readonly string[]): Compiled {
    const { words, kinds, pattern, mentions, role } = need
    return {
      transform,
      words: words.map((word) => this.finder.addWord(word)),
      kinds: kinds?.map((kind) => this.finder.addKind(kind)),
      pattern,
      mentions: mentions === undefined ? undefined : this.anyOf([...mentions, ...names]),
      role,
    }
  }

  /** One expression for each list of mentions, so that its answer can be kept. */
  private anyOf(mentions: readonly string[]): RegExp {
    const source = mentions.map((word) => word.replaceAll(/\W/g, '\\$&')).join('|')
    const pattern = this.patterns.get(source) ?? new RegExp(source, 'i')
    this.patterns.set(source, pattern)
    return pattern
  }

  /**
   * What a file may be of concern for.
   * @param told what the file is, where that is known from outside it.
   */
  inFile(text: string, path: string, told?: string): Concerned {
    const answers = new Map<RegExp, boolean>()
    const mentioned = ({ mentions, role }: Compiled): boolean => {
      if (mentions === undefined || (role !== undefined && (told === role || isNamed(role, path, text)))) return true
      const answer = answers.get(mentions) ?? (mentions.test(path) || mentions.test(text))
      answers.set(mentions, answer)
      return answer
    }
    this.finder.search(text)
    const met = this.needs.filter((need) => this.isMet(need, text) && mentioned(need))
    const patterns = met.flatMap(({ pattern }) => pattern ?? [])
    return { transforms: new Set(met.map(({ transform }) => transform)), holds: (inner) => this.holds(inner, patterns) }
  }

  private holds(text: string, patterns: readonly RegExp[]): boolean {
    if (patterns.some((pattern) => pattern.test(text))) return true
    this.finder.search(text)
    return this.finder.found > 0 && this.needs.some((need) => need.pattern === undefined && this.isMet(need, text))
  }

  private isMet({ words, kinds, pattern }: Compiled, text: string): boolean {
    for (const word of words) if (!this.finder.has(word)) return false
    if (kinds !== undefined && !kinds.some((kind) => this.finder.has(kind))) return false
    return pattern === undefined || pattern.test(text)
  }
}

/** The name says what it is, and nothing at the root of the values speaks against it. */
function isNamed(role: Need['role'], path: string, text: string): boolean {
  if (role !== 'values' || !/values[\w.-]*\.ya?ml$/i.test(path)) return false
  return [...text.matchAll(/^(?!x-)["']?([A-Za-z_][\w-]*)["']?[ \t]*:/gm)].every(([, key]) => isChartKey(key ?? ''))
}
