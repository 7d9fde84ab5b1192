import { cut, type Embedded } from '../embedded.ts'
import type { Command, Word, WordList } from '../format.ts'
import type { Link } from '../removal.ts'
import type { Span } from '../text.ts'
import type { Layout, ScalarNode } from '../tree.ts'
import type { Variable } from '../views/home.ts'
import { partOf } from './environment.ts'
import { isTree, jsonPairsIn } from './json-pairs.ts'

/** `--set a=b,c=d` in a command: the pairs, and what to remove when none is left. */
export interface SetPairs {
  readonly container: WordList
  readonly variables: readonly Variable[]
  readonly chain: readonly Link[]
  /** Pairs whose value is a text of its own: `--set-json 'a={"b":"c"}'`. */
  readonly texts: readonly Embedded[]
}

const SET_FLAG = /^--set(?:-string|-json)?$/

export function setPairs(command: Command, text: string): SetPairs[] {
  const found: SetPairs[] = []
  for (const [index, word] of command.words.entries()) {
    const equals = word.source.indexOf('=')
    const joined = equals > 0 && SET_FLAG.test(word.source.slice(0, equals))
    const pairs = joined ? word : SET_FLAG.test(word.source) ? command.words[index + 1] : undefined
    if (pairs === undefined) continue
    const from = joined ? equals + 1 : 0
    const chain = removable(word, pairs)
    found.push(
      word.source.startsWith('--set-json') ? jsonPairsOf(pairs, from, text, chain) : pairsOf(pairs, from, text, chain),
    )
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

function pairsOf(word: Word, from: number, text: string, chain: readonly Link[]): SetPairs {
  const said = saidBy(word, from, text)
  const spans: Span[] = []
  let start = 0
  for (const pair of said.text.split(/(?<!\\),/)) {
    spans.push({ start, end: start + pair.length })
    start += pair.length + 1
  }
  return { ...variablesAt(said, spans, word), chain, texts: [] }
}

/** Values with parts of their own are texts, and so are all where quotes are written otherwise than they are read. */
function jsonPairsOf(word: Word, from: number, text: string, chain: readonly Link[]): SetPairs {
  const said = saidBy(word, from, text)
  const source = word.source.slice(from)
  const embedded = word.embedded()
  const isPlain = embedded === undefined || said.text === source
  const pairs = jsonPairsIn(isPlain ? said.text : source)
  const isText = ({ start, end }: Span): boolean => !isPlain || isTree(source.slice(start, end))
  const { container, variables } = variablesAt(said, isPlain ? pairs : [], word)
  if (embedded === undefined) return { container, variables, chain, texts: [] }
  const texts = pairs.filter(isText).map(({ start, end }) => cut(embedded, from + start, from + end))
  const isRead = ({ index }: Variable): boolean => pairs.slice(index, index + 1).some(isText)
  return { container, variables: variables.filter((variable) => !isRead(variable)), chain, texts }
}

/** The pairs at these places of what is said. */
function variablesAt(
  said: { text: string; start: number },
  pairs: readonly Span[],
  word: Word,
): Pick<SetPairs, 'container' | 'variables'> {
  const layout: Layout = {
    kind: 'inline',
    open: said.start,
    close: said.start + said.text.length,
    separator: ',',
    tight: true,
  }
  const members = pairs.map(({ start, end }) => ({ span: { start: said.start + start, end: said.start + end } }))
  const variables = members.flatMap(({ span }, index) => {
    const pair = said.text.slice(span.start - said.start, span.end - said.start)
    const name = /^(?:\$\{\w+\}|\$\w+)?(?:kuma\.)?([^=]*)=/.exec(pair)
    return name?.[1] === undefined ? [] : [variableOf(pair, name, span, index, word)]
  })
  return { container: { members, layout }, variables }
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
