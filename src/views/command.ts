import type { Word } from '../format.ts'
import { type Edits, insertAfter, isRefusal } from '../layout.ts'
import { remove } from '../removal.ts'
import { contains, type Edit } from '../text.ts'
import { type Change, COPY } from '../transform.ts'
import type { Data } from '../tree.ts'
import { type FlagWords, flagsOf, matchCommand } from './command-words.ts'
import type { CommandHome, Located } from './home.ts'

/** A command with its flags. */
interface Line {
  readonly home: CommandHome
  readonly flags: readonly FlagWords[]
}

export function locateCommand(home: CommandHome, name: string): Located[] {
  const { words } = home.command
  const names = matchCommand(words, name)
  const last = names?.at(-1)
  if (names === undefined || last === undefined) return []
  const said = words.map((word) => word.source)
  return [locatedWord({ home, flags: flagsOf(words, names) }, last, names, name, said)]
}

/** Every place of a flag of the named command. */
export function locateFlag(home: CommandHome, command: string, name: string): Located[] {
  const { words } = home.command
  const names = matchCommand(words, command)
  if (names === undefined) return []
  const flags = flagsOf(words, names)
  return flags
    .filter((flag) => flag.name === name)
    .map((flag) => locatedWord({ home, flags }, flag.word, [flag.word], name, flag.value ?? true, flag))
}

function locatedWord(
  line: Line,
  word: Word,
  claimed: readonly Word[],
  path: string,
  value: Data | undefined,
  flag?: FlagWords,
): Located {
  const { home } = line
  const all = (name: string): Located[] => {
    const nth = wordAt(home, name)
    if (nth !== undefined) return [locatedWord(line, nth, [nth], name, nth.value)]
    return line.flags
      .filter((candidate) => candidate.name === name)
      .map((found) =>
        locatedWord(line, found.word, [found.word], name, found.valueWord === undefined ? true : found.value, found),
      )
  }
  return {
    source: home.source,
    doubt: home.doubt,
    span: word.span,
    claims: claimed.map((each) => each.span),
    path,
    form: 'command',
    platform: undefined,
    value: flag !== undefined && flag.valueWord !== undefined ? flag.value : value,
    written: flag?.valueWord?.source.slice(flag.joined ? flag.name.length + 1 : 0),
    get: (name) => all(name)[0],
    all,
    edit: (changes) => editCommand(line, word, flag, changes),
  }
}

/** `#3` is the fourth word of the command. */
function wordAt(home: CommandHome, name: string): Word | undefined {
  return /^#\d+$/.test(name) ? home.command.words[Number(name.slice(1))] : undefined
}

function editCommand(
  { home, flags: given }: Line,
  own: Word,
  flag: FlagWords | undefined,
  changes: readonly Change[],
): Edits {
  const text = home.source.text
  const edits: Edit[] = []
  const added = new Map<Word, { readonly like: Word; readonly flags: readonly (readonly string[])[] }>()
  for (const change of changes) {
    if (change.do === 'flag' || change.do === 'copy') continue
    const nth = change.at === undefined ? own : wordAt(home, change.at)
    const found = change.at === undefined ? flag : given.find((candidate) => candidate.name === change.at)
    if (nth === undefined && found === undefined) return { because: 'it is not there' }
    if (change.do === 'add' || change.do === 'put') {
      const value = change.value === COPY ? flag?.value : change.value
      const after = lastWord(found) ?? own
      const flags = [...(added.get(after)?.flags ?? []), wordsOf(change.name ?? '', value, found)]
      // The word that names the site is written as words are here; a flag's own may hold quotes for its value.
      added.set(after, { like: own.list === after.list ? own : after, flags })
      continue
    }
    const result = editWord(text, found?.word ?? nth ?? own, found, change, newName(changes, change.at))
    if (isRefusal(result)) return result
    edits.push(...result)
  }
  for (const [after, { like, flags }] of added) {
    const result = insertFlags(text, after, like, flags)
    if (isRefusal(result)) return result
    edits.push(...result)
  }
  // A word that is written whole has its new name in it.
  return edits.filter(
    (edit) => !edits.some((other) => other !== edit && edit.end > edit.start && contains(other, edit)),
  )
}

function newName(changes: readonly Change[], at: string | undefined): string | undefined {
  const renamed = changes.find((change) => change.do === 'rename' && change.at === at)
  return renamed?.do === 'rename' ? renamed.to : undefined
}

/** The word after which another flag is put. */
function lastWord(flag: FlagWords | undefined): Word | undefined {
  return flag?.valueWord ?? flag?.word
}

/** `--name=value`, or two words where the neighbour writes it so; a value of `true` is the flag alone. */
function wordsOf(name: string, value: unknown, like: FlagWords | undefined): string[] {
  if (value === true || value === undefined) return [name]
  return like === undefined || like.joined ? [`${name}=${String(value)}`] : [name, String(value)]
}

/** A flag and its value stay on one line, where words are parted by blanks. */
export function insertFlags(text: string, after: Word, like: Word, flags: readonly (readonly string[])[]): Edits {
  const { list } = after
  const index = list.members.indexOf(after)
  const parted = list.layout.kind === 'inline' && list.layout.separator === ' '
  const edits: Edit[] = []
  for (const flag of flags) {
    const words = flag.map((word) => like.write(word)).filter((word) => word !== undefined)
    if (words.length < flag.length) return { because: 'the new word cannot be written here' }
    for (const member of parted ? [words.join(' ')] : words) {
      const result = insertAfter(text, list, index, member)
      if (isRefusal(result)) return result
      edits.push(...result)
    }
  }
  return edits
}

function editWord(
  text: string,
  word: Word,
  flag: FlagWords | undefined,
  change: Change,
  to: string | undefined,
): Edits {
  if (change.do === 'remove') {
    const words = flag?.valueWord === undefined || flag.joined ? [word] : [word, flag.valueWord]
    return remove(
      text,
      word.list,
      words.map((gone) => word.list.members.indexOf(gone)),
    )
  }
  if (change.do === 'set' && flag?.valueWord !== undefined)
    return setValue(text, flag, flag.valueWord, change.value, to ?? flag.name)
  if (change.do === 'set' && flag === undefined) {
    const written = word.write(String(change.value))
    return written === undefined ? { because: 'the word cannot be written here' } : [{ ...word.span, text: written }]
  }
  if (change.do !== 'rename') return { because: 'this cannot be done to a word' }
  // Only the name's own characters, so that a value with expansions stays as it is written.
  const name = flag?.name ?? word.source
  const start = text.indexOf(name, word.span.start)
  if (start === -1 || start + name.length > word.span.end) return { because: 'the new name cannot be written here' }
  return [{ start, end: start + name.length, text: change.to }]
}

/** Behind `=` only the value's own characters where they stand as they are read, so that its quotes stay. */
function setValue(text: string, flag: FlagWords, word: Word, data: Data, name: string): Edits {
  if (flag.value === undefined) return { because: 'its value is an expression' }
  const value = String(data)
  if (flag.joined && flag.value !== '' && /^[\w.,:/-]+$/.test(value)) {
    const start = text.indexOf(flag.value, word.span.start + flag.name.length)
    if (start !== -1) return [{ start, end: start + flag.value.length, text: value }]
  }
  const written = word.write(flag.joined ? `${name}=${value}` : value)
  return written === undefined ? { because: 'the value cannot be written here' } : [{ ...word.span, text: written }]
}
