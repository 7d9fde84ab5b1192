import type { Span } from '../../text.ts'
import type { Node, ScalarNode, Syntax } from '../../tree.ts'

/** A text being read, and how far. */
export interface Source {
  readonly text: string
  at: number
  depth: number
  /** What stands inside of expressions that are not read themselves. */
  readonly loose: Node[]
  /** Reads an expression; `breaks`: line breaks mean nothing there, inside of brackets. */
  readonly read: (breaks: boolean) => Node
  readonly syntax: { readonly body: Syntax; readonly object: Syntax; readonly label: Syntax }
}

/** What is wrong with a text, and where. */
export class HclError extends Error {
  readonly offset: number

  constructor(offset: number, message: string) {
    super(message)
    this.offset = offset
  }
}

export function fail(source: Source, message: string): never {
  throw new HclError(Math.min(source.at, source.text.length), message)
}

const MAX_DEPTH = 500

/** Reads what is nested, as deep as may be. */
export function nested<T>(source: Source, read: () => T): T {
  if (++source.depth > MAX_DEPTH) fail(source, 'nested too deeply')
  const result = read()
  source.depth--
  return result
}

/** Steps over blanks and comments; over line breaks too where they mean nothing. */
export function skipBlanks(source: Source, breaks: boolean): void {
  const { text } = source
  for (;;) {
    const character = text[source.at]
    if (character === ' ' || character === '\t') source.at++
    else if (breaks && character === '\n') source.at++
    else if (breaks && text.startsWith('\r\n', source.at)) source.at += 2
    else if (character === '#' || text.startsWith('//', source.at)) source.at = endOfLine(text, source.at)
    else if (text.startsWith('/*', source.at)) {
      const close = text.indexOf('*/', source.at + 2)
      if (close === -1) fail(source, 'the comment is not closed')
      source.at = close + 2
    } else return
  }
}

function endOfLine(text: string, from: number): number {
  const at = text.indexOf('\n', from)
  if (at === -1) return text.length
  return text[at - 1] === '\r' ? at - 1 : at
}

export function isBreak(source: Source): boolean {
  return source.text[source.at] === '\n' || source.text.startsWith('\r\n', source.at)
}

/** Steps over a token if it comes next. */
export function take(source: Source, token: string): boolean {
  if (!source.text.startsWith(token, source.at)) return false
  source.at += token.length
  return true
}

export function expect(source: Source, token: string): void {
  if (!take(source, token)) fail(source, `${token} is missing`)
}

const NAME = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy

export function takeName(source: Source): Span | undefined {
  NAME.lastIndex = source.at
  const match = NAME.exec(source.text)
  if (match === null) return undefined
  const start = source.at
  source.at += match[0].length
  return { start, end: source.at }
}

/** Steps over a word if it comes next, whole. */
export function takeWord(source: Source, word: string): boolean {
  const { at } = source
  const name = takeName(source)
  if (name !== undefined && source.text.slice(name.start, name.end) === word) return true
  source.at = at
  return false
}

export function isName(text: string): boolean {
  return /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u.test(text)
}

/** An expression that only the program can read. */
export function unknown({ start, end }: Span): ScalarNode {
  return {
    type: 'scalar',
    span: { start, end },
    value: undefined,
    write: () => undefined,
    embedded: () => undefined,
  }
}

/** Something that cannot be read; what can be in it is loose from now on. */
export function loosen(source: Source, start: number, parts: readonly Node[]): Node {
  for (const part of parts) source.loose.push(part)
  return unknown({ start, end: source.at })
}

/** An expression inside of brackets, and the blanks around it. */
export function readInside(source: Source): Node {
  skipBlanks(source, true)
  const node = source.read(true)
  skipBlanks(source, true)
  return node
}

/** `k, v in all` */
export function readLoop(source: Source): void {
  do {
    skipBlanks(source, true)
    if (takeName(source) === undefined) fail(source, 'a name is missing')
    skipBlanks(source, true)
  } while (take(source, ','))
  if (!takeWord(source, 'in')) fail(source, 'in is missing')
  source.loose.push(readInside(source))
}
