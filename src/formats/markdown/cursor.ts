/** A place in a line that counts columns as Markdown does: a tab reaches to the next multiple of four. */
export interface Cursor {
  readonly at: number
  readonly column: number
  /** Columns of a tab behind the cursor that are not used up. */
  readonly spare: number
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t'
}

function width(character: string | undefined, column: number): number {
  return character === '\t' ? 4 - (column % 4) : 1
}

/** How many columns of blanks come next. */
export function blanksAhead(text: string, cursor: Cursor): number {
  let { at, column } = cursor
  for (; isBlank(text[at]); at++) column += width(text[at], column)
  return column - cursor.column + cursor.spare
}

/** The cursor after at most so many columns of blanks. */
export function skipBlanks(text: string, cursor: Cursor, columns: number): Cursor {
  let { at, column } = cursor
  let left = columns - cursor.spare
  if (left < 0) return { at, column, spare: -left }
  for (; left > 0 && isBlank(text[at]); at++) {
    left -= width(text[at], column)
    column += width(text[at], column)
  }
  return { at, column, spare: Math.max(0, -left) }
}

/** The cursor after so many characters that are not tabs. */
export function skip(cursor: Cursor, length: number): Cursor {
  return { at: cursor.at + length, column: cursor.column + length, spare: 0 }
}
