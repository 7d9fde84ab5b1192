import type { Command, Format, Inner, Problem, Word, WordList } from '../format.ts'
import { lineEnd, type Span } from '../text.ts'
import type { Entry, MapNode } from '../tree.ts'
import { environmentAmong } from './shell/among.ts'
import { wordOf } from './shell/commands.ts'
import { scriptsOf } from './shell/inner.ts'
import { after, type Quoting, type Spelling, trace } from './shell/spelling.ts'
import { splitWords } from './shell/splitter.ts'
import { entryOfWord, otherWord, rowLayout, variableMap } from './shell/variables.ts'
import { type Meaning, settingGrammar, settingQuoting } from './systemd/words.ts'
import { isExpressionLine } from './template/tokens.ts'

const SECTIONS = /^(?:Service|Socket|Mount|Swap|Container)$/
const ENVIRONMENT = { dollar: false, specifiers: true }
const EXECUTION = { dollar: true, specifiers: false }

/** `Name=value`, its continued lines with it. */
interface Setting {
  readonly name: string
  readonly start: number
  /** The lines of the value, without the backslashes at their ends. */
  readonly runs: readonly Span[]
}

/** Units of systemd and drop-ins of theirs: environments and command lines. */
export const systemd: Format = {
  id: 'systemd',
  parse(text) {
    const unit = new Unit(text)
    let section = ''
    for (let at = 0; at < text.length;) {
      const end = lineEnd(text, at)
      const line = text.slice(at, end).trim()
      if (line === '' || line.startsWith('#') || line.startsWith(';') || isExpressionLine(line)) {
        at = nextLine(text, end)
        continue
      }
      const header = /^\[([^\]]*)\]$/.exec(line)
      section = header?.[1] ?? section
      const setting = header === null ? readSetting(text, at) : undefined
      if (setting !== undefined && SECTIONS.test(section)) unit.setting(section, setting)
      if (setting === undefined && header === null)
        unit.problems.push({ offset: at, message: 'the line is no setting' })
      at = nextLine(text, setting?.runs.at(-1)?.end ?? end)
    }
    return unit.finish()
  },
}

function nextLine(text: string, from: number): number {
  const at = text.indexOf('\n', from)
  return at === -1 ? text.length : at + 1
}

/** Comments between continued lines are none of the value. */
function readSetting(text: string, at: number): Setting | undefined {
  let end = lineEnd(text, at)
  const match = /^([ \t]*)([A-Za-z][\w-]*)[ \t]*=[ \t]*/.exec(text.slice(at, end))
  const name = match?.[2]
  if (match === null || name === undefined) return undefined
  const runs: Span[] = []
  for (let start = at + match[0].length; ;) {
    if (!goesOn(text, start, end)) return { name, start: at + (match[1]?.length ?? 0), runs: [...runs, { start, end }] }
    runs.push({ start, end: end - 1 })
    do {
      start = nextLine(text, end)
      if (start >= text.length) return { name, start: at + (match[1]?.length ?? 0), runs }
      while (text[start] === ' ' || text[start] === '\t') start++
      end = lineEnd(text, start)
    } while (text[start] === '#' || text[start] === ';')
  }
}

function goesOn(text: string, start: number, end: number): boolean {
  let backslash = end - 1
  while (backslash >= start && text[backslash] === '\\') backslash--
  return (end - 1 - backslash) % 2 === 1
}

class Unit {
  readonly problems: Problem[] = []
  private readonly roots: MapNode[] = []
  private readonly commands: Command[] = []
  private readonly inner: Inner[] = []
  private readonly lines = new Map<string, Entry[]>()
  private readonly text: string

  constructor(text: string) {
    this.text = text
  }

  setting(section: string, setting: Setting): void {
    if (setting.name === 'Environment') this.environment(section, setting)
    else if (/^Exec(?:$|Start|Stop|Reload|Condition)/.test(setting.name)) this.execution(setting)
  }

