import { blanksAhead, type Cursor, skip, skipBlanks } from './cursor.ts'

/** A block quote, or a list's item with the columns its lines are indented by; `blank` while nothing but its marker was read. */
export type Container = { readonly type: 'quote' } | { readonly type: 'item'; readonly indent: number; blank: boolean }

/** How many of the containers the line continues, and where it goes on. */
export function goOn(containers: readonly Container[], line: string): { depth: number; cursor: Cursor } {
  let cursor: Cursor = { at: 0, column: 0, spare: 0 }
  for (const [depth, container] of containers.entries()) {
    const blanks = blanksAhead(line, cursor)
    const after = skipBlanks(line, cursor, blanks)
    if (container.type === 'quote') {
      if (line[after.at] !== '>') return { depth, cursor }
      cursor = skipBlanks(line, skip(after, 1), 1)
    } else if (after.at === line.length) {
      if (container.blank) return { depth, cursor }
      cursor = skipBlanks(line, cursor, container.indent)
    } else if (blanks >= container.indent) {
      container.blank = false
      cursor = skipBlanks(line, cursor, container.indent)
    } else return { depth, cursor }
  }
  return { depth: containers.length, cursor }
}

/** The list item that starts at a place, behind so many blanks; `interrupts`: a paragraph stands right before. */
export function readItem(line: string, blanks: number, at: Cursor, interrupts: boolean) {
  const marker = /^(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)/.exec(line.slice(at.at, at.at + 11))?.[0]
  if (marker === undefined || isRule(line.slice(at.at))) return undefined
  const behind = skip(at, marker.length)
  const padding = blanksAhead(line, behind)
  const after = skipBlanks(line, behind, padding)
  const blank = after.at === line.length
  if (interrupts && (blank || (marker.length > 1 && marker.slice(0, -1) !== '1'))) return undefined
  const indent = blanks + marker.length + (blank ? 1 : padding)
  return { container: { type: 'item' as const, indent, blank }, after }
}

/** A thematic break. */
export function isRule(rest: string): boolean {
  const marker = rest[0] ?? ''
  if (!'-_*'.includes(marker)) return false
  let count = 0
  for (const character of rest) {
    if (character === marker) count++
    else if (!isBlankCharacter(character)) return false
  }
  return count >= 3
}

function isBlankCharacter(character: string): boolean {
  return character === ' ' || character === '\t'
}
