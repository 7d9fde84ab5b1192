import { loadFormats } from './formats/index.ts'

export { migrate } from './migrate.ts'
export type { Outcome } from './outcome.ts'
export { parseRelease, type Release } from './release.ts'
export { createReport, type Report } from './report/json.ts'
export { migrateRepository, type RepositoryRequest, type Run } from './repository.ts'
export type { Failure, Finding, MadeEdit, Migration, Request, Step } from './result.ts'
export { defineTransform } from './rules.ts'
export { parseRange, type Range, stepsBetween } from './steps.ts'
export type { Change, Place, Rule, Safety, Site, Transform } from './transform.ts'

// `migrate` cannot wait for a parser.
await loadFormats()
