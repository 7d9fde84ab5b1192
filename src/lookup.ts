import { readPage } from './files/package.ts'
import type { OwnTransform } from './own-transforms.ts'
import { formatExplanation, formatList } from './report/catalogue.ts'
import { parseRange, stepsBetween } from './steps.ts'
import type { Transform } from './transform.ts'
import { UserError } from './user-error.ts'

interface Limits {
  readonly from: string | undefined
  readonly to: string | undefined
}

/** What `list` prints: all of the transforms, or those of a range. */
export function listTransforms(transforms: readonly Transform[], { from, to }: Limits): string {
  if (from === undefined && to === undefined) return formatList(transforms)
  const inRange = new Set(stepsBetween(transforms, parseRange(from, to)).flatMap((step) => step.transforms))
  return formatList(transforms.filter((transform) => inRange.has(transform)))
}

/**
 * What `explain` prints.
 * @throws UserError for an id that is none, with those that are near.
 */
export function explainTransform(id: string, transforms: readonly Transform[], own: readonly OwnTransform[]): string {
  const transform = transforms.find((candidate) => candidate.id === id)
  const page = own.find((candidate) => candidate.transform === transform)?.page
  if (transform !== undefined) return formatExplanation(transform, page ?? readPage(id))
  const near = transforms.filter((candidate) => candidate.id.includes(id)).map((candidate) => candidate.id)
  const hint = near.length > 0 && near.length < 10 ? `Do you mean ${near.join(' or ')}?` : 'See mesh-migrate list.'
  throw new UserError(`explain ${id}: there is no such transform. ${hint}`)
}
