import { UserError } from './user-error.ts'

/** What a command line holds: the options that were given, by name. */
interface Given {
  readonly [option: string]: unknown
}

/** Options that only some commands have a use for. */
const ONLY_WITH: { readonly [option: string]: readonly [commands: readonly string[], where: string] } = {
  hop: [['migrate', 'plan'], 'runs over files, and with plan'],
  interactive: [['migrate'], 'runs over files'],
  'output-dir': [['migrate'], 'runs over files'],
  'stdin-filename': [['filter'], '- only'],
  surface: [['list'], 'list only'],
  disposition: [['list'], 'list only'],
}

/** Options that exclude each other. */
const APART = [
  ['quiet', 'verbose', ''],
  ['interactive', 'check', ''],
  ['output-dir', 'dry-run', ': --dry-run writes nothing'],
  ['output-dir', 'check', ': --check writes nothing'],
] as const

/** What says something to machines goes with these formats only. */
const FORMATS_OF: { readonly [command: string]: readonly string[] } = {
  plan: ['text', 'json'],
  list: ['text', 'json'],
}

/** @throws UserError for options that contradict each other, or the command */
export function refuseContradictions(command: string, operands: readonly string[], given: Given): void {
  for (const [option, [commands, where]] of Object.entries(ONLY_WITH))
    if (given[option] !== undefined && !commands.includes(command)) refuse(`--${option} goes with ${where}.`)
  for (const [one, other, why] of APART)
    if (given[one] === true || typeof given[one] === 'string')
      if (given[other] === true) refuse(`--${one} and --${other} exclude each other${why}. Give one.`)
  if (given['answers-from-stdin'] === true && given.interactive !== true)
    refuse('--answers-from-stdin goes with --interactive.')
  if (given.from === 'auto' && command !== 'migrate' && command !== 'plan')
    refuse('--from auto looks into files: name the release, such as --from 2.6.')
  refuseOutputs(command, given)
  refuseOperands(command, operands)
}

/** What would be printed twice, or not at all. */
function refuseOutputs(command: string, given: Given): void {
  const { format } = given
  const reports = format !== undefined && format !== 'text'
  if (given['list-changed'] === true && reports)
    refuse('--list-changed and --format both print to standard output: give one, or --report <format>:<file>.')
  const formats = FORMATS_OF[command]
  if (typeof format === 'string' && formats?.includes(format) === false)
    refuse(`--format ${format} does not go with ${command}: give ${formats.join(' or ')}.`)
  const written = command === 'plan' ? ['report', 'patch', 'list-changed', 'check'] : []
  const other = written.find((option) => given[option] !== undefined)
  if (other !== undefined) refuse(`--${other} does not go with plan, which changes nothing.`)
  if (command === 'filter' && (given['list-changed'] === true || reports))
    refuse('with -, standard output is the migrated text: write a report with --report <format>:<file>.')
  const unused = Object.keys(given).find((option) => !['format', 'cwd', 'quiet', 'verbose'].includes(option))
  if (command === 'merge' && unused !== undefined) refuse(`--${unused} does not go with merge.`)
}

function refuseOperands(command: string, operands: readonly string[]): void {
  if (command === 'explain' && operands.length !== 1)
    refuse('explain takes one id, such as those of mesh-migrate list.')
  if (command === 'list' && operands.length > 0) refuse('list takes no paths.')
  if (command === 'filter' && operands.length > 1) refuse('- is standard input and goes with no other path.')
}

function refuse(message: string): never {
  throw new UserError(`${message} See mesh-migrate --help.`)
}
