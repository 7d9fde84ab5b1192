import { parseArgs } from 'node:util'
import { refuseContradictions } from './contradictions.ts'
import { DISPOSITIONS } from './note.ts'
import { FAIL_ON, OPTIONS } from './option-table.ts'
import { SURFACES } from './report/catalogue.ts'
import { FORMATS, type Format } from './report/formats.ts'
import { UserError } from './user-error.ts'

export interface Options {
  readonly command: 'migrate' | 'filter' | 'help' | 'version' | Named
  /** What follows the command: paths, or a transform's id. */
  readonly operands: readonly string[]
  readonly from: string | undefined
  readonly to: string | undefined
  /** Only the first upgrade on the way. */
  readonly hop: boolean
  /** What lint holds names against; whose transforms list shows. */
  readonly release: string | undefined
  /** Which transforms list shows. */
  readonly surface: (typeof SURFACES)[number] | undefined
  readonly disposition: (typeof DISPOSITIONS)[number] | undefined
  readonly write: boolean
  readonly check: boolean
  readonly failOn: FailOn | undefined
  readonly only: readonly string[]
  readonly skip: readonly string[]
  readonly set: readonly string[]
  /** What files hold, as the user says: `kuma-values=deploy/values*.yaml`. */
  readonly assume: readonly string[]
  /** The configuration file; undefined: the one of the working folder, if there is one. */
  readonly config: string | undefined
  /** Files and folders of the user's own transforms. */
  readonly transforms: readonly string[]
  /** Files and folders of what edits are held against. */
  readonly verifyAgainst: readonly string[]
  readonly unsafe: boolean
  readonly allowDirty: boolean
  /** Ask about each fix. */
  readonly interactive: boolean
  readonly answersFromStdin: boolean
  /** Where changed files are written; undefined: in their own places. */
  readonly outputDir: string | undefined
  readonly cwd: string
  readonly stdinFilename: string | undefined
  /** What standard output gets. */
  readonly output: 'diff' | Format | 'paths' | 'nothing'
  /** As given: what it may be depends on the command. */
  readonly format: string | undefined
  readonly verbosity: 'quiet' | 'normal' | 'verbose'
  readonly reports: readonly { readonly format: Format; readonly path: string }[]
  readonly patch: string | undefined
  /** How many threads at most; undefined: as many as pay. */
  readonly jobs: number | undefined
}

/** Commands that stand before their operands. */
const NAMED = ['plan', 'lint', 'list', 'explain', 'merge'] as const
type Named = (typeof NAMED)[number]

type FailOn = (typeof FAIL_ON)[number]

/** @throws UserError for anything that is not a valid command line */
export function parseOptions(argv: readonly string[]): Options {
  const { values, positionals } = parse(argv)
  const command = values.help ? 'help' : values.version ? 'version' : commandOf(positionals)
  const options: Options = {
    command,
    operands: NAMED.some((name) => name === command) ? positionals.slice(1) : positionals,
    from: values.from,
    to: values.to,
    hop: values.hop === true,
    release: values.release,
    surface: choiceOf('--surface', values.surface, SURFACES),
    disposition: choiceOf('--disposition', values.disposition, DISPOSITIONS),
    write: command === 'migrate' && values['dry-run'] !== true && values.check !== true,
    check: values.check === true,
    failOn: choiceOf('--fail-on', values['fail-on'], FAIL_ON),
    only: words('--only', values.only),
    skip: words('--skip', values.skip),
    set: values.set ?? [],
    assume: values.assume ?? [],
    config: values.config,
    transforms: values.transform ?? [],
    verifyAgainst: values['verify-against'] ?? [],
    unsafe: values.unsafe === true,
    allowDirty: values['allow-dirty'] === true,
    interactive: values.interactive === true,
    answersFromStdin: values['answers-from-stdin'] === true,
    outputDir: values['output-dir'],
    cwd: values.cwd ?? '.',
    stdinFilename: values['stdin-filename'],
    output: command === 'merge' ? 'nothing' : outputOf(values),
    format: values.format,
    verbosity: values.quiet ? 'quiet' : values.verbose ? 'verbose' : 'normal',
    reports: (values.report ?? []).map(parseReport),
    patch: values.patch,
    jobs: jobsOf(values.jobs),
  }
  refuseContradictions(command, options.operands, { ...values })
  return options
}

function jobsOf(text: string | undefined): number | undefined {
  if (text !== undefined && !/^[1-9]\d{0,3}$/.test(text))
    throw new UserError(`--jobs ${text}: give a number, such as --jobs 2.`)
  return text === undefined ? undefined : Number(text)
}

type Values = ReturnType<typeof parse>['values']

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true })
  } catch (error) {
    // Node's own words; its second sentence is about operands that start with a dash.
    const message = error instanceof Error ? error.message.split('. ')[0] : String(error)
    throw new UserError(`${message}. See mesh-migrate --help.`)
  }
}

function commandOf(positionals: readonly string[]): Options['command'] {
  const named = NAMED.find((name) => name === positionals[0])
  return named ?? (positionals.includes('-') ? 'filter' : 'migrate')
}

function outputOf(values: Values): Options['output'] {
  const format = choiceOf('--format', values.format, ['text', ...FORMATS])
  if (format !== undefined && format !== 'text') return format
  if (values['list-changed']) return 'paths'
  return values.quiet ? 'nothing' : 'diff'
}

function words(option: string, lists: readonly string[] = []): string[] {
  const result = lists.flatMap((list) => list.split(',')).filter((word) => word !== '')
  if (lists.length > 0 && result.length === 0)
    throw new UserError(`${option} is empty: name an id, a release or a glob.`)
  return result
}

function choiceOf<T extends string>(option: string, text: string | undefined, choices: readonly T[]): T | undefined {
  if (text === undefined) return undefined
  const choice = choices.find((candidate) => candidate === text)
  if (choice === undefined) throw new UserError(`${option} ${text}: give one of ${choices.join(', ')}.`)
  return choice
}

function parseReport(text: string): Options['reports'][number] {
  const format = FORMATS.find((candidate) => text.startsWith(`${candidate}:`))
  const path = text.slice(text.indexOf(':') + 1)
  if (format === undefined || path === '') {
    throw new UserError(`--report ${text}: write --report <format>:<file>, the format one of ${FORMATS.join(', ')}.`)
  }
  return { format, path }
}
