import {
  compareReleases,
  formatRelease,
  isPatched,
  lineOf,
  newestOf,
  parseRelease,
  patchesOf,
  type Release,
  release,
} from './release.ts'
import type { Step, Target } from './result.ts'
import type { Transform } from './transform.ts'
import { UserError } from './user-error.ts'

/** The release lines there are transforms for; any patch of them may be named. */
const RELEASE_LINES: readonly string[] = Array.from({ length: 15 }, (_, minor) => `2.${minor}`)

/** The last release before these: an upgrade from it meets the notes of 2.0 itself. */
const OLDER = '1.8'

export interface Range {
  readonly from: Release
  /** Without a patch it stands for the newest patch of its line. */
  readonly to: Release
}

/** @throws UserError when a release is missing or unknown, or when `to` comes before `from`. */
export function parseRange(from: string | undefined, to: string | undefined): Range {
  const range = {
    from: knownRelease('--from', from, [OLDER, ...RELEASE_LINES]),
    to: knownRelease('--to', to, RELEASE_LINES),
  }
  if (formatRelease(range.from) === formatRelease(range.to)) {
    throw new UserError(`--from and --to are both ${from}: there is nothing between them. ${known()}`)
  }
  if (compareReleases(range.from, newestOf(range.to)) > 0) {
    throw new UserError(`--from ${from} is newer than --to ${to}: swap them. ${known()}`)
  }
  return range
}

function knownRelease(option: string, text: string | undefined, lines: readonly string[]): Release {
  if (text === undefined)
    throw new UserError(`${option} is missing: say which release, such as ${option} 2.6. ${known()}`)
  const parsed = parseRelease(text)
  if (parsed === undefined || !lines.includes(lineOf(parsed))) {
    throw new UserError(`${option} ${text} is not a known release. ${known()}`)
  }
  return parsed
}

function known(): string {
  return `Known releases: ${RELEASE_LINES.join(', ')} and their patches, such as 2.11.3; --from also takes ${OLDER}.`
}

/** @param own ids of transforms of the user's own. */
export function targetOf({ to }: Range, own: readonly string[]): Target | undefined {
  return to.major === 2 ? { minor: to.minor, own: new Set(own) } : undefined
}

/** Whether a note of this release concerns an upgrade over the range. */
function liesIn(range: Range, since: Release): boolean {
  return compareReleases(range.from, since) < 0 && compareReleases(since, newestOf(range.to)) <= 0
}

/** The releases at which a transform runs. What patches brought is met once, and not by who comes from or goes to a line without it. */
function metIn(range: Range, since: readonly string[]): Release[] {
  const met = since.map(release).filter((each) => liesIn(range, each))
  const patches = patchesOf(since)
  if (patches === undefined) return met
  const isMet = !isPatched(patches, range.from) && isPatched(patches, newestOf(range.to))
  return isMet ? met.sort(compareReleases).slice(0, 1) : []
}

/**
 * The steps of an upgrade: releases ascend; the transforms of one keep the order they are given in. Those that name no
 * release come last.
 */
export function stepsBetween(transforms: readonly Transform[], range: Range): Step[] {
  const steps = new Map<string, { release: Release; transforms: Set<Transform> }>()
  for (const transform of transforms) {
    for (const since of metIn(range, transform.since)) {
      const exact = { ...since, patch: since.patch ?? 0 }
      const step = steps.get(formatRelease(exact)) ?? { release: exact, transforms: new Set() }
      step.transforms.add(transform)
      steps.set(formatRelease(exact), step)
    }
  }
  const sorted = [...steps.values()]
    .sort((a, b) => compareReleases(a.release, b.release))
    .map((step) => ({ release: formatRelease(step.release), transforms: [...step.transforms] }))
  const always = transforms.filter(({ since }) => since.length === 0)
  return always.length === 0 ? sorted : [...sorted, { release: formatRelease(range.to), transforms: always }]
}

/**
 * The transforms `--only` and `--skip` leave. Each of their words is an id, a release (all ids under it) or a glob with `*`.
 * @throws UserError for a word that names no transform.
 */
export function chooseTransforms(
  transforms: readonly Transform[],
  only: readonly string[],
  skip: readonly string[],
): Transform[] {
  for (const [option, words] of Object.entries({ '--only': only, '--skip': skip })) {
    for (const word of words) {
      if (transforms.some(({ id }) => names(word, id))) continue
      throw new UserError(`${option} ${word} names no transform. \`mesh-migrate list\` shows their ids.`)
    }
  }
  return transforms.filter(
    ({ id }) => (only.length === 0 || only.some((word) => names(word, id))) && !skip.some((word) => names(word, id)),
  )
}

function names(word: string, id: string): boolean {
  const parsed = parseRelease(word)
  if (parsed !== undefined) return parsed.patch === undefined && id.startsWith(`${lineOf(parsed)}/`)
  return matchesGlob(word, id)
}

/** `*` stands for any characters, `/` too. Takes time linear in both. */
function matchesGlob(glob: string, text: string): boolean {
  const [head = '', ...rest] = glob.split('*')
  const tail = rest.pop()
  if (tail === undefined) return glob === text
  if (!text.startsWith(head)) return false
  let at = head.length
  for (const part of rest) {
    const found = text.indexOf(part, at)
    if (found === -1) return false
    at = found + part.length
  }
  return text.length - tail.length >= at && text.endsWith(tail)
}

/**
 * Answers to the transforms' questions.
 * @param assignments `2.7/dp-server-auth.none=remove`, as given to `--set`
 * @throws UserError for a question or an answer that does not exist
 */
export function parseAnswers(transforms: readonly Transform[], assignments: readonly string[]): Map<string, string> {
  const answers = new Map<string, string>()
  for (const assignment of assignments) {
    const equals = assignment.indexOf('=')
    const name = equals === -1 ? assignment : assignment.slice(0, equals)
    const dot = name.lastIndexOf('.')
    const questions = transforms.find(({ id }) => id === name.slice(0, dot))?.questions ?? {}
    const question = Object.hasOwn(questions, name.slice(dot + 1)) ? questions[name.slice(dot + 1)] : undefined
    if (question === undefined)
      throw new UserError(`--set ${name}: there is no such question. ${questionsOf(transforms)}`)
    const answer = assignment.slice(equals + 1)
    if (equals === -1 || (question.values !== undefined && !question.values.includes(answer))) {
      const values = question.values?.join(', ') ?? 'any text'
      throw new UserError(`--set ${assignment}: write --set ${name}=<value>, where the value is one of: ${values}.`)
    }
    answers.set(name, answer)
  }
  return answers
}

function questionsOf(transforms: readonly Transform[]): string {
  const names = transforms.flatMap(({ id, questions }) => Object.keys(questions).map((name) => `${id}.${name}`))
  return names.length === 0 ? 'No transform asks any.' : `There are: ${names.join(', ')}.`
}
