/** Whether a file's raw bytes hold anything a transform looks for. */
export type Gate = (bytes: Buffer) => boolean

/** @param words what to look for, as it is written in files; without any, no file concerns us */
export function createGate(words: readonly string[]): Gate {
  const shortest = [...new Set(words)].sort((a, b) => a.length - b.length)
  const needed: string[] = []
  for (const word of shortest) {
    if (!needed.some((other) => word.includes(other))) needed.push(word)
  }
  if (needed.length === 0) return () => false
  // Latin-1 gives one character a byte, so that no byte has to be decoded; the words are spelled in bytes too.
  const pattern = new RegExp(needed.map((word) => escapePattern(Buffer.from(word).toString('latin1'))).join('|'))
  return (bytes) => pattern.test(bytes.toString('latin1'))
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
