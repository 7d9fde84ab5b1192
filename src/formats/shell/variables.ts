import type { Span } from '../../text.ts'
import type { Entry, Layout, MapNode, Syntax } from '../../tree.ts'
import { insideQuoting, valueQuoting } from './quoting.ts'
import { after, isRun, opaque, type Quoting, type Spelling, scalarOf } from './spelling.ts'

const NAME = /^[A-Za-z_]\w*$/

/**
 * `NAME=value` as a member of an environment.
 * @param skip how many characters stand before the name in the word: `--env=`.
 * @param member what is copied to write another one: the word alone, or with `export` or `-e` before it.
 * @returns undefined where the word is no assignment.
 */
export function entryOfWord(word: Spelling, skip: number, member: Span, quoting: Quoting): Entry | undefined {
  const first = word.pieces[0]
  const match = first?.literal ? /^([A-Za-z_]\w*)(\+?=)/.exec(first.text.slice(skip)) : null
  const name = match?.[1]
  const rest = match === null ? undefined : after(word, skip + match[0].length)
  if (first === undefined || match === null || name === undefined || rest === undefined) return undefined
  const start = first.start + skip
  const keySpan = { start, end: start + name.length }
  const from = start + match[0].length
  return {
    span: { start: member.start, end: member.end },
    key: name,
    keySpan,
    value: valueFrom(word, rest, from, match[2] === '=', quoting),
  }
}

function valueFrom(word: Spelling, rest: Spelling, from: number, plain: boolean, quoting: Quoting): Entry['value'] {
  const first = word.pieces[0]
  const whole = { start: from, end: word.end }
  const array = rest.pieces[0]?.literal === false && rest.pieces[0].text.startsWith('(')
  if (!plain || array || first === undefined) return opaque(whole)
  if (first.quote === '') return scalarOf({ ...whole, pieces: rest.pieces }, valueQuoting(quoting))
  // `"NAME=value"`: the quotes are around both, so that a new value goes inside them.
  if (word.pieces.some((piece) => piece.part !== first.part)) return opaque(whole)
  const inside = { start: from, end: word.end - 1, pieces: rest.pieces }
  return scalarOf(inside, insideQuoting(quoting, first.quote))
}

/** `NAME` alone, as in `export NAME` and `-e NAME`: the value stands elsewhere. */
export function entryOfName(word: Spelling, member: Span): Entry | undefined {
  const [first, second] = word.pieces
  if (first === undefined || second !== undefined || !isRun(first) || !NAME.test(first.text)) return undefined
  const keySpan = { start: first.start, end: first.end }
  const value = opaque({ start: first.end, end: first.end })
  return { span: { start: member.start, end: member.end }, key: first.text, keySpan, value }
}

/** A word among variables that is none: it keeps its place when a neighbour goes. It is no value: it is the command's. */
export function otherWord(span: Span): Entry {
  return {
    span: { start: span.start, end: span.end },
    key: undefined,
    keySpan: { start: span.start, end: span.start },
    value: opaque({ start: span.start, end: span.start }),
  }
}

/**
 * Words in a row, parted by blanks and line continuations. It closes before the last word, so that what follows that
 * word on its line is never taken for its own.
 */
export function rowLayout(text: string, words: readonly Span[]): Layout {
  const [last, previous] = [words.at(-1), words.at(-2)]
  // Without the last word, the continuation before the comment would take in what follows.
  const between = last === undefined || previous === undefined ? '' : text.slice(previous.end, last.start)
  if (/^[ \t]*[#;]/m.test(between)) return { kind: 'fixed', because: 'a comment stands before the last word' }
  return { kind: 'inline', open: words[0]?.start ?? 0, close: last?.start ?? 0, separator: ' ' }
}

/** Variables that share a layout. A new one is written as a copy of one that is there. */
export function variableMap(text: string, entries: readonly Entry[], layout: Layout, name = NAME): MapNode {
  const start = entries[0]?.span.start ?? 0
  const end = entries.at(-1)?.span.end ?? start
  const members = layout.kind === 'lines' ? partedLines(text, entries) : entries
  return { type: 'map', span: { start, end }, members, layout, syntax: syntaxOf(text, entries, name) }
}

/** Members that stand on lines, with an empty one where other lines lie between two: those stay when both go. */
function partedLines(text: string, entries: readonly Entry[]): Entry[] {
  const members: Entry[] = []
  for (const [index, entry] of entries.entries()) {
    members.push(entry)
    const next = entries[index + 1]
    const line = text.indexOf('\n', entry.span.end) + 1
    if (next !== undefined && line > 0 && text.slice(line, next.span.start).includes('\n')) {
      members.push(otherWord({ start: line, end: line }))
    }
  }
  return members
}

function syntaxOf(text: string, members: readonly Entry[], name: RegExp): Syntax {
  const key = (wanted: string): string | undefined => (name.test(wanted) ? wanted : undefined)
  return {
    key,
    member(wanted, data) {
      if (wanted === undefined || key(wanted) === undefined || (typeof data === 'object' && data !== null))
        return undefined
      for (const entry of members.toReversed()) {
        const value = entry.key !== undefined && entry.value.type === 'scalar' ? entry.value.write(data) : undefined
        if (value !== undefined) return copyOf(text, entry, wanted, value)
      }
      return undefined
    },
  }
}

/** A member's text with another name and value. */
function copyOf(text: string, { span, keySpan, value }: Entry, name: string, written: string): string {
  const between = text.slice(keySpan.end, value.span.start)
  return text.slice(span.start, keySpan.start) + name + between + written + text.slice(value.span.end, span.end)
}
