import { type Edit, joinEdits } from '../text.ts'

/**
 * Whether words stay apart, and whole: what stood beside a blank stands beside one, and what did not does not.
 * @returns the offset of an edit that glues words together or cuts one.
 */
export function brokenSeam(text: string, edits: readonly Edit[]): number | undefined {
  const stretches = joinEdits(edits)
  return stretches.find((edit) => {
    const { start, end, text: now } = edit
    if (start === end) return false
    const [left, right] = [text[start - 1] ?? '', text[end] ?? '']
    const [next, previous] = [text[start] ?? '', text[end - 1] ?? '']
    const [nextNow, previousNow] = [now[0] ?? right, now.at(-1) ?? left]
    if (!isBlank(left) && !isOpen(left) && isBlank(next) && !isBlank(nextNow) && !isClose(nextNow)) return true
    if (!isBlank(right) && !isClose(right) && isBlank(previous) && !isBlank(previousNow) && !isOpen(previousNow))
      return true
    return now === '' && ((isWord(left) && isWord(next)) || (isWord(right) && isWord(previous)))
  })?.start
}

function isBlank(character: string): boolean {
  return character === '' || /\s/.test(character)
}

function isWord(character: string): boolean {
  return /[\w-]/.test(character)
}

function isOpen(character: string): boolean {
  return /[([{,;:=]/.test(character)
}

function isClose(character: string): boolean {
  return /[)\]},;]/.test(character)
}
