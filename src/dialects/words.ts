import type { Command, Word, WordList } from '../format.ts'
import type { Link } from '../removal.ts'
import {
  entryOf,
  type Layout,
  type ListNode,
  type MapNode,
  type Node,
  resolve,
  type ScalarNode,
  stringAt,
} from '../tree.ts'
import type { Variable } from '../views/home.ts'
import { partOf } from './environment.ts'

/** Keys under which a command line stands as a list of words, in the order they are run. */
const COMMAND_KEYS = ['entrypoint', 'entryPoint', 'EntryPoint', 'command', 'Command', 'args', 'cmd', 'argv']

/** Programs that images of Kuma's run when only arguments are given (Kuma `tools/releases/dockerfiles`). */
const IMAGE_PROGRAMS: { readonly [image: string]: string } = {
  'kuma-cp': 'kuma-cp',
  'kuma-dp': 'kuma-dp',
  kumactl: 'kumactl',
  'kuma-init': 'kumactl',
}

/** The command line of a container or task: its lists of words one after the other. */
export function commandOfMap(map: MapNode): Command | undefined {
  const words = COMMAND_KEYS.flatMap((key) => wordsOfNode(entryOf(map, key)?.value))
  const first = words[0]
  if (first === undefined) return undefined
  const program = programOf(stringAt(map, 'image') ?? stringAt(map, 'Image'))
  const known = words.some((word) => /(?:^|\/)(?:kumactl|kuma-dp|kuma-cp)$/.test(word.source))
  const named = program === undefined || known ? words : [imageWord(program, first), ...words]
  return { span: { start: first.span.start, end: words.at(-1)?.span.end ?? first.span.end }, words: named }
}

function programOf(image: string | undefined): string | undefined {
  const name = image?.slice(image.lastIndexOf('/') + 1).replace(/[:@].*$/, '')
  return name === undefined ? undefined : IMAGE_PROGRAMS[name]
}

/** The program that an image stands for: a word that is read and never edited. */
function imageWord(program: string, next: Word): Word {
  const at = { start: next.span.start, end: next.span.start }
  const list: WordList = { members: [], layout: { kind: 'fixed', because: 'it is the image that names the program' } }
  return { span: at, value: program, source: program, write: () => undefined, list }
}

/** Keys under which services of compose and tasks of ECS stand. */
const SERVICE_KEYS = ['services', 'containerDefinitions', 'ContainerDefinitions', 'container_definitions']

/**
 * The words that a service gives to an image which runs kumactl, where they begin with a program all the same. The image stands
 * for kumactl, and its own name is what the word says.
 * @param chain the containers around the map.
 */
export function runOfService(map: MapNode, chain: readonly Link[]): Command | undefined {
  const around = chain[1]?.list.members[chain[1].index]
  if (around === undefined || !('key' in around) || !SERVICE_KEYS.includes(String(around.key))) return undefined
  const image = sourceAt(map, 'image') ?? sourceAt(map, 'Image')
  const isPlain = !COMMAND_KEYS.slice(0, 3).some((key) => entryOf(map, key) !== undefined)
  const command = entryOf(map, 'command')?.value ?? entryOf(map, 'Command')?.value
  const words = [...wordsOfNode(command), ...wordsOfText(command)]
  const [first] = words
  if (image === undefined || !isPlain || !/(?:^|\/)kumactl(?:[:@]|$)/.test(image)) return undefined
  if (first === undefined || !/(?:^|\/)(?:kumactl|sh|bash|ash)$/.test(first.source)) return undefined
  return { span: first.span, words: [{ ...imageWord('kumactl', first), source: image }, ...words] }
}

function sourceAt(map: MapNode, key: string): string | undefined {
  const node = entryOf(map, key)?.value
  return node?.type === 'scalar' ? node.embedded()?.text : undefined
}

/** A command line in one string, as far as it is plain words. */
function wordsOfText(node: Node | undefined): Word[] {
  const embedded = node?.type === 'scalar' ? node.embedded() : undefined
  if (embedded === undefined || !/^[\w./:@%+=, -]+$/.test(embedded.text)) return []
  const words: Word[] = []
  const layout: Layout = { kind: 'inline', open: embedded.span.start, close: embedded.span.end, separator: ' ' }
  for (const match of embedded.text.matchAll(/[^ ]+/g)) {
    const [source] = match
    const start = embedded.outerOffset(match.index)
    const span = { start, end: start + source.length }
    words.push({ span, value: source, source, write: () => undefined, list: { members: words, layout } })
  }
  return words
}

export function wordsOfNode(node: Node | undefined): Word[] {
  const list = resolve(node)
  return list?.type === 'list' ? wordsOfList(list) : []
}

function wordsOfList(list: ListNode): Word[] {
  const words: Word[] = []
  const own: WordList = { members: words, layout: list.layout }
  const all = list.members.map((item) => (item.value.type === 'scalar' ? wordOf(item.value, own) : undefined))
  if (all.some((word) => word === undefined)) return []
  words.push(...all.filter((word) => word !== undefined))
  return words
}

function wordOf(node: ScalarNode, list: WordList): Word {
  const value = node.value === undefined ? undefined : String(node.value)
  const source = node.embedded()?.text ?? value ?? ''
  return { span: node.span, value, source, write: (wanted) => node.write(wanted), list }
}

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
