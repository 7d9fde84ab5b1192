import { partitionPoint } from '../../sorted.ts'
import type { Edit, Span } from '../../text.ts'
import { type Token, tokensOf } from './tokens.ts'

/** What stands between two expressions that open, part or close a block: one branch of a condition, the body of a loop. */
export interface Branch extends Span {
  /** The branches of one condition have the same. */
  readonly block: number
  /** The branch around; undefined: there is none. */
  readonly parent: Branch | undefined
}

/** The branches of a text's blocks, in the order in which they start. What is not closed goes to the end. */
export function branchesOf(text: string, tokens: readonly Token[]): Branch[] {
  const branches: { start: number; end: number; block: number; parent: Branch | undefined }[] = []
  const open: (typeof branches)[number][] = []
  const start = (block: number, at: number): void => {
    const branch = { start: at, end: text.length, block, parent: open.at(-1) }
    branches.push(branch)
    open.push(branch)
  }
  for (const [index, token] of tokens.entries()) {
    if (token.role === 'opens') start(index, token.end)
    if (token.role !== 'parts' && token.role !== 'closes') continue
    const last = open.pop()
    if (last === undefined) continue
    last.end = token.start
    if (token.role === 'parts') start(last.block, token.end)
  }
  return branches
}

/** The innermost branch that an offset lies in. */
function branchAt(branches: readonly Branch[], offset: number): Branch | undefined {
  let branch = branches[partitionPoint(branches, ({ start }) => start <= offset) - 1]
  while (branch !== undefined && branch.end < offset) branch = branch.parent
  return branch
}

/** Names of files in which braces are no template's. */
const HAVE_BRACES = /\.(?:[mc]?[jt]s|[jt]sx|tf|tfvars|hcl|nomad|go)$/i

interface Named {
  readonly name: string
  readonly text: string
}

interface Read {
  readonly tokens: readonly Token[]
  readonly branches: readonly Branch[]
}

const reads = new WeakMap<Named, Read>()

/** Many edits are asked about in one text. */
function read(source: Named): Read {
  const known = reads.get(source)
  if (known !== undefined) return known
  const tokens = HAVE_BRACES.test(source.name) ? [] : tokensOf(source.text)
  const found = { tokens, branches: branchesOf(source.text, tokens) }
  reads.set(source, found)
  return found
}

/**
 * Why edits that belong together must not be made in a template: they would cut an expression, take out a part of a block, or carry
 * something out of the branch it stands in. Undefined: they may be made.
 */
export function tears(source: Named, edits: readonly Edit[]): string | undefined {
  const { tokens, branches } = read(source)
  if (tokens.length === 0) return undefined
  const isCut = ({ start, end }: Edit): boolean =>
    tokens.some((token) => token.start < end && start < token.end && !(start <= token.start && token.end <= end))
  if (edits.some(isCut)) return 'a template expression stands there'
  const places = edits.map(({ start, end }) => [branchAt(branches, start), branchAt(branches, end)] as const)
  if (places.some(([start, end]) => start !== end)) return "a template's condition starts or ends there"
  const added = edits.findIndex(({ start, end }) => start === end)
  const elsewhere = added !== -1 && places.some(([branch]) => branch !== places[added]?.[0])
  return elsewhere ? "it stands under a template's condition" : undefined
}
