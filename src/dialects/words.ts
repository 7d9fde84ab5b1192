import type { Command, Word, WordList } from '../format.ts'
import type { Link } from '../removal.ts'
import {
  type Entry,
  entryOf,
  type Layout,
  type ListNode,
  type MapNode,
  type Node,
  resolve,
  type ScalarNode,
} from '../tree.ts'

/** Keys under which a command line stands as a list of words, in the order they are run. */
const COMMAND_KEYS = ['entrypoint', 'entryPoint', 'EntryPoint', 'command', 'Command', 'args', 'cmd', 'argv']

/** Programs that images run when only arguments are given (Kuma `tools/releases/dockerfiles`; those of others have its name). */
const IMAGE_PROGRAMS: { readonly [image: string]: string } = {
  helm: 'helm',
  kubectl: 'kubectl',
  'kuma-cp': 'kuma-cp',
  'kuma-dp': 'kuma-dp',
  kumactl: 'kumactl',
  'kuma-init': 'kumactl',
}

/** The command line of a container or task: what its keys say, one after the other. */
export function commandOfMap(map: MapNode): Command | undefined {
  const values = COMMAND_KEYS.flatMap((key) => entryOf(map, key)?.value ?? [])
  const words = values.flatMap((value) => [...wordsOfNode(value), ...wordsOfText(value)])
  const first = words[0]
  if (first === undefined) return undefined
  const program = programOf(entryOf(map, 'image') ?? entryOf(map, 'Image'))
  const known = words.some((word) => /(?:^|\/)(?:kumactl|kuma-dp|kuma-cp|kubectl|helm)$/.test(word.source))
  // A text that says all is read as a script.
  if (values.length === 1 && resolve(values[0])?.type === 'scalar' && (known || program === undefined)) return undefined
  const named = program === undefined || known ? words : [imageWord(program, first), ...words]
  return { span: { start: first.span.start, end: words.at(-1)?.span.end ?? first.span.end }, words: named }
}

/** The registry and the tag may be expressions. */
function programOf(image: Entry | undefined): string | undefined {
  const said = image?.value.type === 'scalar' ? image.value.embedded()?.text : undefined
  const name = /(?:^|\/)(kuma-cp|kuma-dp|kumactl|kuma-init|kubectl|helm)(?:[:@]|$)/.exec(said ?? '')?.[1]
  return name === undefined ? undefined : IMAGE_PROGRAMS[name]
}

/** The program that an image stands for: a word that is read and never edited. */
function imageWord(program: string, next: Word): Word {
  const at = { start: next.span.start, end: next.span.start }
  const list: WordList = { members: [], layout: { kind: 'fixed', because: 'it is the image that names the program' } }
  return { span: at, value: program, source: program, embedded: () => undefined, write: () => undefined, list }
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
  const words = command === undefined ? [] : [...wordsOfNode(command), ...wordsOfText(command)]
  const [first] = words
  if (image === undefined || !isPlain || !/(?:^|\/)kumactl(?:[:@]|$)/.test(image)) return undefined
  if (first === undefined || !/(?:^|\/)(?:kumactl|sh|bash|ash)$/.test(first.source)) return undefined
  return { span: first.span, words: [{ ...imageWord('kumactl', first), source: image }, ...words] }
}

function sourceAt(map: MapNode, key: string): string | undefined {
  const node = entryOf(map, key)?.value
  return node?.type === 'scalar' ? node.embedded()?.text : undefined
}

/** A command line in one string, as far as it is plain words and expansions. */
function wordsOfText(node: Node): Word[] {
  const embedded = node.type === 'scalar' ? node.embedded() : undefined
  if (embedded === undefined || !/^[\w./:@%+=, ${}-]+$/.test(embedded.text)) return []
  const words: Word[] = []
  const layout: Layout = { kind: 'inline', open: embedded.span.start, close: embedded.span.end, separator: ' ' }
  const write = (wanted: string): string | undefined => (/^[\w./:@%+=,-]+$/.test(wanted) ? wanted : undefined)
  for (const match of embedded.text.matchAll(/[^ ]+/g)) {
    const [source] = match
    const start = embedded.outerOffset(match.index)
    const value = /[${]/.test(source) ? undefined : source
    const span = { start, end: start + source.length }
    // Text of another kind needs quotes, and there are none.
    words.push({ span, value, source, embedded: () => undefined, write, list: { members: words, layout } })
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
  const all = list.members.map((item) => (item.value.type === 'scalar' ? wordOf(item.value, own, list) : undefined))
  if (all.some((word) => word === undefined)) return []
  words.push(...all.filter((word) => word !== undefined))
  return words
}

function wordOf(node: ScalarNode, own: WordList, list: ListNode): Word {
  const value = node.value === undefined ? undefined : String(node.value)
  const source = node.embedded()?.text ?? value ?? ''
  // Beside an expression another word is written as the list's others are.
  const write = (wanted: string): string | undefined =>
    value === undefined ? list.syntax.member(undefined, wanted, list, '') : node.write(wanted)
  return { span: node.span, value, source, embedded: () => node.embedded(), write, list: own }
}
