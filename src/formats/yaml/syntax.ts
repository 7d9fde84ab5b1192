import { isCollection, isMap, isSeq } from 'yaml'
import { eolAt, lineStart } from '../../text.ts'
import type { Container, Data, Syntax } from '../../tree.ts'
import { isPlainSafe, writeScalar } from './scalar.ts'

/** How the document indents, for what is written anew. */
interface Style {
  readonly step: number
  /** Lists in maps stand deeper than their key. */
  readonly deepLists: boolean
  readonly eol: string
}

/** How a document indents: its first map in a map and its first list in a map tell. */
export class Indents {
  private readonly text: string
  private step: number | undefined
  private deepLists: boolean | undefined

  constructor(text: string) {
    this.text = text
  }

  /** @param key where it stands; outer maps first */
  notice(key: number, value: unknown): void {
    if ((this.step !== undefined && this.deepLists !== undefined) || !isCollection(value) || value.flow) return
    const { srcToken } = value
    if (srcToken === undefined || !('indent' in srcToken) || srcToken.indent < 0) return
    const outer = key - lineStart(this.text, key)
    if (isMap(value) && srcToken.indent > outer) this.step ??= srcToken.indent - outer
    if (isSeq(value)) this.deepLists ??= srcToken.indent > outer
  }

  style(eol: string): Style {
    return { step: this.step ?? 2, deepLists: this.deepLists ?? true, eol }
  }
}

/** Writes new keys and members as their neighbours are written. */
export function yamlSyntax(text: string, indents: Indents): Syntax {
  return {
    key: (name, like) => writeKey(name, like === undefined ? undefined : text[like.keySpan.start]),
    member(name, data, container, indent) {
      const near = container.members.at(-1)
      const quote = near === undefined ? undefined : text[near.value.span.start]
      if (name === undefined && typeof data === 'string' && (quote === '"' || quote === "'")) {
        return writeScalar(data, quote === '"' ? 'double' : 'single')
      }
      const json = isJson(text, container) ? { blank: isTight(text, container) ? '' : ' ' } : undefined
      if (container.layout.kind !== 'lines') return flowMember(name, data, json)
      const printer = indents.style(eolAt(text, container.span.start))
      return name === undefined ? block(data, indent, printer, false) : blockEntry(name, data, indent, printer)
    },
  }
}

function writeKey(name: string, quote: string | undefined): string {
  if (quote === '"') return JSON.stringify(name)
  if (quote === "'" && !name.includes("'")) return `'${name}'`
  return isPlainSafe(name) ? name : JSON.stringify(name)
}

/** Keys or strings around are double-quoted throughout: JSON, or YAML that looks like it. */
function isJson(text: string, container: Container): boolean {
  if (container.layout.kind !== 'inline') return false
  const first = container.members[0]
  if (first === undefined) return text[container.span.start] === '{' && text.trimStart().startsWith('{')
  return (
    text[first.span.start] === '"' ||
    (container.type === 'list' && /^[[{]\s*"/.test(text.slice(first.span.start, first.span.start + 80)))
  )
}

/** JSON without blanks, as programs write it. */
function isTight(text: string, { members }: Container): boolean {
  const last = members.at(-1)
  return last !== undefined && 'keySpan' in last && text[last.value.span.start - 1] === ':'
}

/** How JSON is written: what stands between a name and its value. */
interface Json {
  readonly blank: string
}

function flowMember(name: string | undefined, data: Data, json: Json | undefined): string {
  const value = flow(data, json)
  if (name === undefined) return value
  return json === undefined ? `${writeKey(name, undefined)}: ${value}` : `${JSON.stringify(name)}:${json.blank}${value}`
}

function flow(data: Data, json: Json | undefined): string {
  const blank = json?.blank ?? ' '
  if (data === null || typeof data !== 'object') {
    if (json !== undefined || (typeof data === 'string' && /[,[\]{}]/.test(data))) return JSON.stringify(data)
    return writeScalar(data, 'plain') ?? JSON.stringify(data)
  }
  if (Array.isArray(data)) return `[${data.map((item) => flow(item, json)).join(`,${blank}`)}]`
  const entries = Object.entries(data).map(([key, value]) => flowMember(key, value, json))
  return json === undefined ? `{${entries.join(', ')}}` : `{${blank}${entries.join(`,${blank}`)}${blank}}`
}

function blockEntry(name: string, data: Data, indent: string, style: Style): string {
  const key = writeKey(name, undefined)
  if (typeof data === 'string' && isText(data))
    return `${key}: ${literal(data, indent + ' '.repeat(style.step), style)}`
  if (data === null || typeof data !== 'object' || isEmpty(data)) return `${key}: ${flow(data, undefined)}`
  const deeper = Array.isArray(data) && !style.deepLists ? indent : indent + ' '.repeat(style.step)
  return `${key}:${style.eol}${deeper}${block(data, deeper, style, false)}`
}

/** Several lines that a literal block holds as they are, whoever reads it. */
function isText(data: string): boolean {
  return (
    data.trimEnd().includes('\n') &&
    /^\S/.test(data) &&
    !/[^\t\n\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe]|[ \t]\n|[ \t]$|\n\n$/.test(data)
  )
}

/** A block of lines behind `|`. */
function literal(data: string, indent: string, { eol }: Style): string {
  const ends = data.endsWith('\n')
  const lines = (ends ? data.slice(0, -1) : data).split('\n')
  return [ends ? '|' : '|-', ...lines.map((line) => (line === '' ? '' : indent + line))].join(eol)
}

function isEmpty(data: object): boolean {
  return Object.keys(data).length === 0
}

/** A value in block style; its first line is not indented. `inItem`: behind a bullet, where entries stand two deeper. */
function block(data: Data, indent: string, style: Style, inItem: boolean): string {
  if (data === null || typeof data !== 'object' || isEmpty(data)) return flow(data, undefined)
  if (Array.isArray(data)) {
    const items = data.map((item) => `- ${block(item, indent, style, true)}`)
    return items.join(style.eol + indent)
  }
  const own = inItem ? `${indent}  ` : indent
  return Object.entries(data)
    .map(([key, value]) => blockEntry(key, value, own, style))
    .join(style.eol + own)
}
