import type { Word } from '../../format.ts'
import type { Entry, MapNode } from '../../tree.ts'
import type { Quoting, Spelling } from './spelling.ts'
import { entryOfName, entryOfWord, otherWord, variableMap } from './variables.ts'

/** A word with what its characters say. */
export interface SpelledWord {
  readonly spelling: Spelling
  readonly word: Word
}

/** Flags whose value is one variable; the flag is repeated for each. */
const VARIABLE_FLAGS = new Set(['-e', '--env', '--env-var', '--build-arg'])
const JOINED_FLAG = /^(?:--(?:env|env-var|build-arg)=|-e=?)(?=[A-Za-z_])/

/** Commands for which `-e` or `NAME=value` is something else: a pattern, a test. */
const OTHERS = /^(?:.*\/)?(?:grep|egrep|sed|awk|perl|printf|test|\[|dd|git|find|expr|set)$/

/**
 * Variables among a command's words: `env A=b command`, `docker run -e A=b`, `kubectl set env deploy/x A=b`.
 * The other words are members without a key, so that what is removed never takes one of them along.
 */
export function environmentAmong(text: string, words: readonly SpelledWord[], quoting: Quoting): MapNode | undefined {
  const [first] = words
  if (first?.word.value === undefined || OTHERS.test(first.word.value) || !words.some(mayGive)) return undefined
  const entries: Entry[] = []
  for (let index = 0; index < words.length; index++) {
    const [word, next] = [words[index], words[index + 1]]
    if (word === undefined) break
    const flagged = next !== undefined && VARIABLE_FLAGS.has(word.word.source) ? behind(word, next, quoting) : undefined
    if (flagged !== undefined) index++
    entries.push(flagged ?? bare(word, quoting))
  }
  const at = entries.findIndex((entry) => entry.key !== undefined)
  if (at === -1) return undefined
  const printed = { kind: 'fixed', because: 'it is a line that the script prints' } as const
  // A word before is needed only where none follows; else new variables would be parted as that word is.
  const members = entries.slice(at === entries.length - 1 ? Math.max(0, at - 1) : at)
  return variableMap(text, members, first.word.value === 'echo' ? printed : first.word.list.layout)
}

/** Most commands have no such word, and some have very many words. */
function mayGive({ word: { source } }: SpelledWord): boolean {
  return source.includes('=') || VARIABLE_FLAGS.has(source)
}

/** A variable with the flag before it. */
function behind(flag: SpelledWord, { spelling }: SpelledWord, quoting: Quoting): Entry | undefined {
  const member = { start: flag.spelling.start, end: spelling.end }
  return entryOfWord(spelling, 0, member, quoting) ?? entryOfName(spelling, member)
}

function bare({ spelling, word }: SpelledWord, quoting: Quoting): Entry {
  const skip = JOINED_FLAG.exec(word.source)?.[0].length ?? 0
  const entry = entryOfWord(spelling, skip, spelling, quoting)
  const shouts = entry?.key !== undefined && /^[A-Z_][A-Z0-9_]*$/.test(entry.key)
  // `--set-env-vars A=b,C=d`: the word is a list of its own.
  const list = /,[A-Za-z_]\w*=/.test(word.source)
  return entry === undefined || list || (skip === 0 && !shouts) ? otherWord(spelling) : entry
}
