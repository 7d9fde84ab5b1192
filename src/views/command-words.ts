import type { Word } from '../format.ts'

/** A flag of a command: `--zone east`, `--zone=east`, or `--force` without a value. */
export interface FlagWords {
  readonly name: string
  readonly word: Word
  /** The word that holds the value: the flag's own after `=`, or the next; undefined: none. */
  readonly valueWord: Word | undefined
  readonly value: string | undefined
  readonly joined: boolean
}

/** The words of a command that name it, flags between them left out; undefined: it is another command. */
export function matchCommand(words: readonly Word[], name: string): readonly Word[] | undefined {
  const wanted = name.split(' ')
  const start = words.findIndex((word) => programOf(word) === wanted[0])
  if (start === -1) return undefined
  const found = matchFrom(words, start, wanted)
  if (found !== undefined) return found
  // An image may be named like the program in it, which is said as well.
  const again = words.findIndex((word, index) => index > start && programOf(word) === wanted[0])
  return again === -1 ? undefined : matchFrom(words, again, wanted)
}

function matchFrom(words: readonly Word[], start: number, wanted: readonly string[]): readonly Word[] | undefined {
  const found: Word[] = []
  for (let at = start; at < words.length && found.length < wanted.length; at++) {
    const word = words[at]
    if (word === undefined) break
    if (found.length > 0 && word.source.startsWith('-')) {
      // A flag before the subcommand takes the next word unless that is the subcommand itself.
      if (!word.source.includes('=') && words[at + 1]?.value !== wanted[found.length]) at++
      continue
    }
    const said = found.length === 0 ? programOf(word) : word.value
    if (said !== wanted[found.length]) return undefined
    found.push(word)
  }
  return found.length === wanted.length ? found : undefined
}

/** `./kumactl`, `$BIN/kumactl` and the image `docker.io/kumahq/kumactl:2.9.0`, which starts it, are kumactl. */
function programOf({ value, source }: Word): string {
  const said = value ?? source
  const slash = said.lastIndexOf('/')
  const name = said.slice(slash + 1)
  return slash === -1 ? name : (/^[^:@]*/.exec(name)?.[0] ?? name)
}

/**
 * Flags with their values. A flag followed by another flag, by nothing, or by a word of the command's name has none.
 * @param names the words that name the command.
 */
export function flagsOf(words: readonly Word[], names: readonly Word[]): FlagWords[] {
  const flags: FlagWords[] = []
  for (const [index, word] of words.entries()) {
    if (!/^--?[A-Za-z]/.test(word.source)) continue
    const equals = word.source.indexOf('=')
    if (equals !== -1) {
      const value = word.value?.slice(equals + 1)
      flags.push({ name: word.source.slice(0, equals), word, valueWord: word, value, joined: true })
      continue
    }
    const next = words[index + 1]
    const alone = next === undefined || /^--?[A-Za-z]/.test(next.source) || names.includes(next)
    const valueWord = alone ? undefined : next
    flags.push({ name: word.source, word, valueWord, value: valueWord?.value, joined: false })
  }
  return flags
}
