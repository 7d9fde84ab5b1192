import type { Format, Inner, Parsed } from '../format.ts'
import type { Node } from '../tree.ts'
import { type Reading, readCall, readNode } from './javascript/nodes.ts'
import { type Ast, findNodes, isProblem } from './javascript/parse.ts'
import { isQuote, type Quote } from './javascript/strings.ts'
import { javascriptSyntax } from './javascript/syntax.ts'
import { contentOf } from './markdown/names.ts'

const LITERALS = new Set(['ObjectExpression', 'ArrayExpression'])
const CALLS = new Set(['CallExpression', 'OptionalCallExpression', 'NewExpression'])
const STRINGS = new Set(['StringLiteral', 'TemplateLiteral'])

function isWanted({ type }: Ast): boolean {
  return LITERALS.has(type) || CALLS.has(type) || STRINGS.has(type)
}

/**
 * JavaScript and TypeScript, with JSX and Flow too. The roots are the outermost object and array literals, and calls that set a
 * variable of Kuma; inner texts are strings elsewhere that look like a manifest or a command.
 */
export const javascript: Format = {
  id: 'javascript',
  parse(text) {
    const found = findNodes(text, isWanted)
    const parsed: Parsed = { format: 'javascript', roots: [], commands: [], inner: [], problems: [] }
    if (isProblem(found)) return { ...parsed, problems: [found] }
    const quote = firstQuote(text, found)
    const reading: Reading = { text, quote, syntax: javascriptSyntax(text, quote), claimed: new Set() }
    return { ...parsed, ...readAll(reading, found) }
  },
}

function firstQuote(text: string, found: readonly Ast[]): Quote {
  const quote = text[found.find(({ type }) => type === 'StringLiteral')?.start ?? -1]
  return isQuote(quote) ? quote : "'"
}

function readAll(reading: Reading, found: readonly Ast[]) {
  const roots: Node[] = []
  const inner: Inner[] = []
  for (const ast of found) {
    if (CALLS.has(ast.type)) {
      const call = readCall(reading, ast)
      if (call !== undefined) roots.push(call)
    } else if (!reading.claimed.has(ast)) {
      if (LITERALS.has(ast.type)) roots.push(readNode(reading, ast))
      else inner.push(...innerOf(reading, ast))
    }
  }
  return { roots, inner }
}

function innerOf(reading: Reading, ast: Ast): Inner[] {
  const node = readNode(reading, ast)
  const embedded = node.type === 'scalar' ? node.embedded() : undefined
  if (embedded === undefined) return []
  const { name } = contentOf('', embedded.text)
  const sure = name === 'fence.sh' || (name === 'fence.yaml' && embedded.text.includes('\n'))
  return sure ? [{ name, embedded }] : []
}
