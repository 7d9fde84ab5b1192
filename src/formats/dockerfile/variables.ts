import type { Problem } from '../../format.ts'
import { lineEnd, type Span, slice } from '../../text.ts'
import type { Entry, MapNode } from '../../tree.ts'
import { type Spelling, scalarOf } from '../shell/spelling.ts'
import { splitWords } from '../shell/splitter.ts'
import { entryOfName, entryOfWord, otherWord, rowLayout, variableMap } from '../shell/variables.ts'
import type { Instruction } from './lines.ts'
import { argumentGrammar, argumentQuoting } from './words.ts'

const EMPTY = { start: 0, end: 0 }

/** The variables of `ENV` and `ARG`, a map for each stage, and one for each instruction that sets several. */
export class DockerVariables {
  readonly maps: MapNode[] = []
  readonly problems: Problem[] = []
  /** Of this stage, those that are alone in their instruction. */
  private readonly lines = new Map<string, Entry[]>()
  private readonly text: string
  private readonly escaper: string

  constructor(text: string, escaper: string) {
    this.text = text
    this.escaper = escaper
  }

  read(instruction: Instruction): void {
    const { words, open } = splitWords(this.text, instruction.runs, argumentGrammar(this.escaper, true))
    const [first] = words
    if (first !== undefined && instruction.name === 'ENV' && !slice(this.text, first).includes('=')) {
      this.single(instruction, first)
    } else if (open !== undefined) this.problems.push({ offset: open, message: 'the quote is not closed' })
    else if (first === undefined) this.problems.push({ offset: instruction.start, message: 'it names no variable' })
    else this.pairs(instruction, words)
  }

  endStage(): void {
    for (const entries of this.lines.values()) {
      const start = entries[0]?.span.start ?? 0
      const indent = this.text.slice(this.text.lastIndexOf('\n', start - 1) + 1, start)
      this.maps.push(variableMap(this.text, entries, { kind: 'lines', indent, bullet: '' }))
    }
    this.lines.clear()
  }

  private pairs({ name, start, runs }: Instruction, words: readonly Spelling[]): void {
    const quoting = argumentQuoting(this.escaper, true)
    const alone = words.length === 1 && this.endsLine(runs, words[0])
    const entries = words.map((word) => {
      const member = alone ? { start, end: word.end } : word
      const bare = name === 'ARG' ? entryOfName(word, member) : undefined
      return entryOfWord(word, 0, member, quoting) ?? bare ?? otherWord(word)
    })
    if (entries.every((entry) => entry.key === undefined)) return
    if (alone) this.line(name, start, entries)
    else this.maps.push(variableMap(this.text, entries, rowLayout(this.text, words)))
  }

  /** `ENV NAME the whole rest`. */
  private single({ name, start, runs }: Instruction, key: Spelling): void {
    const grammar = argumentGrammar(this.escaper, false)
    const [value] = splitWords(this.text, this.rest(runs, key.end), grammar).words
    const member = { start, end: value?.end ?? key.end }
    const entry = entryOfName(key, member)
    if (value === undefined || entry === undefined || !this.endsLine(runs, value)) {
      this.problems.push({ offset: start, message: 'the variable has no value' })
      return
    }
    this.line(name, start, [{ ...entry, value: scalarOf(value, argumentQuoting(this.escaper, false)) }])
  }

  /** The lines from an offset on, without the blanks around. */
  private rest(runs: readonly Span[], from: number): Span[] {
    const left: Span[] = []
    for (const run of runs) {
      const start = Math.max(run.start, from)
      const line = slice(this.text, { start, end: Math.max(start, run.end) })
      const blanks = left.length === 0 ? line.length - line.trimStart().length : 0
      if (start + blanks < run.end) left.push({ start: start + blanks, end: run.end })
    }
    while (slice(this.text, left.at(-1) ?? EMPTY).trim() === '' && left.length > 0) left.pop()
    const last = left.pop()
    return last === undefined ? [] : [...left, { ...last, end: last.start + slice(this.text, last).trimEnd().length }]
  }

  /** Nothing of the instruction stands behind the word: a copy can be written on the next line. */
  private endsLine(runs: readonly Span[], word: Spelling | undefined): boolean {
    return word !== undefined && runs.at(-1)?.end === lineEnd(this.text, word.end)
  }

  /** What `ONBUILD` says is for another stage. */
  private line(name: string, start: number, entries: readonly Entry[]): void {
    const key = this.text.slice(start, start + name.length).toUpperCase() === name ? name : `ONBUILD ${name}`
    const lines = this.lines.get(key) ?? []
    for (const entry of entries) lines.push(entry)
    this.lines.set(key, lines)
  }
}
