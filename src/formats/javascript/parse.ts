import { createRequire } from 'node:module'
import type { Problem } from '../../format.ts'

/** A node of the syntax tree; its offsets are those of the text that was parsed. */
export interface Ast {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [field: string]: unknown
}

interface Parser {
  parse(text: string): object
}

const require = createRequire(import.meta.url)

/** TypeScript with and without JSX, then Flow and what only scripts allow. */
const PARSERS = ['tsx', 'ts', 'babylon'] as const

const SCRIPT = {
  sourceType: 'script',
  allowAwaitOutsideFunction: true,
  allowImportExportEverywhere: true,
  allowReturnOutsideFunction: true,
  allowSuperOutsideMethod: true,
  plugins: ['flow', 'jsx', 'decorators-legacy', 'exportDefaultFrom'],
}

export function isAst(value: unknown): value is Ast {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value && 'end' in value
}

export function astsIn(value: unknown): Ast[] {
  return Array.isArray(value) ? value.filter(isAst) : []
}

/**
 * The nodes that a filter wants, outer ones first, in the order of the text. The tree is parsed from the text as it is: jscodeshift's
 * own reading of a string shifts offsets at tabs and line breaks, and its paths take ten times what the tree takes.
 */
export function findNodes(text: string, wanted: (node: Ast) => boolean): readonly Ast[] | Problem {
  try {
    const tree = parse(text)
    return 'message' in tree ? tree : nodesIn(tree.root, wanted)
  } catch (error) {
    return problemOf(error)
  }
}

/** What is said a second time: each comment at its neighbours, each token of the text. */
const REPEATED = new Set(['tokens', 'comments', 'leadingComments', 'innerComments', 'trailingComments', 'loc', 'extra'])

function nodesIn(root: object, wanted: (node: Ast) => boolean): Ast[] {
  const found: Ast[] = []
  const open: object[] = [root]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (isAst(node) && wanted(node)) found.push(node)
    const children = Object.entries(node).flatMap(([key, value]) => (REPEATED.has(key) ? [] : childrenIn(value)))
    for (const child of children.sort((a, b) => b.start - a.start || a.end - b.end)) open.push(child)
  }
  return found
}

function childrenIn(value: unknown): Ast[] {
  return isAst(value) ? [value] : astsIn(value)
}

export function isProblem(found: readonly Ast[] | Problem): found is Problem {
  return 'message' in found
}

function parse(text: string): { readonly root: object } | Problem {
  const parserFor: (name: string, options: object) => Parser = require('jscodeshift/src/getParser')
  let problem: Problem = { offset: 0, message: '' }
  for (const name of PARSERS) {
    try {
      return { root: parserFor(name, SCRIPT).parse(text) }
    } catch (error) {
      const found = problemOf(error)
      if (found.offset >= problem.offset) problem = found
    }
  }
  return problem
}

function problemOf(error: unknown): Problem {
  if (error instanceof RangeError) return { offset: 0, message: 'nested too deeply' }
  const offset = error instanceof Error && 'pos' in error && typeof error.pos === 'number' ? error.pos : 0
  const message = error instanceof Error ? error.message.replace(/ \(\d+:\d+\)$/, '') : String(error)
  return { offset, message }
}
