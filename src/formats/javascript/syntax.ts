import { eolAt, indentAt, lineStart } from '../../text.ts'
import type { Container, Data, Entry, Member, Node, Syntax } from '../../tree.ts'
import { isQuote, type Quote, quoteString, writeScalar } from './strings.ts'

/** How the neighbours are written. */
interface Style {
  readonly text: string
  readonly at: number
  readonly quote: Quote
  readonly quoteKeys: boolean
  /** Objects and lists of objects stand on several lines; `step` is one more level of indentation. */
  readonly lines: boolean
  readonly step: string
  readonly trailing: boolean
  /** What stands inside the braces of an object on one line. */
  readonly pad: string
}

/** Writes new keys and members as the ones around. @param quote for a text's strings where no neighbour tells. */
export function javascriptSyntax(text: string, quote: Quote): Syntax {
  return {
    key(name, like) {
      if (like !== undefined && (like.key === undefined || isShorthand(like))) return undefined
      return writeKey(name, keyQuote(text, like), quoteIn(text, like === undefined ? [] : [like]) ?? quote, text)
    },
    member(name, data, container, indent) {
      const style = styleOf(text, container, indent, quote)
      const value = print(data, indent, style)
      if (name === undefined || value === undefined) return value
      return `${writeKey(name, style.quoteKeys ? style.quote : undefined, style.quote, text)}: ${value}`
    },
  }
}

/** `{ KUMA_MODE }`: the key is a variable's name too. */
function isShorthand({ keySpan, value }: Entry): boolean {
  return keySpan.start === value.span.start
}

function writeKey(name: string, own: Quote | undefined, other: Quote, text: string): string {
  if (own === undefined && /^[A-Za-z_$][\w$]*$/.test(name)) return name
  return quoteString(name, own ?? (other === '`' ? "'" : other), text, 0)
}

function keyQuote(text: string, entry: Entry | undefined): Quote | undefined {
  const character = entry === undefined ? undefined : text[entry.keySpan.start]
  return isQuote(character) ? character : undefined
}

/** The quote of the nearest string, in the last members first. */
function quoteIn(text: string, members: readonly Member[]): Quote | undefined {
  for (const member of members.toReversed()) {
    const key = isEntry(member) ? keyQuote(text, member) : undefined
    const value = text[member.value.span.start]
    const quote = key ?? (isQuote(value) && value !== '`' ? value : undefined)
    const found = quote ?? (isContainer(member.value) ? quoteIn(text, member.value.members) : undefined)
    if (found !== undefined) return found
  }
  return undefined
}

function isEntry(member: Member): member is Entry {
  return 'keySpan' in member
}

function isContainer(node: Node): node is Container {
  return node.type === 'map' || node.type === 'list'
}

function styleOf(text: string, container: Container, indent: string, quote: Quote): Style {
  const whole = text.slice(container.span.start, container.span.end)
  const closing = indentAt(text, container.span.end)
  const sibling = container.members.findLast(({ value }) => isContainer(value) && value.members.length > 0)?.value
  const near = sibling === undefined ? whole : text.slice(sibling.span.start, sibling.span.end)
  const deeper = indent.startsWith(closing) && whole.includes('\n') ? indent.slice(closing.length) : ''
  const own = container.type === 'map' ? container.members : []
  const keys = own.length > 0 || sibling?.type !== 'map' ? own : sibling.members
  return {
    text,
    at: container.span.start,
    quote: quoteIn(text, container.members) ?? quote,
    quoteKeys: keys.length > 0 && keys.every((entry) => keyQuote(text, entry) !== undefined),
    lines: near.includes('\n'),
    step: deeper || (indent.startsWith('\t') ? '\t' : '  '),
    trailing: /,\s*$/.test(near.slice(-200, -1)),
    pad: /^\{\S/.test(near) ? '' : ' ',
  }
}

function print(data: Data, indent: string, style: Style): string | undefined {
  if (data === null || typeof data !== 'object') return writeScalar(data, style.quote, style.text, style.at)
  const list = Array.isArray(data)
  const deeper = indent + style.step
  const own = style.quoteKeys ? style.quote : undefined
  const parts = Object.entries(data).map(([key, value]) => {
    const printed = print(value, deeper, style)
    return list || printed === undefined ? printed : `${writeKey(key, own, style.quote, style.text)}: ${printed}`
  })
  if (parts.includes(undefined)) return undefined
  return join(parts, list, Object.values(data).some(isObject), indent, style)
}

function isObject(data: Data): boolean {
  return typeof data === 'object' && data !== null
}

function join(parts: readonly (string | undefined)[], list: boolean, deep: boolean, indent: string, style: Style) {
  const [open, close] = list ? ['[', ']'] : ['{', '}']
  if (parts.length === 0) return open + close
  if (!style.lines || (list && !deep)) {
    const pad = list ? '' : style.pad
    return open + pad + parts.join(', ') + pad + close
  }
  const eol = eolAt(style.text, lineStart(style.text, style.at))
  const inner = parts.map((part) => eol + indent + style.step + part).join(',')
  return `${open}${inner}${style.trailing ? ',' : ''}${eol}${indent}${close}`
}
