import type { Assignment as AssignmentNode, Command as CommandNode, Word as WordNode } from 'unbash'
import type { Command, Word, WordList } from '../../format.ts'
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
  const members: Word[] = []
  const list: WordList = { members, layout: inlineLayout(view, nodes) }
  const words = nodes.map((each) => {
    const spelling = each.type === 'Word' ? spellWord(view, each) : spellAssignment(view, each)
    const word = wordOf(spelling, list, quoting)
    members.push(word)
    return { node: each, spelling, word }
  })
  return { node, words, command: { span: spanIn(view, node), words: members } }
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
