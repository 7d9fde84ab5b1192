import type { Command, Format, Inner, Problem } from '../format.ts'
import { slice } from '../text.ts'
import type { Entry, MapNode } from '../tree.ts'
import { type Logical, readLogical, readRecipeLine } from './makefile/lines.ts'
import { readRecipe } from './makefile/recipes.ts'
import { referenceEnd } from './makefile/values.ts'
import { type Assignment, NAME, readAssignment, readNames } from './makefile/variables.ts'
import { rowLayout, variableMap } from './shell/variables.ts'
import type { Script } from './shell/walk.ts'

const DIRECTIVE =
  /^ *(?:(?:override|export) +(?=define ))?(ifn?eq|ifn?def|else|endif|define|endef|export|unexport|-?include|sinclude|vpath)(?![\w.:=-])/

/** Makefiles: variables, and the commands of recipes as the shell gets them. */
export const makefile: Format = {
  id: 'makefile',
  parse(text) {
    const file = new Makefile(text)
    for (let at = 0; at < text.length;) at = file.line(at)
    return file.finish()
  },
}

class Makefile {
  private readonly roots: MapNode[] = []
  private readonly commands: Command[] = []
  private readonly inner: Inner[] = []
  /** Variables by the branch of `ifdef` and the like they stand in, and the target they are for. */
  private readonly lines = new Map<string, Entry[]>()
  private readonly branches: number[] = []
  private readonly text: string
  private branch = 0
  private hasRule = false
  /** Where each `define` stands that is not ended yet. */
  private readonly defines: number[] = []

  constructor(text: string) {
    this.text = text
  }

  /** @returns where the next line starts. */
  line(at: number): number {
    if (this.text[at] === '\t' && this.hasRule && this.defines.length === 0) return this.recipe(at + 1)
    const logical = readLogical(this.text, at)
    const line = slice(this.text, logical.runs[0] ?? { start: at, end: at })
    const directive = DIRECTIVE.exec(line)?.[1]
    if (directive === 'define' || directive === 'endef' || this.defines.length > 0) this.define(at, directive)
    else if (!/^[ \t]*(?:#|$)/.test(line)) return this.statement(logical, at, directive)
    return logical.next
  }

  finish(): ReturnType<Format['parse']> {
    const problems: Problem[] = this.defines.map((offset) => ({ offset, message: 'the define is not ended' }))
    for (const entries of this.lines.values()) {
      const start = entries[0]?.span.start ?? 0
      const indent = this.text.slice(this.text.lastIndexOf('\n', start - 1) + 1, start)
      this.roots.push(variableMap(this.text, entries, { kind: 'lines', indent, bullet: '' }, NAME))
    }
    const roots = this.roots.sort((a, b) => a.span.start - b.span.start)
    const commands = this.commands.sort((a, b) => a.span.start - b.span.start)
    return { format: 'makefile', roots, commands, inner: this.inner, problems }
  }

  /** What is defined is text, of whatever kind. */
  private define(at: number, directive: string | undefined): void {
    if (directive === 'define') this.defines.push(at)
    else if (directive === 'endef') this.defines.pop()
  }

  private statement(logical: Logical, at: number, directive: string | undefined): number {
    const assignment = readAssignment(this.text, logical, at, at)
    if (assignment !== undefined) this.assign('', assignment)
    else if (directive === 'export') this.names(logical)
    else if (directive === undefined) return this.rule(logical, at)
    else this.condition(directive)
    return logical.next
  }

  private condition(directive: string): void {
    if (directive === 'else' || directive === 'endif') this.branches.pop()
    if (directive === 'else' || directive.startsWith('if')) this.branches.push(++this.branch)
  }

  private assign(target: string, { entry, last, scripts }: Assignment): void {
    if (last) this.collect(target, entry)
    else {
      const because = 'its line goes on behind the value'
      this.roots.push(variableMap(this.text, [entry], { kind: 'fixed', because }, NAME))
    }
    this.add(scripts)
  }

  private collect(target: string, entry: Entry): void {
    const key = `${this.branches.at(-1) ?? 0} ${target}`
    const lines = this.lines.get(key) ?? []
    lines.push(entry)
    this.lines.set(key, lines)
  }

  /** `export A` is a line like `export A = b`. */
  private names(logical: Logical): void {
    const { start, names } = readNames(this.text, logical)
    const [first, second] = names
    if (first === undefined || names.every((name) => name.key === undefined)) return
    const spans = names.map((name) => name.span)
    if (second === undefined && logical.runs.length === 1) {
      this.collect('', { ...first, span: { start, end: first.span.end } })
    } else this.roots.push(variableMap(this.text, names, rowLayout(this.text, spans), NAME))
  }

  /** `target: needs ; command`, or `target: NAME = value`. */
  private rule(logical: Logical, at: number): number {
    const end = logical.runs[0]?.end ?? at
    const colon = this.outside(':', at, end)
    if (colon === undefined) return logical.next
    this.hasRule = true
    const behind = this.text[colon + 1] === ':' ? colon + 2 : colon + 1
    const assignment = readAssignment(this.text, logical, at, behind)
    if (assignment !== undefined) {
      this.assign(this.text.slice(at, behind), assignment)
      return logical.next
    }
    const command = this.outside(';', behind, end)
    return command === undefined ? logical.next : this.recipe(command + 1)
  }

  /** Where a character stands that is in no reference and no comment. */
  private outside(letter: string, from: number, end: number): number | undefined {
    for (let at = from; at < end; at++) {
      if (this.text[at] === letter) return at
      if (this.text[at] === '#') return undefined
      if (this.text[at] === '$') at = referenceEnd(this.text, at, end) - 1
    }
    return undefined
  }

  private recipe(at: number): number {
    const { kept, next } = readRecipeLine(this.text, at)
    this.add(readRecipe(this.text, kept))
    return next
  }

  /** Errors of a script are not the file's: the shell may be another one. */
  private add(scripts: readonly Script[]): void {
    for (const { roots, commands, inner } of scripts) {
      for (const root of roots) this.roots.push(root)
      for (const command of commands) this.commands.push(command)
      for (const each of inner) this.inner.push(each)
    }
  }
}
