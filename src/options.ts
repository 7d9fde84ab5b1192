import { parseArgs } from 'node:util'
import { FORMATS, type Format } from './report/formats.ts'
import { UserError } from './user-error.ts'

export interface Options {
  readonly command: 'migrate' | 'filter' | 'help' | 'version' | Named
  /** What follows the command: paths, or a transform's id. */
  readonly operands: readonly string[]
  readonly from: string | undefined
  readonly to: string | undefined
  readonly write: boolean
  readonly check: boolean
  readonly failOn: FailOn | undefined
  readonly only: readonly string[]
  readonly skip: readonly string[]
  readonly set: readonly string[]
  readonly unsafe: boolean
  readonly allowDirty: boolean
  readonly cwd: string
  readonly stdinFilename: string | undefined
  /** What standard output gets. */
  readonly output: 'diff' | Format | 'paths' | 'nothing'
  /** As given: what it may be depends on the command. */
  readonly format: string | undefined
  readonly verbosity: 'quiet' | 'normal' | 'verbose'
  readonly reports: readonly { readonly format: Format; readonly path: string }[]
  readonly patch: string | undefined
}

const FAIL_ON = ['findings', 'changes', 'any', 'never'] as const
type FailOn = (typeof FAIL_ON)[number]
/** Commands that stand before their operands. */
const NAMED = ['plan', 'list', 'explain', 'merge'] as const
type Named = (typeof NAMED)[number]


export const HELP = `mesh-migrate upgrades Kuma and Kong Mesh configuration in place, from one release to another.

  mesh-migrate --from 2.6 --to 2.11 [options] [paths...]   rewrite files, print the diff
  mesh-migrate --from 2.6 --to 2.11 [options] -            read standard input, print it migrated
  mesh-migrate plan --from 2.6 --to 2.11 [paths...]        the upgrades on the way, and what each asks of these files
  mesh-migrate list [--from 2.6 --to 2.11]                 the transforms, or those of a range
  mesh-migrate explain <id>                                what a transform does, and why

Paths are files, folders or globs; without any, the working folder. Ignored files are left out unless named.
  mesh-migrate merge [<name>=]<report.json>...             JSON reports of many repositories as one; --format csv too

  --from, --to <release>     2.6, 2.6.3 or v2.6.x; without a patch, --to means the newest one
  --dry-run                  print the diff, write nothing
  --check                    write nothing, exit with 1 when something would change
  --fail-on <what>           exit with 1 on: findings, changes, any; never: with 0 although files failed
  --only, --skip <ids>       transforms by id, release or glob; with commas or repeated
  --set <id>.<option>=<value>  answer a transform's question; explain <id> shows them
  --unsafe                   also make the edits that need your consent
  --allow-dirty              write files with uncommitted changes too
  -C, --cwd <folder>         work there; all other paths are taken from it
  --stdin-filename <name>    what standard input is, such as values.yaml
  --list-changed             print the changed paths instead of the diff
  --format <format>          print a report instead of the diff: ${FORMATS.join(', ')}
  --report <format>:<file>   write a report to a file; repeatable
  --patch <file>             write the diff to a file
  --jobs <number>            how many files at a time, at most
  -q, --quiet                only what was asked for by name, and errors
  -v, --verbose              every edit, and what was passed over
  -h, --help  --version

Exit codes: 0 done, 1 asked for by --check or --fail-on, 2 wrong usage or nothing written, 3 some files failed.
`

const FLAG = { type: 'boolean' } as const
const TEXT = { type: 'string' } as const
const LIST = { type: 'string', multiple: true } as const

const OPTIONS = {
  'allow-dirty': FLAG,
  check: FLAG,
  cwd: { ...TEXT, short: 'C' },
  'dry-run': FLAG,
  'fail-on': TEXT,
  format: TEXT,
  from: TEXT,
  help: { ...FLAG, short: 'h' },
  jobs: TEXT,
  'list-changed': FLAG,
  only: LIST,
  patch: TEXT,
  quiet: { ...FLAG, short: 'q' },
  report: LIST,
  set: LIST,
  skip: LIST,
  'stdin-filename': TEXT,
  to: TEXT,
  unsafe: FLAG,
  verbose: { ...FLAG, short: 'v' },
  version: FLAG,
} as const

/** @throws UserError for anything that is not a valid command line */
export function parseOptions(argv: readonly string[]): Options {
  const { values, positionals } = parse(argv)
  const command = values.help ? 'help' : values.version ? 'version' : commandOf(positionals)
  const jobs = values.jobs ?? '1'
  if (!/^[1-9]\d{0,3}$/.test(jobs)) throw new UserError(`--jobs ${jobs}: give a number, such as --jobs 2.`)
  const options: Options = {
    command,
    operands: NAMED.some((name) => name === command) ? positionals.slice(1) : positionals,
    from: values.from,
    to: values.to,
    write: command === 'migrate' && values['dry-run'] !== true && values.check !== true,
    check: values.check === true,
    failOn: values['fail-on'] === undefined ? undefined : oneOf('--fail-on', values['fail-on'], FAIL_ON),
    only: words('--only', values.only),
    skip: words('--skip', values.skip),
    set: values.set ?? [],
    unsafe: values.unsafe === true,
    allowDirty: values['allow-dirty'] === true,
    cwd: values.cwd ?? '.',
    stdinFilename: values['stdin-filename'],
    output: command === 'merge' ? 'nothing' : outputOf(values),
    format: values.format,
    verbosity: values.quiet ? 'quiet' : values.verbose ? 'verbose' : 'normal',
    reports: (values.report ?? []).map(parseReport),
    patch: values.patch,
  }
  refuseContradictions(options, values)
  return options
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
  const format = values.format === undefined ? 'text' : oneOf('--format', values.format, ['text', ...FORMATS])
  if (format !== 'text') return format
  if (values['list-changed']) return 'paths'
  return values.quiet ? 'nothing' : 'diff'
}

function refuseContradictions({ command, operands }: Options, values: Values): void {
  const refuse = (message: string): never => {
    throw new UserError(`${message} See mesh-migrate --help.`)
  }
  if (values.quiet && values.verbose) refuse('--quiet and --verbose exclude each other: give one.')
  const reports = values.format !== undefined && values.format !== 'text'
  if (values['list-changed'] && reports) {
    refuse('--list-changed and --format both print to standard output: give one, or --report <format>:<file>.')
  }
  if (command === 'explain' && operands.length !== 1)
    refuse('explain takes one id, such as those of mesh-migrate list.')
  if (command === 'list' && operands.length > 0) refuse('list takes no paths.')
  if (command !== 'filter') {
    if (values['stdin-filename'] !== undefined) refuse('--stdin-filename goes with - only.')
    return
  }
  const other = Object.keys(values).find((name) => !['format', 'cwd', 'quiet', 'verbose'].includes(name))
  if (command === 'merge' && other !== undefined) refuse(`--${other} does not go with merge.`)
  if (operands.length > 1) refuse('- is standard input and goes with no other path.')
  if (values['list-changed'] || reports) refuse('with -, standard output is the migrated text.')
}

function words(option: string, lists: readonly string[] = []): string[] {
  const result = lists.flatMap((list) => list.split(',')).filter((word) => word !== '')
  if (lists.length > 0 && result.length === 0)
    throw new UserError(`${option} is empty: name an id, a release or a glob.`)
  return result
}

function oneOf<T extends string>(option: string, text: string, choices: readonly T[]): T {
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
