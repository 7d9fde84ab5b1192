import { anyOf } from './views/index.ts'

/** Whether a file's raw bytes hold anything a transform looks for. */
export type Gate = (bytes: Buffer) => boolean

/** @param words what to look for, in any case; without any, no file concerns us */
export function createGate(words: readonly string[]): Gate {
  // Latin-1 gives one character a byte, so that no byte has to be decoded; the words are spelled in bytes too.
  const pattern = anyOf(words.map((word) => Buffer.from(word).toString('latin1')))
  return (bytes) => pattern.test(bytes.toString('latin1'))
}
