import { toldBy } from './assume.ts'
import { readText } from './dialects/read.ts'
import { parseRelease } from './release.ts'
import type { Migrate } from './outcome.ts'
import { migrateRepository, type RepositoryRequest, type Run } from './repository.ts'
import type { Migration, Request } from './result.ts'
import type { Range } from './steps.ts'
import type { Transform } from './transform.ts'
import { UserError } from './user-error.ts'
import { namesOf } from './views/index.ts'

/** Words of which a file must hold one to be looked into, for what it says or for the values that it names. */
const WORDS = ['kuma', 'kmesh_', 'kong-mesh', 'controlPlane', 'dpServer', 'type: Mesh', '"type": "Mesh']

/** It stands in the place of a transform, so that findings are told as any others. */
const LINT: Transform = {
  id: 'lint',
  title: 'Names and values that the release does not know',
  since: [],
  notes: [],
  acceptedSince: undefined,
  readUntil: undefined,
  questions: {},
  rules: [],
}

/** @throws UserError for anything but a release of 2.x. */
function parseLintRelease(text: string | undefined): number {
  const parsed = text === undefined ? undefined : parseRelease(text)
  if (parsed === undefined || parsed.major !== 2 || parsed.minor > 14) {
    throw new UserError(`lint needs --release, one of 2.0 to 2.14, such as --release 2.11.`)
  }
  return parsed.minor
}

/** What the files of a folder name or say that a release does not know. */
async function lintRepository(
  request: Pick<RepositoryRequest, 'cwd' | 'paths' | 'toldOf'>,
  minor: number,
  transforms: readonly Transform[],
): Promise<Run> {
  const { lintReadings } = await import('./lint/readings.ts')
  const became = replacements(transforms)
  const migrate: Migrate = (text, path, { toldOf }): Migration => {
    const stale = lintReadings(
      readText(text, path, () => true, toldOf?.(path)),
      { minor, strict: false },
    )
    const findings = stale.map(({ offset, name, message }) => {
      const known = became.get(name)
      return { transform: LINT.id, notes: [], offset, message: known === undefined ? message : `${message}; ${known}` }
    })
    return { text, regions: [], edits: [], findings, found: findings.length, suppressed: 0 }
  }
  const steps = [{ release: `2.${minor}`, transforms: [LINT] }]
  const unchanged = { unsafe: false, answers: new Map(), write: false, allowDirty: true }
  return migrateRepository({ ...request, ...unchanged, steps }, { migrate, triggersOf: () => WORDS })
}

/** What transforms say of old names. */
function replacements(transforms: readonly Transform[]): Map<string, string> {
  const said = new Map<string, string>()
  for (const rule of transforms.flatMap((transform) => transform.rules)) {
    if (rule.elsewhere === undefined) continue
    for (const name of namesOf(rule.at)) said.set(name, rule.elsewhere)
  }
  return said
}

/** Lints the files that a command line names: what was found, as a run over no range at all. */
export async function lintFiles(
  {
    cwd,
    operands,
    release,
    assume,
  }: {
    readonly cwd: string
    readonly operands: readonly string[]
    readonly release: string | undefined
    readonly assume: readonly string[]
  },
  transforms: readonly Transform[],
): Promise<{ run: Run; range: Range; request: Request }> {
  const minor = parseLintRelease(release)
  const at = { major: 2, minor, patch: undefined }
  const toldOf = toldBy(assume)
  const known = toldOf === undefined ? {} : { toldOf }
  const run = await lintRepository({ cwd, paths: operands, ...known }, minor, transforms)
  return { run, range: { from: at, to: at }, request: { steps: [], unsafe: false, answers: new Map() } }
}
