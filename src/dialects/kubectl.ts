import { cut, type Embedded } from '../embedded.ts'
import type { Word } from '../format.ts'
import { type FlagWords, flagsOf, matchCommand } from '../views/command-words.ts'
import type { CommandHome } from '../views/home.ts'
import { kindOfWord } from './resource-words.ts'

/** A command of kubectl's that says what is to become of objects. */
export interface ObjectCommand {
  /** Undefined where it is not said, or is not known. */
  readonly kind: string | undefined
  readonly flags: readonly FlagWords[]
  /** Words behind the verb that are no flags, nor values of such. */
  readonly words: readonly Word[]
}

const PROGRAMS = ['kubectl', 'oc', 'k', 'microk8s.kubectl']
/** Whose value is not there, and whose name says what it is. */
const IN_VARIABLE = /^\$[({]{0,2}kubectl[)}]{0,2}$/i

/** Flags that take no value. */
const ALONE = new Set([
  '-A',
  '-R',
  '--all',
  '--all-namespaces',
  '--allow-missing-template-keys',
  '--dry-run',
  '--insecure-skip-tls-verify',
  '--list',
  '--local',
  '--overwrite',
  '--record',
  '--recursive',
  '--show-managed-fields',
])

/** @param verb `patch`, `annotate`. */
export function objectCommand({ command }: CommandHome, verb: string): ObjectCommand | undefined {
  const words = command.words.map((word) => (IN_VARIABLE.test(word.source) ? { ...word, value: 'kubectl' } : word))
  for (const program of PROGRAMS) {
    const names = matchCommand(words, `${program} ${verb}`)
    const last = names?.at(-1)
    if (names === undefined || last === undefined) continue
    const flags = flagsOf(words, names)
    const taken = new Set(flags.flatMap(({ name, word, valueWord }) => (ALONE.has(name) ? [word] : [word, valueWord])))
    const rest = words.slice(words.indexOf(last) + 1).filter((word) => !taken.has(word))
    const object = rest[0]?.value
    return { kind: object === undefined ? undefined : kindOfWord(object), flags, words: rest }
  }
  return undefined
}

/** What `kubectl patch <kind> -p '…'` is given. */
export interface Patch {
  readonly kind: string
  readonly embedded: Embedded
  /** The text stands in a script inside the word: `-p "$(cat <<EOF …)"`. */
  readonly isMade: boolean
}

export function patchIn(home: CommandHome): Patch | undefined {
  const found = objectCommand(home, 'patch')
  if (found?.kind === undefined) return undefined
  const { kind } = found
  const flag = found.flags.find(({ name }) => /^(?:-p|--patch)$|^-p[{[\s]/.test(name))
  const whole = flag?.valueWord?.embedded() ?? flag?.word.embedded()
  if (flag === undefined || whole === undefined) return undefined
  const isGlued = flag.name.length > 2 && flag.name !== '--patch'
  const from = isGlued ? 2 : flag.joined ? flag.name.length + 1 : 0
  return { kind, embedded: cut(whole, from, whole.text.length), isMade: /<<-?["'\\]?\w/.test(whole.text) }
}
