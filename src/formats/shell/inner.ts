import type { Inner } from '../../format.ts'
import type { SpelledWord } from './among.ts'
import type { Reading, Spelled } from './commands.ts'
import { after, type Quoting, sourceOf, type Spelling, trace } from './spelling.ts'
import type { View } from './view.ts'
import { spellWord } from './words.ts'

const RUNS_SCRIPT = /^(?:.*\/)?(?:sh|bash|dash|ash|zsh|ksh|su|runuser)$/
/** Flags of ssh that take the next word. */
const SSH_VALUES = /^-[bcDEeFIiJLlmOopQRSWw]$/

/** The words of a command that are scripts themselves: `sh -c '…'`, `ssh host '…'`, `eval '…'`. */
export function scriptsOf<T extends SpelledWord>(words: readonly T[]): T[] {
  const found: T[] = []
  for (const [index, { word }] of words.entries()) {
    if (word.value === undefined) continue
    const rest = words.slice(index + 1, index + 12)
    if (RUNS_SCRIPT.test(word.value)) found.push(...afterFlag(rest))
    else if (word.value === 'ssh' && index < 4) found.push(...remote(words.slice(index + 1)))
    else if (index === 0 && (word.value === 'eval' || word.value === 'trap')) found.push(...rest.slice(0, 1))
  }
  return found.filter((each) => isQuoted(each))
}

/** The word after `-c`, `-lc`, `-euxc`, `--command`. */
function afterFlag<T extends SpelledWord>(words: readonly T[]): T[] {
  const at = words.findIndex(({ word }) => /^-[a-z]*c$|^--command$/.test(word.source))
  const script = words[at + 1]
  return at === -1 || script === undefined ? [] : [script]
}

/** The only word after ssh's host. */
function remote<T extends SpelledWord>(words: readonly T[]): T[] {
  let at = 0
  while (words[at]?.word.source.startsWith('-')) at += SSH_VALUES.test(words[at]?.word.source ?? '') ? 2 : 1
  const script = words[at + 1]
  return script === undefined || words.length > at + 2 ? [] : [script]
}

function isQuoted({ spelling }: SpelledWord): boolean {
  return spelling.pieces.some((piece) => piece.quote !== '')
}

/** The format a text is in; undefined: none comes to mind. */
export function looksLike(text: string): 'json' | 'yaml' | undefined {
  const start = text.slice(0, 1000).trimStart()
  if (/^(?:\{\s*["}]|\[\s*[{["])/.test(start)) return 'json'
  return /^[ \t]*(?:- )?(?:apiVersion|kind|type|spec):(?:\s|$)/m.test(text) ? 'yaml' : undefined
}

/** What `--dataplane="type: Dataplane…"` gives to the flag. */
function givenTo(spelling: Spelling): Spelling {
  const flag = /^--?[A-Za-z][\w-]*=/.exec(sourceOf(spelling))?.[0]
  return (flag === undefined ? undefined : after(spelling, flag.length)) ?? spelling
}

/** Texts of other formats among a command's words and herestrings. `scripts` are those of `scriptsOf`. */
export function innerWords(view: View, reading: Reading, scripts: readonly Spelled[], quoting: Quoting): Inner[] {
  const inner: Inner[] = scripts.map(({ spelling }) => ({ name: 'script.sh', embedded: trace(spelling, quoting) }))
  const strings = reading.words.filter((each) => each.node.type === 'Word' && !scripts.includes(each))
  const spellings = strings.filter(isQuoted).map((each) => each.spelling)
  for (const redirect of reading.node.redirects) {
    if (redirect.type === 'HereString' && redirect.target) spellings.push(spellWord(view, redirect.target))
  }
  for (const spelling of spellings) {
    const given = givenTo(spelling)
    const looks = looksLike(sourceOf(given))
    if (looks !== undefined) inner.push({ name: `inline.${looks}`, embedded: trace(given, quoting) })
  }
  return inner
}
