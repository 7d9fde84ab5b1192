import type { Span } from '../../text.ts'
import { holesOf } from './holes.ts'
import type { Piece, Quote, Spelling } from './spelling.ts'
import type { Hole } from './view.ts'

/** What some characters stand for together: an escape, an expansion. */
export interface Special {
  readonly length: number
  readonly text: string
  readonly literal: boolean
}

/** How a line-based format splits words. All of them have single and double quotes. */
export interface Grammar {
  /** What stands at an offset; undefined: a letter. Nothing is read from `end` on. */
  special(text: string, at: number, end: number, quote: Quote): Special | undefined
  /** What parts two lines that belong together reads as: a blank or nothing. */
  readonly gap: '' | ' '
  /** Blanks end a word. */
  readonly splits: boolean
}

/** Letters that stand for themselves in every grammar, and start no hole. */
const PLAIN = /[\w./:=,@+-]+/y

class Splitter {
  readonly words: Spelling[] = []
  private readonly text: string
  private readonly grammar: Grammar
  private readonly holes: ReadonlyMap<number, Hole>
  private pieces: Piece[] = []
  private wordStart = -1
  private quote: Quote = ''
  private opened = -1
  private part = 0

  constructor(text: string, span: Span, grammar: Grammar) {
    this.text = text
    this.grammar = grammar
    this.holes = new Map(holesOf(text, span).map((hole) => [hole.start, hole]))
  }

  line(run: Span): void {
    for (let at = run.start; at < run.end;) at += this.step(at, run.end)
  }

  gap(span: Span): void {
    if (this.grammar.gap === '') return
    if (this.quote === '' && this.grammar.splits) this.endWord(span.start)
    else this.add(span.start, span.end, this.grammar.gap, true)
  }

  /** @returns where a quote was opened that nothing closes. */
  finish(end: number): number | undefined {
    if (this.quote !== '') return this.opened
    this.endWord(end)
    return undefined
  }

  /** @returns how many characters were read. */
  private step(at: number, end: number): number {
    const letter = this.text[at] ?? ''
    if (this.quote === '' && this.grammar.splits && (letter === ' ' || letter === '\t')) {
      this.endWord(at)
      return 1
    }
    if (this.wordStart === -1) this.wordStart = at
    if (this.quote === '' && (letter === '"' || letter === "'")) return this.open(at, letter)
    if (letter === this.quote) {
      this.quote = ''
      return 1
    }
    const hole = this.holes.get(at)
    if (hole !== undefined && hole.end <= end) {
      return this.add(at, hole.end, this.text.slice(at, hole.end), hole.placeholder)
    }
    PLAIN.lastIndex = at
    const run = PLAIN.exec(this.text)?.[0].length ?? 0
    if (run > 0) return this.add(at, Math.min(end, at + run), this.text.slice(at, Math.min(end, at + run)), true)
    const special = this.grammar.special(this.text, at, end, this.quote)
    if (special === undefined) return this.add(at, at + 1, letter, true)
    return this.add(at, at + special.length, special.text, special.literal)
  }

  private open(at: number, quote: Quote): number {
    this.quote = quote
    this.opened = at
    this.part++
    this.pieces.push({ start: at + 1, end: at + 1, text: '', literal: true, quote, part: this.part })
    return 1
  }

  private add(start: number, end: number, text: string, literal: boolean): number {
    const part = this.quote === '' ? 0 : this.part
    const last = this.pieces.at(-1)
    const joins =
      last?.literal && last.part === part && last.end === start && last.text.length === last.end - last.start
    if (literal && joins && text.length === end - start) {
      this.pieces[this.pieces.length - 1] = { ...last, end, text: last.text + text }
    } else this.pieces.push({ start, end, text, literal, quote: this.quote, part })
    return end - start
  }

  private endWord(at: number): void {
    if (this.wordStart !== -1) this.words.push({ start: this.wordStart, end: at, pieces: this.pieces })
    this.wordStart = -1
    this.pieces = []
    this.part = 0
  }
}

/**
 * The words of lines that belong together.
 * @param runs the lines without what joins them.
 * @returns `open`: where a quote was opened that nothing closes; the word is left out then.
 */
export function splitWords(
  text: string,
  runs: readonly Span[],
  grammar: Grammar,
): { words: Spelling[]; open: number | undefined } {
  const [first, last] = [runs[0], runs.at(-1)]
  if (first === undefined || last === undefined) return { words: [], open: undefined }
  const splitter = new Splitter(text, { start: first.start, end: last.end }, grammar)
  for (const [index, run] of runs.entries()) {
    const before = runs[index - 1]
    if (before !== undefined) splitter.gap({ start: before.end, end: run.start })
    splitter.line(run)
  }
  const open = splitter.finish(last.end)
  return { words: splitter.words, open }
}

/** A sticky match at an offset. */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  const sticky = new RegExp(pattern, 'sy')
  sticky.lastIndex = at
  return sticky.exec(text)
}
