import type { ArrayValue, Assignment as AssignmentNode, Command as CommandNode, Word as WordNode } from 'unbash'
import type { Command, Word, WordList } from '../../format.ts'
import type { Span } from '../../text.ts'
import type { Layout } from '../../tree.ts'
import type { SpelledWord } from './among.ts'
import { literalOf, type Quoting, quoteOf, type Spelling, sourceOf, trace } from './spelling.ts'
import { rowLayout } from './variables.ts'
import { spanIn, type View } from './view.ts'
import { spellAssignment, spellWord } from './words.ts'

/** A word of a command with all that is known about it. */
export interface Spelled extends SpelledWord {
  readonly node: WordNode | AssignmentNode
}

/** A command as the parser saw it, and what was read from it. */
export interface Reading {
  readonly node: CommandNode
  readonly words: readonly Spelled[]
  readonly command: Command
}

/** Words in a row: new ones stand beside them, with the blanks and line continuations that part the others. */
export function inlineLayout(view: View, nodes: readonly { readonly pos: number; readonly end: number }[]): Layout {
  for (const [index, node] of nodes.entries()) {
    const next = nodes[index + 1]
    if (next === undefined || /^(?:[ \t]|\\\n)+$/.test(view.text.slice(node.end, next.pos))) continue
    return { kind: 'fixed', because: 'a redirection stands between the words' }
  }
  return rowLayout(
    view.outer,
    nodes.map((node) => spanIn(view, node)),
  )
}

/** A simple command. Assignments before it and redirections are not among its words. */
export function readCommand(view: View, node: CommandNode, quoting: Quoting): Reading | undefined {
  if (node.name === undefined) return undefined
  const nodes = [node.name, ...node.args]
  return { node, ...readWords(view, nodes, spanIn(view, node), inlineLayout(view, nodes), quoting) }
}

/** The elements of an array: a command's words, or some of them. An empty one has none. */
export function readArray(view: View, node: ArrayValue, quoting: Quoting): Omit<Reading, 'node'> | undefined {
  const { elements } = node
  if (elements.length === 0) return undefined
  const between = elements.map(({ end }, index) => view.text.slice(end, elements[index + 1]?.pos ?? end))
  const spans = elements.map((element) => spanIn(view, element))
  const layout: Layout = between.some((text) => text.includes('#'))
    ? { kind: 'fixed', because: 'a comment stands between the words' }
    : rowLayout(view.outer, spans)
  return readWords(view, elements, spanIn(view, node), layout, quoting)
}

function readWords(
  view: View,
  nodes: readonly Spelled['node'][],
  span: Span,
  layout: Layout,
  quoting: Quoting,
): Omit<Reading, 'node'> {
  const members: Word[] = []
  const list: WordList = { members, layout }
  const words = nodes.map((node) => {
    const spelling = node.type === 'Word' ? spellWord(view, node) : spellAssignment(view, node)
    const word = wordOf(spelling, list, quoting)
    members.push(word)
    return { node, spelling, word }
  })
  return { words, command: { span, words: members } }
}

export function wordOf(spelling: Spelling, list: WordList, quoting: Quoting): Word {
  return {
    span: { start: spelling.start, end: spelling.end },
    value: literalOf(spelling),
    source: sourceOf(spelling),
    embedded: () => trace(spelling, quoting),
    write: (value) => quoting.write(value, quoteOf(spelling)),
    list,
  }
}
