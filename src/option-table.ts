import { ASSUMABLE } from './assume.ts'
import { DISPOSITIONS } from './note.ts'
import { SURFACES } from './report/catalogue.ts'
import { FORMATS } from './report/formats.ts'

const ASSUMED = ASSUMABLE.map(({ dialect, about }) => `\`${dialect}\`: ${about}.`).join(' ')

/** What the command line, the help, docs/options.md, the completions and the manual page are all made from. */
export interface OptionRow {
  readonly type: 'boolean' | 'string'
  readonly short?: string
  readonly multiple?: true
  /** What stands after the option. */
  readonly argument?: string
  /** One line for the help. */
  readonly help: string
  /** What the help has no room for. */
  readonly more?: string
  readonly choices?: readonly string[]
  /** What a shell completes it with. */
  readonly completes?: 'file' | 'folder'
}

export const FAIL_ON = ['findings', 'changes', 'any', 'never'] as const

export const OPTIONS = {
  from: {
    type: 'string',
    argument: '<release>',
    help: 'what you run now: 2.6, 2.6.3 or v2.6.x; auto: what the files say',
    more: 'Upgrade notes of this very release are not in the range: you live with them already. `auto` looks for images, charts and kumactl in the files, says on standard error where it found which release, and gives up where they disagree: see [review an upgrade](review.md).',
  },
  to: { type: 'string', argument: '<release>', help: 'what you upgrade to; without a patch, the newest one' },
  hop: {
    type: 'boolean',
    help: 'only the next upgrade that Kuma supports on the way',
    more: 'The run goes to the end of the first hop that `plan` shows, and says so. Run it again after that upgrade, from there.',
  },
  release: {
    type: 'string',
    argument: '<release>',
    help: 'for lint: the release whose names count; for list: the one whose step runs them',
  },
  surface: {
    type: 'string',
    argument: '<what>',
    choices: SURFACES,
    help: 'for list: only what looks there, such as resource',
    more: 'Settings of the control plane, values of the chart, resources, annotations and labels, commands, the environment of kuma-dp, or text.',
  },
  disposition: {
    type: 'string',
    argument: '<what>',
    choices: DISPOSITIONS,
    help: 'for list: only what is done so: rewrite, rewrite-with-input, flag, advise',
    more: '`advise` shows the notes that no file shows and no transform carries out.',
  },
  'dry-run': { type: 'boolean', help: 'print the diff, write nothing' },
  check: {
    type: 'boolean',
    help: 'write nothing, exit with 1 when something would change',
    more: 'For CI. Findings alone do not count; `--fail-on any` counts them too.',
  },
  interactive: {
    type: 'boolean',
    short: 'i',
    help: 'ask about each edit; those left out are findings',
    more: 'As `git add -p`: y, n, a, d, q, and ? for help. Nothing is written before the last answer. See [review an upgrade](review.md).',
  },
  'answers-from-stdin': {
    type: 'boolean',
    help: 'with --interactive: read the answers although there is no terminal',
    more: 'One a line. Where they end, what is left is left out, as with q.',
  },
  'fail-on': {
    type: 'string',
    argument: '<what>',
    choices: FAIL_ON,
    help: 'exit with 1 on: findings, changes, any; never: with 0 although files failed',
  },
  only: {
    type: 'string',
    multiple: true,
    argument: '<ids>',
    help: 'run these transforms: ids, releases or globs; with commas or repeated',
    more: '`--only 2.7` runs those whose id starts with `2.7/`, `--only "*/dp-server-auth"` those of that name.',
  },
  skip: { type: 'string', multiple: true, argument: '<ids>', help: 'run all but these' },
  set: {
    type: 'string',
    multiple: true,
    argument: '<id>.<option>=<value>',
    help: "answer a transform's question; explain <id> shows them",
  },
  assume: {
    type: 'string',
    multiple: true,
    argument: '<dialect>=<glob>',
    help: 'what files hold that do not tell; repeatable',
    more: `${ASSUMED} Globs are those of ignore files: one without a slash matches in any folder. Your word counts more than what charts and releases beside the files tell; of several that speak of a file, the last counts. See [how it decides](how-it-decides.md#whose-values-these-are).`,
  },
  config: {
    type: 'string',
    argument: '<file>',
    completes: 'file',
    help: 'read only, skip, set, assume and transforms from this file',
    more: 'Without it, `mesh-migrate.config.json` or `.yaml` of the working folder is read. A `.mjs` is run as a program, and only where it is named here.',
  },
  transform: {
    type: 'string',
    multiple: true,
    argument: '<path>',
    completes: 'file',
    help: 'also run your own transform, or all of a folder; repeatable',
    more: 'The files are run as programs: name only your own. See [your own transforms](own-transforms.md).',
  },
  'verify-against': {
    type: 'string',
    multiple: true,
    argument: '<path>',
    completes: 'file',
    help: 'withhold edits that CRDs or a chart of the target refuse; repeatable',
    more: 'A file or folder of CustomResourceDefinitions, as `kubectl get crd -o yaml` prints them, or the folder of a chart. See [how it decides](how-it-decides.md#held-against-your-own-target).',
  },
  unsafe: { type: 'boolean', help: 'also make the edits that need your consent' },
  'allow-dirty': { type: 'boolean', help: 'write files with uncommitted changes too' },
  cwd: {
    type: 'string',
    short: 'C',
    argument: '<folder>',
    completes: 'folder',
    help: 'work there; all other paths are taken from it',
  },
  'output-dir': {
    type: 'string',
    argument: '<folder>',
    completes: 'folder',
    help: 'write changed files there, under the same paths, and leave the tree alone',
    more: 'The folder must be new or empty. Files outside of the working folder have no place in it: they fail.',
  },
  'stdin-filename': { type: 'string', argument: '<name>', help: 'what standard input is, such as values.yaml' },
  'list-changed': { type: 'boolean', help: 'print the changed paths instead of the diff' },
  format: {
    type: 'string',
    argument: '<format>',
    choices: ['text', ...FORMATS],
    help: `print a report instead of the diff: ${FORMATS.join(', ')}`,
  },
  report: {
    type: 'string',
    multiple: true,
    argument: '<format>:<file>',
    help: 'write a report to a file; repeatable',
    more: 'The formats are those of `--format`. See [reports](report.md).',
  },
  patch: { type: 'string', argument: '<file>', completes: 'file', help: 'write the diff to a file' },
  jobs: {
    type: 'string',
    argument: '<number>',
    help: 'how many threads look for files, at most',
    more: 'By default as many as pay.',
  },
  quiet: { type: 'boolean', short: 'q', help: 'only what was asked for by name, and errors' },
  verbose: { type: 'boolean', short: 'v', help: 'every edit, what was proven of it, and what was passed over' },
  help: { type: 'boolean', short: 'h', help: 'print this' },
  version: { type: 'boolean', help: 'print the version' },
} as const

