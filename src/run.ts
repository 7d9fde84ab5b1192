import { resolve } from 'node:path'
import { WriteStream } from 'node:tty'
import { decode, encode } from './files/read.ts'
import { loading } from './formats/lazy.ts'
import { print } from './output.ts'
import { migrateText, unread } from './outcome.ts'
import { Progress } from './progress.ts'
import type { Planned } from './report/plan.ts'
import { escapeLine, wantsColour } from './report/terminal.ts'
import { migrateRepository, type Run } from './repository.ts'
import type { Request } from './result.ts'
import type { Session } from './session.ts'
import type { Range } from './steps.ts'
import { UserError } from './user-error.ts'

/** Migrates the files the session names; where it asks for that, each fix is asked about. */
export async function runFiles(session: Session, request: Request): Promise<Run> {
  if (!session.options.interactive) return migrateFiles(session, request)
  refuseWithoutTerminal(session)
  const [{ Review }, { Answers }] = await Promise.all([import('./review.ts'), import('./answers.ts')])
  const { stdin, stderr, interrupt, env, engine } = session
  const answers = new Answers(stdin, interrupt)
  const { consent, settle } = new Review({
    show: (text) => print(stderr, text),
    answer: () => answers.next(),
    colour: wantsColour(stderr, env),
  })
  try {
    return await migrateFiles({ ...session, engine: { ...engine, settle } }, { ...request, consent })
  } finally {
    answers.close()
  }
}

function refuseWithoutTerminal({ options, stdin, env }: Session): void {
  if (options.answersFromStdin) return
  const instead = 'See the edits with --dry-run, or give the answers, one a line, with --answers-from-stdin.'
  if (stdin.isTTY !== true) throw new UserError(`--interactive asks on a terminal, and there is none. ${instead}`)
  if ((env.CI ?? '') !== '' && env.CI !== 'false')
    throw new UserError(`--interactive asks, and with CI set nobody is there to answer. ${instead}`)
}

async function migrateFiles({ options, stderr, engine, builtIn }: Session, request: Request): Promise<Run> {
  const { cwd, operands, write, allowDirty, jobs } = options
  const words = builtIn ? (await import('./gate-words.ts')).GATE_WORDS : undefined
  const outputDir = options.outputDir === undefined ? undefined : resolve(cwd, options.outputDir)
  const asked = { ...request, cwd, paths: operands, write, allowDirty, outputDir, jobs, words }
  // Who is asked about each fix sees how far it is.
  if (options.interactive || options.verbosity === 'quiet' || !(stderr instanceof WriteStream))
    return migrateRepository(asked, engine)
  const progress = new Progress(stderr)
  try {
    return await migrateRepository(asked, { ...engine, progress: (done, total) => progress.tell(done, total) })
  } finally {
    progress.end()
  }
}

/** Standard input to standard output; what cannot be migrated passes as it came. */
export async function filter({ options, stdin, stdout, engine }: Session, request: Request): Promise<Run> {
  const chunks: Buffer[] = []
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk))
  const bytes = Buffer.concat(chunks)
  const path = options.stdinFilename ?? 'stdin'
  const decoded = decode(bytes)
  const migrate = engine.migrate ?? (await import('./migrate.ts')).migrate
  const outcome =
    decoded.kind === 'text'
      ? await loading(() => migrateText(path, decoded, request, migrate))
      : unread(path, 'failed', decoded.reason)
  await print(stdout, outcome.status === 'changed' ? encode(outcome.newText, outcome.bom) : bytes)
  return { files: 1, outcomes: [outcome], warnings: [], vendored: [] }
}

/** What a plan is made of. Nothing is written. */
export async function planFiles(
  session: Session,
  request: Request,
  range: Range,
): Promise<Planned & { readonly run: Run }> {
  const run = await migrateFiles({ ...session, options: { ...session.options, write: false } }, request)
  const { notes } = await import('../transforms/notes.ts')
  return { run, range, outcomes: run.outcomes, transforms: session.transforms, notes }
}

/** The range of the next upgrade; it is said which one that is. */
export async function firstHop(session: Session, request: Request, whole: Range): Promise<Range> {
  const { nextHop } = await import('./hops.ts')
  const { range, told } = nextHop(await planFiles(session, request, whole))
  if (session.options.verbosity !== 'quiet') await print(session.stderr, told)
  return range
}

/** The release to start from that the files tell; it is said which of them do. */
export async function currentRelease({ options, stderr }: Session): Promise<string> {
  const { detectRelease } = await import('./detect/detect.ts')
  const { release, evidence } = await detectRelease(options.cwd, options.operands)
  const lines = [`--from auto: ${release}, as these say:`, ...evidence]
  if (options.verbosity !== 'quiet') await print(stderr, lines.map((line) => `${escapeLine(line)}\n`).join(''))
  return release
}
