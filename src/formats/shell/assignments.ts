import type { Assignment, Command } from 'unbash'
import { indentAt, lineStart } from '../../text.ts'
import type { Entry, MapNode } from '../../tree.ts'
import { environmentAmong } from './among.ts'
import { inlineLayout, type Reading, type Spelled } from './commands.ts'
import type { Quoting } from './spelling.ts'
import { entryOfName, entryOfWord, otherWord, variableMap } from './variables.ts'
import { spanIn, startIn, type View } from './view.ts'
import { spellAssignment } from './words.ts'

const DECLARES = new Set(['export', 'readonly', 'declare', 'typeset', 'local'])

/** The assignments of one block: each list of statements between `then` and `fi`, braces, parentheses. */
export class Block {
  readonly maps: MapNode[] = []
  private readonly lines: Entry[] = []
  private readonly fixed: Entry[] = []
  private readonly view: View
  private readonly quoting: Quoting
  private readonly statements: number | undefined
  private indent = ''

  constructor(view: View, quoting: Quoting, statements: number | undefined) {
    this.view = view
    this.quoting = quoting
    this.statements = statements
  }

  /** Assignments that are a statement: `A=b`, `export A=b C=d`. @param alone no other statement is joined to it. */
  statement(node: Command, reading: Reading | undefined, alone: boolean): void {
    const words = reading === undefined ? [] : reading.words.slice(1)
    const found = reading === undefined ? this.prefixes(node) : words.map((word) => this.argument(word))
    const entries = found.filter((entry) => entry.key !== undefined)
    const [only, second] = entries
    if (only === undefined) return
    if (second !== undefined || words.some((word, index) => found[index]?.key === undefined && !isFlag(word))) {
      this.row(node, reading, found)
    } else if (node.redirects.length > 0 || !alone || !ownsLines(this.view, node)) this.fixed.push(only)
    else this.line(node, only)
  }

  private line(node: Command, entry: Entry): void {
    const span = spanIn(this.view, node)
    if (this.lines.length === 0) this.indent = indentAt(this.view.outer, span.start)
    this.lines.push({ ...entry, span })
  }

  /** Several in one statement. */
  private row(node: Command, reading: Reading | undefined, found: readonly Entry[]): void {
    const from = found.findIndex((entry) => entry.key !== undefined)
    const nodes = reading === undefined ? assignmentsOf(node) : reading.words.slice(1).map((word) => word.node)
    this.maps.push(variableMap(this.view.outer, found.slice(from), inlineLayout(this.view, nodes.slice(from))))
  }

  private argument({ spelling }: Spelled): Entry {
    return entryOfWord(spelling, 0, spelling, this.quoting) ?? entryOfName(spelling, spelling) ?? otherWord(spelling)
  }

  private prefixes(node: Command): Entry[] {
    return assignmentsOf(node).map((assignment) => {
      const spelling = spellAssignment(this.view, assignment)
      return entryOfWord(spelling, 0, spelling, this.quoting) ?? otherWord(spelling)
    })
  }

  /** `A=b command`: for this command alone. */
  inline(node: Command, reading: Reading): void {
    const name = reading.words[0]
    const entries = this.prefixes(node)
    if (entries.length === 0 || name === undefined) return
    const layout = inlineLayout(this.view, [...assignmentsOf(node), name.node])
    this.maps.push(variableMap(this.view.outer, [...entries, otherWord(name.spelling)], layout))
  }

  /** Variables among a command's words. */
  words({ words }: Pick<Reading, 'words'>): void {
    const map = environmentAmong(this.view.outer, words, this.quoting)
    if (map !== undefined) this.maps.push(map)
  }

  /** All maps of the block. */
  finish(): MapNode[] {
    const { outer } = this.view
    const maps = [...this.maps]
    if (this.lines.length > 0) {
      const layout = { kind: 'lines', indent: this.indent, bullet: '' } as const
      const keeps = this.lines.length === this.statements ? { keeps: 'nothing else stands in its block' } : {}
      maps.push(variableMap(outer, this.lines, { ...layout, ...keeps }))
    }
    if (this.fixed.length > 0) {
      maps.push(variableMap(outer, this.fixed, { kind: 'fixed', because: 'it shares its line with other statements' }))
    }
    return maps
  }
}

/** The statement is `export` or one of its kind. */
export function declares(reading: Reading): boolean {
  return DECLARES.has(reading.words[0]?.word.value ?? '')
}

/** What may follow on the statement's last line. */
const TAIL = /[ \t]*(?:;[ \t]*)?(?:#[^\n]*)?(?:\n|$)/y

/** Nothing but a comment stands beside the statement on its lines. */
function ownsLines(view: View, { pos, end }: Command): boolean {
  const { text, outer } = view
  const start = startOfBlanks(text, pos)
  const place = startIn(view, pos)
  if (!startsLine(text, start) || !startsLine(outer, startOfBlanks(outer, place)) || goesOn(text, start)) return false
  const tail = new RegExp(TAIL)
  tail.lastIndex = end
  return tail.test(text)
}

/** The line before ends in a continuation. */
function goesOn(text: string, start: number): boolean {
  let backslash = start - 2
  while (text[backslash] === '\\') backslash--
  if ((start - 2 - backslash) % 2 === 0) return false
  return !/^[ \t]*#/.test(text.slice(lineStart(text, start - 1), start))
}

function startOfBlanks(text: string, offset: number): number {
  let start = offset
  while (text[start - 1] === ' ' || text[start - 1] === '\t') start--
  return start
}

function startsLine(text: string, offset: number): boolean {
  return offset === 0 || text[offset - 1] === '\n'
}

function isFlag({ word }: Spelled): boolean {
  return /^[-+]/.test(word.source)
}

function assignmentsOf(node: Command): Assignment[] {
  return node.prefix.filter((part) => part.type === 'Assignment')
}
