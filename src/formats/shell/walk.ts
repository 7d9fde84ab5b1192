import {
  type ArrayValue,
  type CommandExpansionPart,
  type Command as CommandNode,
  forEachChild,
  type ParsedScript,
  type Pipeline,
  type Redirection,
  type SyntaxNode,
} from 'unbash'
import type { Command, Inner, Problem } from '../../format.ts'
import type { Span } from '../../text.ts'
import type { MapNode } from '../../tree.ts'
import { Block, declares } from './assignments.ts'
import { readArray, readCommand } from './commands.ts'
import { heredocsOf } from './heredocs.ts'
import { innerWords, scriptsOf } from './inner.ts'
import { shellQuoting } from './quoting.ts'
import { type Quoting, trace } from './spelling.ts'
import { startIn, type View } from './view.ts'
import { spellBackticks } from './words.ts'

/** What was found in a script, in offsets of the text it was cut from. */
export interface Script {
  readonly roots: readonly MapNode[]
  readonly commands: readonly Command[]
  readonly inner: readonly Inner[]
  readonly problems: readonly Problem[]
}

/** A node of the parser on the way through the tree. */
interface Visit {
  readonly node: SyntaxNode
  readonly block: Block
  /** The commands of the pipeline around; empty outside of one. */
  readonly pipeline: readonly CommandNode[]
  /** The node is a statement by itself. */
  readonly alone: boolean
}

/** Goes through the parser's tree without recursion, so that no nesting is too deep. */
export class Walk {
  private readonly commands: Command[] = []
  private readonly inner: Inner[] = []
  private readonly problems: Problem[] = []
  private readonly blocks: Block[] = []
  private readonly stack: Visit[] = []
  /** What is read as a text of its own. */
  private readonly skipped = new Set<SyntaxNode>()
  private readonly view: View
  private readonly quoting: Quoting

  constructor(view: View) {
    this.view = view
    this.quoting = shellQuoting(view.encode)
  }

  run(script: ParsedScript): void {
    this.stack.push({ node: script, block: this.block(undefined), pipeline: [], alone: false })
    for (let visit = this.stack.pop(); visit !== undefined; visit = this.stack.pop()) {
      if (!this.skipped.has(visit.node)) this.visit(visit)
    }
  }

  finish(): Script {
    const roots = this.blocks.flatMap((block) => block.finish())
    return {
      roots: sorted(roots, (root) => root.span),
      commands: sorted(this.commands, (command) => command.span),
      inner: sorted(this.inner, (inner) => inner.embedded.span),
      problems: this.problems.sort((a, b) => a.offset - b.offset),
    }
  }

  /** @param statements how many stand in it, where it needs one */
  private block(statements: number | undefined): Block {
    const block = new Block(this.view, this.quoting, statements)
    this.blocks.push(block)
    return block
  }

  private visit(visit: Visit): void {
    const { node } = visit
    // Its offsets are those of a text that the parser made.
    if (node.type === 'Script' && node.source !== undefined) return
    this.read(visit)
    const isBlock = node.type === 'Script' || node.type === 'CompoundList'
    const block = isBlock ? this.block(node.type === 'CompoundList' ? node.commands.length : undefined) : visit.block
    const pipeline = isBlock ? [] : node.type === 'Pipeline' ? commandsOf(node) : visit.pipeline
    const children: SyntaxNode[] = []
    forEachChild(node, (child) => children.push(child))
    for (const child of children.toReversed()) {
      this.stack.push({ node: child, block, pipeline, alone: node.type === 'Statement' })
    }
  }

  private read(visit: Visit): void {
    const { node } = visit
    if (node.type === 'Command') this.command(node, visit)
    else if (node.type === 'Redirected') this.heredocs(node.redirects, [])
    else if (node.type === 'ArrayValue') this.array(node, visit)
    else if (node.type === 'CommandExpansion') this.backticks(node)
    else if (node.type === 'Script') {
      for (const { pos, message } of node.errors ?? []) {
        this.problems.push({ offset: startIn(this.view, pos), message })
      }
    }
  }

  private command(node: CommandNode, { block, pipeline, alone }: Visit): void {
    const reading = readCommand(this.view, node, this.quoting)
    const at = pipeline.indexOf(node)
    this.heredocs(node.redirects, at === -1 ? [node] : pipeline.slice(at, at + 8))
    if (reading === undefined) {
      block.statement(node, undefined, alone)
      return
    }
    this.commands.push(reading.command)
    const scripts = scriptsOf(reading.words)
    for (const script of scripts) this.skipped.add(script.node)
    this.inner.push(...innerWords(this.view, reading, scripts, this.quoting))
    block.inline(node, reading)
    if (declares(reading)) block.statement(node, reading, alone)
    else block.words(reading)
  }

  /** `args=(--set a=b)`: words that some command is given. */
  private array(node: ArrayValue, { block }: Visit): void {
    const reading = readArray(this.view, node, this.quoting)
    if (reading === undefined) return
    this.commands.push(reading.command)
    block.words(reading)
  }

  private heredocs(redirects: readonly Redirection[], pipeline: readonly CommandNode[]): void {
    for (const { node, inner } of heredocsOf(this.view, redirects, pipeline)) {
      this.inner.push(inner)
      if (inner.name.endsWith('.sh')) this.skipped.add(node.body)
    }
  }

  /** A script between backticks with escapes in it: to be read as a text of its own. */
  private backticks(node: CommandExpansionPart): void {
    const spelling = node.script?.source === undefined ? undefined : spellBackticks(this.view, node)
    if (spelling !== undefined) this.inner.push({ name: 'script.sh', embedded: trace(spelling, this.quoting) })
  }
}

function commandsOf(pipeline: Pipeline): CommandNode[] {
  return pipeline.commands.filter((each) => each.type === 'Command')
}

function sorted<T>(list: readonly T[], spanOf: (item: T) => Span): T[] {
  return [...list].sort((a, b) => spanOf(a).start - spanOf(b).start || spanOf(b).end - spanOf(a).end)
}
