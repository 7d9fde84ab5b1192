import type { Command, Word, WordList } from '../format.ts'
import type { Link } from '../removal.ts'
import type { Layout, ScalarNode } from '../tree.ts'
import type { Variable } from '../views/home.ts'
import { partOf } from './environment.ts'

/** `--set a=b,c=d` in a command: the pairs, and what to remove when none is left. */
export interface SetPairs {
  readonly container: WordList
  readonly variables: readonly Variable[]
  readonly chain: readonly Link[]
}

const SET_FLAG = /^--set(?:-string|-json)?$/

export function setPairs(command: Command, text: string): SetPairs[] {
  const found: SetPairs[] = []
  for (const [index, word] of command.words.entries()) {
    const equals = word.source.indexOf('=')
    const joined = equals > 0 && SET_FLAG.test(word.source.slice(0, equals))
    const pairs = joined ? word : SET_FLAG.test(word.source) ? command.words[index + 1] : undefined
    if (pairs === undefined) continue
    const said = saidBy(pairs, joined ? equals + 1 : 0, text)
    found.push(pairsOf(said.text, said.start, pairs, removable(word, pairs)))
  }
  return found
}

/** A word's characters from some offset on, as they are written: quotes inside are theirs, quotes around are not. */
function saidBy({ source, span }: Word, from: number, text: string): { text: string; start: number } {
  const said = source.slice(from)
  const start = text.indexOf(said, span.start)
  if (start !== -1 && start + said.length <= span.end) return { text: said, start }
  const raw = text.slice(span.start, span.end)
  const after = from === 0 ? 0 : raw.indexOf('=') + 1
  return { text: raw.slice(after), start: span.start + after }
}

/** The list of the command's words in which the flag and its pairs are one member. */
function removable(flag: Word, pairs: Word): readonly Link[] {
  const members = flag.list.members.flatMap((word) =>
    word === pairs && pairs !== flag
      ? []
      : [word === flag ? { span: { start: flag.span.start, end: pairs.span.end } } : word],
  )
  const index = members.findIndex((member) => member.span.start === flag.span.start)
  return [{ list: { members, layout: flag.list.layout }, index }]
}

function pairsOf(said: string, start: number, word: Word, chain: readonly Link[]): SetPairs {
  const layout: Layout = { kind: 'inline', open: start, close: start + said.length, separator: ',', tight: true }
  const variables: Variable[] = []
  const members: { span: { start: number; end: number } }[] = []
  let at = start
  for (const pair of said.split(/(?<!\\),/)) {
    const span = { start: at, end: at + pair.length }
    const name = /^(?:\$\{\w+\}|\$\w+)?(?:kuma\.)?([^=]*)=/.exec(pair)
    if (name?.[1] !== undefined) variables.push(variableOf(pair, name, span, members.length, word))
    members.push({ span })
    at = span.end + 1
  }
  return { container: { members, layout }, variables, chain }
}

function variableOf(
  pair: string,
  match: RegExpExecArray,
  span: { start: number; end: number },
  index: number,
  word: Word,
): Variable {
  const equals = match[0].length - 1
  const name = match[1] ?? ''
  const nameStart = span.start + equals - name.length
  const written = pair.slice(equals + 1)
  const quotes = /^(["'])[^"'\\]*\1$/.test(written) ? 1 : 0
  const text = written.slice(quotes, written.length - quotes)
  const literal = (word.value !== undefined || !text.includes('$')) && !/["'\\]/.test(text)
  const node: ScalarNode = {
    type: 'scalar',
    span,
    value: literal ? text : undefined,
    write: () => undefined,
    embedded: () => undefined,
  }
  return {
    name,
    index,
    nameSpan: { start: nameStart, end: span.start + equals },
    writeName: (wanted) => wanted,
    value: partOf(node, text, { start: span.start + equals + 1 + quotes, end: span.end - quotes }),
  }
}
