import { type Embedded, nest } from '../embedded.ts'
import type { Parsed } from '../format.ts'
import { formatOf } from '../formats/index.ts'
import type { Told } from '../result.ts'
import { partitionPoint } from '../sorted.ts'
import { contains, type Span } from '../text.ts'
import { fileSpan, type Home, type Source } from '../views/home.ts'
import type { Given } from './homes.ts'
import { type CommandText, foundIn } from './commands.ts'
import { installedBy } from './charts.ts'
import { type InnerText, Walk } from './walk.ts'

/** A text, and what was found in it. */
export interface Reading {
  readonly source: Source
  readonly parsed: Parsed
  readonly homes: readonly Home[]
}

/** Texts inside texts are read to this depth: values in an application in a script in a fence, and some to spare. */
const DEPTH = 8

/** Whether a text inside another is to be read. @param place tells where it stands in the file. */
export type Wanted = (text: string, place: () => Span) => boolean

/**
 * Reads a text and the texts inside it.
 * @param told what is known of the file from outside it
 * @param like how the text was read before an edit
 * @returns the text's own reading first.
 */
export function readText(text: string, name: string, wanted: Wanted, told?: Told, like?: Parsed): Reading[] {
  const readings: Reading[] = []
  const given = told === undefined ? undefined : { doubt: undefined, ...told }
  new Reader(wanted, told?.role === 'release', readings).read({ text, name, embedded: undefined }, given, 0, like)
  return readings
}

class Reader {
  private readonly wanted: Wanted
  private readonly isRelease: boolean
  private readonly readings: Reading[]

  constructor(wanted: Wanted, isRelease: boolean, readings: Reading[]) {
    this.wanted = wanted
    this.isRelease = isRelease
    this.readings = readings
  }

  read(source: Source, given: Given | undefined, depth: number, like?: Parsed): void {
    const parsed = formatOf(source.name).parse(source.text, like)
    const walk = new Walk(source, parsed.format, this.isRelease)
    const { homes } = walk
    this.readings.push({ source, parsed, homes })
    // What does not parse is not edited: its names are found as in any text.
    if (parsed.problems.length > 0 && parsed.format !== 'shell') return
    for (const root of parsed.roots) walk.root(root, given ?? roleOfFile(source))
    for (const command of parsed.commands)
      homes.push({ home: 'command', source, doubt: undefined, command, installs: installedBy(command) })
    const found = homes.flatMap((home) => (home.home === 'command' ? foundIn(home, this.isRelease) : []))
    homes.push(...found.flatMap((each) => each.homes))
    if (depth === DEPTH) return
    const texts = found.flatMap((each) => each.texts)
    this.texts(source, texts, depth)
    const commandOf = around(texts)
    for (const { name, embedded } of parsed.inner) {
      const text = commandOf(embedded.span)
      if (text?.isMade === true) this.inner(source, text.name, embedded, text.given, depth)
      else if (text?.embedded.span.start !== embedded.span.start && this.isWanted(source, embedded))
        this.inner(source, name, embedded, given, depth)
    }
    for (const inner of walk.inner) {
      if (commandOf(inner.embedded.span)?.embedded.span.start === inner.embedded.span.start) continue
      // What a patch is made on stands outside of it.
      const isPatch = inner.role?.target !== undefined
      const name = isPatch || this.isWanted(source, inner.embedded) ? nameOf(inner) : undefined
      if (name !== undefined) this.inner(source, name, inner.embedded, inner.role, depth)
    }
  }

  /** What a command's words hold; what is meant with others of its words is read in any case. */
  private texts(source: Source, texts: readonly CommandText[], depth: number): void {
    for (const { name, embedded, given, beside, isMade } of texts) {
      if (isMade === true) continue
      if (given === undefined && !this.isWanted(source, embedded)) continue
      const from = this.readings.length
      this.inner(source, name, embedded, given, depth)
      beside?.push(...this.readings.slice(from).flatMap(({ homes }) => homes))
    }
  }

  private isWanted(source: Source, { text, span }: Embedded): boolean {
    return this.wanted(text, () => fileSpan(source, span))
  }

  private inner(source: Source, name: string, embedded: Embedded, given: Given | undefined, depth: number): void {
    const outer = source.embedded === undefined ? embedded : nest(source.embedded, embedded)
    // Terraform's `yamldecode` and `yaml_body` take one document.
    const single = formatOf(source.name).id === 'hcl'
    this.read({ text: embedded.text, name, embedded: outer, ...(single ? { single } : {}) }, given, depth + 1)
  }
}

/** Finds the text of a command that a span lies in. */
function around(texts: readonly CommandText[]): (span: Span) => CommandText | undefined {
  const sorted = [...texts].sort((a, b) => a.embedded.span.start - b.embedded.span.start)
  return (span) => {
    const last = sorted[partitionPoint(sorted, ({ embedded }) => embedded.span.start <= span.start) - 1]
    return last !== undefined && contains(last.embedded.span, span) ? last : undefined
  }
}

/** A file that is the control plane's configuration by its name. */
function roleOfFile(source: Source): Given | undefined {
  return /(?:^|\/)kuma-cp[\w.-]*\.(?:ya?ml|json|conf)(?:\.(?:j2|tmpl|tpl|erb))?$/.test(source.name)
    ? { role: 'config', doubt: undefined }
    : undefined
}

const SCRIPT_KEYS =
  /^(?:run|script|before_script|after_script|command|entrypoint|cmd|shell|sh|bash|inline|user_?data|preStop|args)$/i
/** A resource by its first key. */
const RESOURCE = /^(?:#[^\n]*\n|---[^\n]*\n|[ \t]*\n)*["']?(?:apiVersion|kind|type)["']?:(?:\s|$)/
/** A key that is a file's name, as in a ConfigMap. */
const FILE_NAME = /[./]|file$/
const PROGRAMS = /(?:^|[\s/;&|(`"'])(?:kumactl|kuma-dp|kuma-cp|helm|kubectl|curl|docker|export) /

/** The name of a file that would hold such a text; undefined: it is only a value. */
function nameOf({ embedded, key, role }: InnerText): string | undefined {
  const { text } = embedded
  if (role?.role === 'script') return 'inline.sh'
  if (role !== undefined) return 'inline.yaml'
  if (key !== undefined && FILE_NAME.test(key) && formatOf(key).id !== 'plain') return key
  const start = text.trimStart()
  if (start.startsWith('{') || start.startsWith('[')) return 'inline.json'
  if (RESOURCE.test(text)) return 'inline.yaml'
  if (key !== undefined && SCRIPT_KEYS.test(key) && /\s/.test(text)) return 'inline.sh'
  if (text.includes('\n') && /^(?:#[^\n]*\n|---[^\n]*\n|[ \t]*\n)*(?:- )?["']?[\w./-]+["']?:(?:\s|$)/.test(text))
    return 'inline.yaml'
  if (/^#!|^\s*(?:set -|export )/.test(text) || PROGRAMS.test(` ${text}`)) return 'inline.sh'
  return undefined
}