  finish(): ReturnType<Format['parse']> {
    for (const section of this.lines.keys()) this.flush(section)
    const roots = this.roots.sort((a, b) => a.span.start - b.span.start)
    return { format: 'systemd', roots, commands: this.commands, inner: this.inner, problems: this.problems }
  }

  private split(setting: Setting, meaning: Meaning): Spelling[] {
    const { words, open } = splitWords(this.text, setting.runs, settingGrammar(meaning))
    if (open !== undefined) this.problems.push({ offset: open, message: 'the quote is not closed' })
    return words
  }

  private environment(section: string, setting: Setting): void {
    const words = this.split(setting, ENVIRONMENT)
    const [first] = words
    // An empty setting takes back all before it.
    if (first === undefined) {
      this.flush(section)
      return
    }
    const last = setting.runs.at(-1)
    const alone = words.length === 1 && last !== undefined && last.end === lineEnd(this.text, first.end)
    const member = (word: Spelling): Span => (alone ? { start: setting.start, end: word.end } : word)
    const entries = words.map((word) => assignment(word, member(word)))
    if (entries.every((entry) => entry.key === undefined)) return
    if (!alone) this.roots.push(variableMap(this.text, entries, rowLayout(this.text, words)))
    else {
      const lines = this.lines.get(section) ?? []
      for (const entry of entries) lines.push(entry)
      this.lines.set(section, lines)
    }
  }

  /** What was collected becomes a map; what follows is another. */
  private flush(section: string): void {
    const entries = this.lines.get(section) ?? []
    const [first] = entries
    if (first === undefined) return
    const before = this.text.slice(this.text.lastIndexOf('\n', first.span.start) + 1, first.span.start)
    this.roots.push(variableMap(this.text, entries, { kind: 'lines', indent: before, bullet: '' }))
    this.lines.delete(section)
  }

  /** `;` as a word of its own parts commands. */
  private execution(setting: Setting): void {
    let words: Spelling[] = []
    for (const word of this.split(setting, EXECUTION)) {
      if (this.text.slice(word.start, word.end) === ';') {
        this.command(words)
        words = []
      } else words.push(words.length === 0 ? withoutPrefix(word) : word)
    }
    this.command(words)
  }

  private command(spellings: readonly Spelling[]): void {
    const [first, last] = [spellings[0], spellings.at(-1)]
    if (first === undefined || last === undefined) return
    const members: Word[] = []
    const list: WordList = { members, layout: rowLayout(this.text, spellings) }
    const words = spellings.map((spelling) => ({ spelling, word: wordOf(spelling, list, EXEC_QUOTING) }))
    for (const { word } of words) members.push(word)
    this.commands.push({ span: { start: first.start, end: last.end }, words: members })
    for (const { spelling } of scriptsOf(words)) {
      this.inner.push({ name: 'script.sh', embedded: trace(spelling, EXEC_QUOTING) })
    }
    const map = environmentAmong(this.text, words, EXEC_QUOTING)
    if (map !== undefined) this.roots.push(map)
  }
}

const EXEC_QUOTING = settingQuoting(EXECUTION)

/** By its manual, quotes stand around a whole assignment or not at all; systemd reads them anywhere. */
const ENVIRONMENT_QUOTING: Quoting = {
  encode: settingQuoting(ENVIRONMENT).encode,
  write: (value, quote) => {
    const text = settingQuoting(ENVIRONMENT).encode(value, quote)
    return text === undefined ? undefined : quote + text + quote
  },
}

function assignment(word: Spelling, member: Span): Entry {
  const entry = entryOfWord(word, 0, member, ENVIRONMENT_QUOTING)
  return entry ?? { ...otherWord(word), span: { start: member.start, end: member.end } }
}

/** `-/usr/bin/x`: what stands before the program says how it is run. */
function withoutPrefix(word: Spelling): Spelling {
  const prefix = /^[-@:+!|]+/.exec(word.pieces[0]?.text ?? '')?.[0] ?? ''
  return word.pieces[0]?.quote === '' ? (after(word, prefix.length) ?? word) : word
}