/** The options in the order they are told. */
export const OPTION_ROWS: readonly (readonly [string, OptionRow])[] = Object.entries(OPTIONS)

/** Ways to call it. */
export const COMMANDS = [
  ['--from 2.6 --to 2.11 [options] [paths...]', 'rewrite files, print the diff'],
  ['--from 2.6 --to 2.11 [options] -', 'read standard input, print it migrated'],
  ['plan --from 2.6 --to 2.11 [paths...]', 'the upgrades on the way, and what each asks of these files'],
  ['lint --release 2.11 [paths...]', 'names and values that the release does not know'],
  ['list [--from 2.6 --to 2.11]', 'the transforms, or those of a range'],
  ['explain <id>', 'what a transform does, and why'],
  ['merge [--format <format>] <reports...>', 'JSON reports of many repositories as one'],
] as const

export const EXIT_CODES = [
  ['0', 'done'],
  ['1', 'asked for by --check or --fail-on'],
  ['2', 'wrong usage or nothing written'],
  ['3', 'some files failed'],
] as const

/** `-C, --cwd <folder>` */
export function signatureOf(name: string, { short, argument }: OptionRow): string {
  return `${short === undefined ? '' : `-${short}, `}--${name}${argument === undefined ? '' : ` ${argument}`}`
}
