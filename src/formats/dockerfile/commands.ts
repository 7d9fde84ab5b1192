import type { Command, Inner, Word, WordList } from '../../format.ts'
import { type Span, slice } from '../../text.ts'
import type { Layout, MapNode } from '../../tree.ts'
import { environmentAmong } from '../shell/among.ts'
import { wordOf } from '../shell/commands.ts'
import { bodyOf } from '../shell/heredocs.ts'
import { holesOf } from '../shell/holes.ts'
import { scriptsOf } from '../shell/inner.ts'
import { trace } from '../shell/spelling.ts'
import { type View, viewOf, withoutReturns } from '../shell/view.ts'
import { readScript, scriptView } from '../shell.ts'
import { type Instruction, nextLine } from './lines.ts'
import { JSON_QUOTING, type JsonArray, readJsonArray } from './words.ts'

/** What `RUN`, `CMD`, `ENTRYPOINT` and `HEALTHCHECK` run, and the files that `COPY` has in it. */
export class DockerCommands {
  readonly maps: MapNode[] = []
  readonly commands: Command[] = []
  readonly inner: Inner[] = []
  /** Of this stage, as arrays: together they are one command line. */
  private readonly arrays = new Map<string, readonly Word[]>()
  private readonly text: string

  constructor(text: string) {
    this.text = text
  }

  read(instruction: Instruction): void {
    const { name } = instruction
    if (name === 'COPY' || name === 'ADD') this.copy(instruction)
    else if (name === 'HEALTHCHECK') this.check(instruction)
    else if (name === 'RUN' || name === 'CMD' || name === 'ENTRYPOINT') this.run(instruction)
  }

  endStage(): void {
    const words = [...(this.arrays.get('ENTRYPOINT') ?? []), ...(this.arrays.get('CMD') ?? [])]
    this.command(words)
    this.arrays.clear()
  }

  private command(words: readonly Word[]): void {
    if (words.length === 0) return
    const spans = words.map((word) => word.span).sort((a, b) => a.start - b.start)
    this.commands.push({ span: { start: spans[0]?.start ?? 0, end: spans.at(-1)?.end ?? 0 }, words })
  }

  private run({ name, heredocs, runs }: Instruction): void {
    const kept = withoutFlags(this.text, runs)
    const view = this.view(kept)
    const array = readJsonArray(view)
    if (array !== undefined) {
      const words = this.array(array)
      const replaced = this.arrays.get(name)
      if (name === 'RUN') this.command(words)
      else this.arrays.set(name, words)
      if (replaced !== undefined) this.command(replaced)
    } else if (/^(?:\s*<<-?["']?\w[\w.]*["']?)+\s*$/.test(view.text)) {
      for (const { body } of heredocs) this.script(body)
    } else {
      const last = heredocs.at(-1)
      this.add(last === undefined ? view : this.view([...kept, ...this.bodies(runs, last.body)]))
    }
  }

  /** The lines behind an instruction up to the end of its last heredoc. */
  private bodies(runs: readonly Span[], last: Span): Span[] {
    const start = this.text.indexOf('\n', runs.at(-1)?.end ?? last.start)
    return withoutReturns(this.text, { start, end: nextLine(this.text, last.end) })
  }

  /** Each line is kept, the escapes that join them are not. */
  private view(kept: readonly Span[]): View {
    const span = { start: kept[0]?.start ?? 0, end: kept.at(-1)?.end ?? 0 }
    return viewOf(this.text, kept, holesOf(this.text, span), (added) => (/[\r\n]/.test(added) ? undefined : added))
  }

  /** The body of `RUN <<EOF`, unless its first line names another language. */
  private script(body: Span): void {
    const text = slice(this.text, body)
    if (!text.startsWith('#!') || /^#!.*sh\b/.test(text)) this.add(scriptView(this.text, body.start, body.end))
  }

  /** Errors of the script are not the file's: it may be for another shell. */
  private add(view: View): void {
    const { roots, commands, inner } = readScript(view)
    for (const root of roots) this.maps.push(root)
    for (const command of commands) this.commands.push(command)
    for (const each of inner) this.inner.push(each)
  }

  private array({ words, inside }: JsonArray): Word[] {
    const layout: Layout = { kind: 'inline', open: inside.start, close: inside.end, separator: ',' }
    const members: Word[] = []
    const list: WordList = { members, layout }
    const spelled = words.map((spelling) => ({ spelling, word: wordOf(spelling, list, JSON_QUOTING) }))
    for (const { word } of spelled) members.push(word)
    for (const { spelling } of scriptsOf(spelled)) {
      this.inner.push({ name: 'script.sh', embedded: trace(spelling, JSON_QUOTING) })
    }
    const map = environmentAmong(this.text, spelled, JSON_QUOTING)
    if (map !== undefined) this.maps.push(map)
    return members
  }

  /** `HEALTHCHECK --interval=5s CMD …`. */
  private check({ runs, ...instruction }: Instruction): void {
    const [first, ...rest] = withoutFlags(this.text, runs)
    const match = first === undefined ? null : /^[ \t]*CMD(?=[ \t]|$)/i.exec(slice(this.text, first))
    if (first === undefined || match === null) return
    this.run({ ...instruction, name: 'RUN', runs: [{ start: first.start + match[0].length, end: first.end }, ...rest] })
  }

  /** `COPY <<EOF /etc/kuma/config.yaml`: a file that stands here. */
  private copy({ runs, heredocs }: Instruction): void {
    const words = runs.flatMap((run) => slice(this.text, run).split(/[ \t]+/)).filter((word) => word !== '')
    const target = words.at(-1) ?? ''
    for (const { name, dashed, body } of heredocs) {
      const file = target.endsWith('/') ? target + name : target
      this.inner.push({ name: file, embedded: bodyOf(this.text, body, dashed) })
    }
  }
}

/** An instruction's lines behind its flags: `--mount=type=cache,target=/x`. */
function withoutFlags(text: string, runs: readonly Span[]): Span[] {
  for (const [index, run] of runs.entries()) {
    const flags = /^(?:[ \t]*--[a-z]+(?:=\S*)?(?=[ \t]|$))*[ \t]*/.exec(slice(text, run))?.[0].length ?? 0
    if (run.start + flags < run.end) return [{ start: run.start + flags, end: run.end }, ...runs.slice(index + 1)]
  }
  return []
}
