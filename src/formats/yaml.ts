import { Composer, Parser } from 'yaml'
import { embed } from '../embedded.ts'
import type { Format, Inner, Parsed, Problem } from '../format.ts'
import { meets } from '../text.ts'
import type { Node } from '../tree.ts'
import { tooMany } from './bounds.ts'
import { type Masked, maskTemplate } from './template/mask.ts'
import { placeholdersOf, type Token, tokensOf } from './template/tokens.ts'
import { withoutComments } from './yaml/comments.ts'
import { isTooDeep } from './yaml/depth.ts'
import { Reader } from './yaml/reader.ts'

/** YAML, and JSON with it: streams of documents, in every style, with template expressions painted over. */
export const yaml: Format = {
  id: 'yaml',
  parse(text, like): Parsed {
    const isStream = like === undefined ? text.length > STREAM : like.inner.length > 0
    const documents = isStream ? cutStream(text) : []
    if (documents.length > 1) return { format: 'yaml', roots: [], problems: [], commands: [], inner: documents }
    if (text.length > LIMIT) return parsed([], [{ offset: 0, message: 'a single document of more than 4 MB' }])
    const many = tooMany(text, 'values')
    if (many !== undefined) return parsed([], [many])
    if (isTooDeep(text)) return parsed([], [TOO_DEEP])
    const read = parseWays(text, maskTemplate(text))
    if (read.problems.length === 0) return read
    // Braces that are no template: the text as it stands parses. Or it has places for text of another kind.
    const raw = parseWays(text, [{ text, tokens: [], writers: [] }])
    if (raw.problems.length === 0) return raw
    const loose = parseWays(text, maskTemplate(text, merge(tokensOf(text), placeholdersOf(text))))
    if (loose.problems.length === 0) return loose
    const apart = cutStream(text)
    return apart.length > 1 ? { ...read, roots: [], problems: [], inner: apart } : read
  },
}

function parseWays(text: string, ways: readonly Masked[]): Parsed {
  try {
    const each = ways.map((way) => parseMasked(text, { ...way, text: withoutComments(way.text) }))
    return parsed(
      each.flatMap((way) => way.roots),
      each.flatMap((way) => way.problems),
    )
  } catch (error) {
    // Some things nest without brackets or indentation, such as pairs that only a lone CR parts.
    if (error instanceof RangeError) return parsed([], [TOO_DEEP])
    throw error
  }
}

const TOO_DEEP = { offset: 0, message: 'nested too deeply to be read' }

/** Those of the second list that lie in none of the first. */
function merge(tokens: readonly Token[], more: readonly Token[]): Token[] {
  const isTaken = meets(tokens)
  return [...tokens, ...more.filter((token) => !isTaken(token))].sort((a, b) => a.start - b.start)
}

/** The parser takes some 300 bytes of memory for each of text, and a second for 4 MB: hand-written configuration is far smaller. */
const LIMIT = 4_000_000

function parseMasked(text: string, masked: Masked): Parsed {
  const problems: Problem[] = []
  const roots: Node[] = []
  const composer = new Composer({
    keepSourceTokens: true,
    uniqueKeys: false,
    logLevel: 'silent',
    strict: false,
  })
  for (const document of composer.compose(new Parser().parse(masked.text), true, masked.text.length)) {
    problems.push(...document.errors.map((error) => ({ offset: error.pos[0], message: firstLine(error.message) })))
    if (document.contents !== null) roots.push(new Reader(text, masked, document).root(document.contents))
  }
  return parsed(roots, problems)
}

function parsed(roots: readonly Node[], problems: readonly Problem[]): Parsed {
  return { format: 'yaml', roots, problems, commands: [], inner: [] }
}

function firstLine(message: string): string {
  return message.split(/ at line \d+|\n/)[0] ?? message
}

/**
 * Streams larger than this are read document by document, so that only those that matter are parsed at all; so are those of which
 * some document does not parse.
 */
const STREAM = 32_768

/**
 * The documents of a stream, each with its `---`. At column 0 the marker ends a document wherever it stands (YAML 1.2, 9.1.2).
 * Directives and `...` leave the stream whole.
 */
function cutStream(text: string): Inner[] {
  if (/^(?:%|\.\.\.\s)/m.test(text)) return []
  const starts = [0]
  for (let at = text.indexOf('\n---'); at !== -1; at = text.indexOf('\n---', at + 1)) {
    if (/\s/.test(text[at + 4] ?? '\n')) starts.push(at + 1)
  }
  return starts.map((start, index) => {
    const end = starts[index + 1] ?? text.length
    const segments = [{ inner: 0, outer: start, length: end - start }]
    return {
      name: 'document.yaml',
      embedded: embed(text.slice(start, end), { start, end }, segments, (added) => added),
    }
  })
}
