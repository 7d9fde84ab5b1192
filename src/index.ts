import { toldBy } from './assume.ts'
import { loading } from './formats/lazy.ts'
import { migrate as migrateNow } from './migrate.ts'
import type { Migration, Request, Verify } from './result.ts'
import { chooseTransforms, parseAnswers, parseRange, stepsBetween, targetOf } from './steps.ts'
import type { Transform } from './transform.ts'
import { transforms } from '../transforms/index.ts'

export type { Outcome } from './outcome.ts'
export { parseRelease, type Release } from './release.ts'
export { createReport, type Report } from './report/json.ts'
export { migrateRepository, type RepositoryRequest, type Run } from './repository.ts'
export type { Failure, Finding, MadeEdit, Migration, Request, Step, Told, Verify } from './result.ts'
export {
  add,
  annotation,
  command,
  controlPlane,
  copy,
  dataPlane,
  defineTransform,
  envOf,
  field,
  finding,
  flag,
  lead,
  move,
  object,
  on,
  put,
  remove,
  rename,
  set,
  setting,
  text,
  textOf,
  type TransformSpec,
  value,
  when,
} from './rules.ts'
export { parseRange, type Range, stepsBetween } from './steps.ts'
export {
  type Asked,
  type Change,
  COPY,
  type Form,
  isScalar,
  type Place,
  type Question,
  type Rule,
  type Safety,
  type Site,
  type Transform,
  type WrittenTransform,
} from './transform.ts'
export { UserError } from './user-error.ts'
export { transforms }

/** What `createRequest` is told; the same as the options of the command line. */
export interface RequestOptions {
  /** `2.6`, `2.6.3`, `v2.6.x` */
  readonly from: string
  /** The same; without a patch it means the newest one of its line. */
  readonly to: string
  /** Ids, releases or globs of the transforms to run; none: all. */
  readonly only?: readonly string[]
  readonly skip?: readonly string[]
  /** Answers to questions: `2.7/dp-server-auth.none=remove`. */
  readonly set?: readonly string[]
  /** What files hold that do not tell: `kuma-values=deploy/values*.yaml`. */
  readonly assume?: readonly string[]
  /** Also make the edits that need consent. */
  readonly unsafe?: boolean
  /** What edits are held against besides our own proof: what `verifyAgainst` gives. */
  readonly verify?: Verify
  /** What to choose from; by default all transforms of this package. */
  readonly transforms?: readonly Transform[]
}

/**
 * What `migrate` and `migrateRepository` are asked to do.
 * @throws UserError for an unknown or reversed release, a word that names no transform, an answer to no question, an assumption about no dialect
 */
export function createRequest(options: RequestOptions): Request {
  const all = options.transforms ?? transforms
  const chosen = chooseTransforms(all, options.only ?? [], options.skip ?? [])
  const toldOf = toldBy(options.assume ?? [])
  const range = parseRange(options.from, options.to)
  const own = all.filter((transform) => !transforms.includes(transform)).map(({ id }) => id)
  return {
    steps: stepsBetween(chosen, range),
    target: targetOf(range, own),
    unsafe: options.unsafe ?? false,
    answers: parseAnswers(all, options.set ?? []),
    ...(toldOf === undefined ? {} : { toldOf }),
    ...(options.verify === undefined ? {} : { verify: options.verify }),
  }
}

/**
 * What edits are held against: the CustomResourceDefinitions and the chart of one's own target. Edits that bring a violation are withheld,
 * and what was wrong before is no reason. With objects that are loaded already nothing is read from the disk.
 * @param target files and folders, or objects as a parser of YAML gives them: definitions, and lists of them
 * @param cwd the folder that paths are taken from
 * @throws UserError for what cannot be read, and where there is nothing of Kuma's to hold edits against
 */
export async function verifyAgainst(
  target: { readonly paths: readonly string[] } | { readonly objects: readonly unknown[] },
  cwd: string = process.cwd(),
): Promise<Verify> {
  const { loadVerify, verifyObjects } = await import('./verify/load.ts')
  return 'paths' in target ? loadVerify(target.paths, cwd) : verifyObjects(target.objects)
}

/**
 * One text through all steps of a request. It reads and writes no file, and never rejects because of the text: what cannot be
 * done is in `failure` and `findings`. Asynchronous only because a parser is imported when the first text needs it.
 * @param path tells the format, as a file's name does; nothing is looked up there.
 */
export function migrate(text: string, path: string, request: Request): Promise<Migration> {
  return loading(() => migrateNow(text, path, request))
}
