import { eolAt, indentAt } from '../../text.ts'
import type { Container, Data, Entry, Member, Node, Syntax } from '../../tree.ts'
import { isName } from './source.ts'
import { writeScalar } from './strings.ts'

/** How new maps and lists are written. */
interface Style {
  readonly eol: string
  readonly step: string
  /** Maps and lists of them stand on several lines. */
  readonly lines: boolean
  /** What parts elements on several lines. */
  readonly comma: '' | ','
  readonly sign: string
  readonly quoteKeys: boolean
}

/** Writes new names and members as the ones around: in bodies, in objects and lists, for labels. */
export function hclSyntax(text: string): { body: Syntax; object: Syntax; label: Syntax } {
  const quoted = (name: string) => writeScalar(name)
  return {
    label: {
      key: (name, like) =>
        like && text[like.keySpan.start] !== '"' ? (isName(name) ? name : undefined) : quoted(name),
      member: () => undefined,
    },
    body: {
      key: (name) => (isName(name) ? name : undefined),
      member: (name, data, container, indent) => bodyMember(text, name, data, container, indent),
    },
    object: {
      key: (name, like) => (like?.key === undefined && like ? undefined : writeKey(name, isQuoted(text, like))),
      member(name, data, container, indent) {
        const style = styleOf(text, container, indent)
        const value = print(data, indent, style)
        if (name === undefined || value === undefined) return value
        return assign(text, writeKey(name, style.quoteKeys), value, container, style)
      },
    },
  }
}

function writeKey(name: string, quote: boolean): string {
  return !quote && isName(name) && name !== 'for' ? name : (writeScalar(name) ?? '')
}

function isQuoted(text: string, entry: Entry | undefined): boolean {
  return entry !== undefined && text[entry.keySpan.start] === '"'
}

function bodyMember(text: string, name: string | undefined, data: Data, container: Container, indent: string) {
  if (name === undefined || !isName(name)) return undefined
  const style = styleOf(text, container, indent)
  const same = entriesOf(container).find((entry) => entry.key === name)
  const block = same !== undefined && text.slice(same.keySpan.end, same.value.span.start).trim() === ''
  if (block && isMap(data)) {
    return printBlock(name, data, indent, { ...style, lines: true })
  }
  const value = print(data, indent, style)
  return value === undefined ? undefined : assign(text, name, value, container, { ...style, sign: ' = ' })
}

function isMap(data: Data): data is { readonly [key: string]: Data } {
  return typeof data === 'object' && data !== null && !Array.isArray(data)
}

function entriesOf(container: Container): readonly Entry[] {
  return container.type === 'map' ? container.members : []
}

/** `name = value`; the sign stands below those of the neighbours where they are aligned. */
function assign(text: string, name: string, value: string, container: Container, style: Style): string {
  const signs = entriesOf(container).map(({ keySpan, value: { span } }) => ({
    width: keySpan.end - keySpan.start,
    between: text.slice(keySpan.end, span.start),
  }))
  const aligned = signs.findLast(({ between }) => /^[ \t]{2,}[=:][ \t]*$/.test(between))
  if (aligned === undefined) return name + style.sign + value
  const sign = aligned.between.trimStart()
  return `${name.padEnd(aligned.width + aligned.between.length - sign.length - 1)} ${sign}${value}`
}

function isContainer(node: Node): node is Container {
  return node.type === 'map' || node.type === 'list'
}

function styleOf(text: string, container: Container, indent: string): Style {
  const members: readonly Member[] = container.members
  const isLiteral = (node: Node) => isContainer(node) && node.members.length > 0 && node.layout.kind !== 'fixed'
  const sibling = members.findLast(({ value }) => isLiteral(value))?.value
  const near = sibling !== undefined && isContainer(sibling) ? sibling : container
  const written = text.slice(near.span.start, near.span.end)
  const closing = indentAt(text, container.span.end)
  const bracketed = /[[{]/.test(text[container.span.start] ?? '') && indent.startsWith(closing)
  const entries = [...entriesOf(near), ...entriesOf(container)]
  const sign = entries
    .map((entry) => text.slice(entry.keySpan.end, entry.value.span.start))
    .find((between) => /^\s*[=:]\s*$/.test(between))
  return {
    eol: eolAt(text, container.span.start),
    step: (bracketed ? indent.slice(closing.length) : '') || (indent.startsWith('\t') ? '\t' : '  '),
    lines: near.layout.kind === 'lines' || written.includes('\n'),
    comma: near.type === 'map' && near.layout.kind === 'inline' ? ',' : '',
    sign: sign === undefined || sign.trim() === '=' ? ' = ' : sign.startsWith(':') ? ': ' : ' : ',
    quoteKeys: entriesOf(near).length > 0 && entriesOf(near).every((entry) => isQuoted(text, entry)),
  }
}

function printBlock(name: string, data: { readonly [key: string]: Data }, indent: string, style: Style) {
  const deeper = indent + style.step
  const lines = Object.entries(data).map(([key, value]) => {
    const printed = print(value, deeper, { ...style, comma: '', sign: ' = ' })
    return isName(key) && printed !== undefined ? `${deeper}${key} = ${printed}${style.eol}` : undefined
  })
  return lines.includes(undefined) ? undefined : `${name} {${style.eol}${lines.join('')}${indent}}`
}

function print(data: Data, indent: string, style: Style): string | undefined {
  if (data === null || typeof data !== 'object') return writeScalar(data)
  const list = Array.isArray(data)
  const deeper = indent + style.step
  const parts = Object.entries(data).map(([key, value]) => {
    const printed = print(value, deeper, style)
    return list || printed === undefined ? printed : writeKey(key, style.quoteKeys) + style.sign + printed
  })
  if (parts.includes(undefined)) return undefined
  const [open, close] = list ? ['[', ']'] : ['{', '}']
  if (parts.length === 0) return open + close
  const flat = list && Object.values(data).every((value) => value === null || typeof value !== 'object')
  if (!style.lines || flat) return list ? `[${parts.join(', ')}]` : `{ ${parts.join(', ')} }`
  const comma = list ? ',' : style.comma
  return `${open}${parts.map((part) => style.eol + deeper + part + comma).join('')}${style.eol}${indent}${close}`
}
