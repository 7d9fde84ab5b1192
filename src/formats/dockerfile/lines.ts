import type { Problem } from '../../format.ts'
import { lineEnd, type Span, slice } from '../../text.ts'

/** `RUN …` with the lines it goes on in. */
export interface Instruction {
  readonly name: string
  /** Where it starts, `ONBUILD` included. */
  readonly start: number
  /** What follows the name, line by line, without the escapes that join lines and without comments. */
  readonly runs: readonly Span[]
  readonly heredocs: readonly Heredoc[]
}

interface Heredoc {
  readonly name: string
  /** `<<-`: the tabs its lines start with are not its own. */
  readonly dashed: boolean
  readonly body: Span
}

export interface Dockerfile {
  /** The backslash, or what the file says instead. */
  readonly escaper: string
  readonly instructions: readonly Instruction[]
  readonly problems: readonly Problem[]
}

const NAMES = new Set(
  'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR'.split(
    ' ',
  ),
)

export function readInstructions(text: string): Dockerfile {
  const escaper = escapeOf(text)
  const instructions: Instruction[] = []
  const problems: Problem[] = []
  for (let at = 0; at < text.length;) {
    const end = lineEnd(text, at)
    // A template's own line is none of the file.
    if (/^[ \t]*(?:#|\{\{|\{%|<%|$)/.test(text.slice(at, end))) {
      at = nextLine(text, end)
      continue
    }
    const { runs, last } = readRuns(text, at, escaper)
    const head = headOf(text, runs)
    at = nextLine(text, last)
    if (head === undefined) {
      problems.push({ offset: runs[0]?.start ?? at, message: 'the line is no instruction' })
      continue
    }
    const bodies = /^(?:RUN|COPY|ADD)$/.test(head.name) ? readHeredocs(text, head.runs, at) : { heredocs: [], end: at }
    instructions.push({ ...head, heredocs: bodies.heredocs })
    at = bodies.end
    if (bodies.open !== undefined) problems.push({ offset: bodies.open, message: 'the heredoc is not closed' })
  }
  return { escaper, instructions, problems }
}

export function nextLine(text: string, from: number): number {
  const at = text.indexOf('\n', from)
  return at === -1 ? text.length : at + 1
}

/** `# escape=` counts only in the lines of directives at the top. */
function escapeOf(text: string): string {
  for (let at = 0; at < text.length; at = nextLine(text, at)) {
    const match = /^[ \t]*#[ \t]*(\w+)[ \t]*=[ \t]*(\S*)/.exec(text.slice(at, lineEnd(text, at)))
    if (match === null) return '\\'
    if (match[1]?.toLowerCase() === 'escape') return match[2] === '`' ? '`' : '\\'
  }
  return '\\'
}

/** The lines of one instruction; comments and empty lines among them are left out. */
function readRuns(text: string, at: number, escaper: string): { runs: Span[]; last: number } {
  const runs: Span[] = []
  let start = at
  for (;;) {
    const end = lineEnd(text, start)
    const joins = joinAt(text, start, end, escaper)
    runs.push({ start, end: joins ?? end })
    if (joins === undefined) return { runs, last: end }
    let last = end
    do {
      start = nextLine(text, last)
      if (start >= text.length) return { runs, last: text.length }
      last = lineEnd(text, start)
    } while (/^[ \t]*(?:#|$)/.test(text.slice(start, last)))
  }
}

/** Where the escape that joins a line to the next stands: blanks may follow it, another escape not come before. */
function joinAt(text: string, start: number, end: number, escaper: string): number | undefined {
  let at = end - 1
  while (at >= start && (text[at] === ' ' || text[at] === '\t')) at--
  return at >= start && text[at] === escaper && (at === start || text[at - 1] !== escaper) ? at : undefined
}

function headOf(text: string, runs: readonly Span[], nested = false): Omit<Instruction, 'heredocs'> | undefined {
  const [first, ...rest] = runs
  if (first === undefined) return undefined
  const match = /^([ \t]*)([A-Za-z]+)(?=[ \t]|$)[ \t]*/.exec(slice(text, first))
  const name = match?.[2]?.toUpperCase()
  if (match === null || name === undefined || !NAMES.has(name)) return undefined
  const left = [{ start: first.start + match[0].length, end: first.end }, ...rest]
  const start = first.start + (match[1]?.length ?? 0)
  if (name !== 'ONBUILD' || nested) return { name, start, runs: left }
  const inside = headOf(text, left, true)
  return inside === undefined ? undefined : { ...inside, start }
}

interface Bodies {
  readonly heredocs: readonly Heredoc[]
  /** Where the next instruction may start. */
  readonly end: number
  /** Where one is opened that nothing closes: all that follows is in it. */
  readonly open?: number
}

/** `<<EOF`, `<<-"EOF"`: as many bodies follow as are opened. */
function readHeredocs(text: string, runs: readonly Span[], from: number): Bodies {
  const heredocs: Heredoc[] = []
  let end = from
  for (const run of runs) {
    for (const match of slice(text, run).matchAll(/(?<!<)<<(-?)(["']?)([A-Za-z_][\w.]*)\2(?=[\s<>|&;]|$)/g)) {
      const name = match[3] ?? ''
      const body = bodyOf(text, end, name, match[1] === '-')
      if (body === undefined) return { heredocs: [], end: text.length, open: run.start + match.index }
      heredocs.push({ name, dashed: match[1] === '-', body })
      end = nextLine(text, body.end)
    }
  }
  return { heredocs, end }
}

function bodyOf(text: string, from: number, name: string, dashed: boolean): Span | undefined {
  for (let at = from; at < text.length; at = nextLine(text, at)) {
    const line = text.slice(at, lineEnd(text, at))
    if ((dashed ? line.replace(/^\t+/, '') : line) === name) return { start: from, end: at }
  }
  return undefined
}
