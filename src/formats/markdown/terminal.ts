import type { Line } from '../lines.ts'

/** A line of a command that was typed: its content starts behind the prompt. */
export interface TypedLine extends Line {
  /** Nothing of the command follows: what is put after this line is a command of its own and needs a prompt. */
  readonly last: boolean
}

/**
 * The lines of a terminal session that were typed, without their prompts; output is left out. `# ` is a root's prompt only where
 * nothing has the prompt `$ `: it would be a comment there.
 */
export function typedLines(text: string, lines: readonly Line[]): TypedLine[] {
  const source = lines.map((line) => text.slice(line.content, line.end))
  const prompt = source.some((line) => line.startsWith('$ ')) ? '$ ' : '# '
  const typed: TypedLine[] = []
  for (let index = 0; index < lines.length; index++) {
    if (!source[index]?.startsWith(prompt)) continue
    const last = lastLine(source, index)
    const quoted = source[index + 1]?.startsWith('> ') === true
    for (let at = index; at <= last; at++) {
      const line = lines[at]
      if (line === undefined) break
      const cut = at === index || (quoted && source[at]?.startsWith('> ')) ? 2 : 0
      typed.push({ ...line, content: line.content + cut, last: at === last })
    }
    index = last
  }
  return typed
}

/** How far the end of a command is looked for. */
const MAX_LINES = 1000

interface Reading {
  quote: '' | "'" | '"'
  /** A backslash stands before the line break. */
  joined: boolean
  /** What ends the here-documents that the line starts. */
  readonly documents: string[]
}

/** The index of the line on which a command ends; the same line where its quotes or here-documents are not closed. */
function lastLine(source: readonly string[], first: number): number {
  const reading: Reading = { quote: '', joined: false, documents: [] }
  for (let index = first; index < Math.min(source.length, first + MAX_LINES); index++) {
    const line = source[index] ?? ''
    if (index > first && line.startsWith('$ ')) return first
    const [document] = reading.documents
    if (document !== undefined && !reading.joined && reading.quote === '' && index > first) {
      if (line.replace(/^> /, '').trim() !== document) continue
      reading.documents.shift()
    } else readLine(reading, index === first ? line.slice(2) : line)
    if (reading.quote === '' && !reading.joined && reading.documents.length === 0) return index
  }
  return first
}

function readLine(reading: Reading, line: string): void {
  reading.joined = false
  for (let at = 0; at < line.length; at++) {
    const character = line[at]
    if (reading.quote !== "'" && character === '\\') {
      reading.joined = at === line.length - 1
      at++
    } else if (reading.quote !== '') {
      if (character === reading.quote) reading.quote = ''
    } else if (character === "'" || character === '"') reading.quote = character
    else if (character === '#' && /^\s?$/.test(line[at - 1] ?? '')) return
    else if (line.startsWith('<<', at) && line[at + 2] !== '<' && line[at - 1] !== '<') {
      const word = /^-?[ \t]*["'\\]?([\w.-]+)/.exec(line.slice(at + 2, at + 202))?.[1]
      if (word !== undefined) reading.documents.push(word)
    }
  }
}
