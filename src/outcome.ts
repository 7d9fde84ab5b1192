import type { Decoded } from './files/read.ts'
import { NotLoaded } from './formats/lazy.ts'
import { createHunks, type Hunk } from './hunks.ts'
import { leadsTo } from './patch-proof.ts'
import type { Finding, MadeEdit, Migration, Request } from './result.ts'
import { lineStarts, positionAt, type Region, type Span } from './text.ts'

/** What became of one file. */
export interface Outcome {
  readonly path: string
  /** Clean where nothing was found, or everything found was suppressed. */
  readonly status: 'changed' | 'flagged' | 'failed' | 'skipped' | 'clean'
  /** As read and as migrated, both without the byte order mark. The same unless changed. */
  readonly text: string
  readonly newText: string
  readonly bom: boolean
  readonly hunks: readonly Hunk[]
  /** What differs between the two texts. */
  readonly regions: readonly Region[]
  readonly edits: readonly MadeEdit[]
  readonly findings: readonly Finding[]
  readonly found: number
  readonly suppressed: number
  /** A second run over the new text was tried and would make no edit. */
  readonly idempotent: boolean
  /** Why it failed or was skipped, and what to do about it. */
  readonly error?: string
}

export type Migrate = (text: string, path: string, request: Request) => Migration

const FAULT = 'please report this, it is a fault of mesh-migrate'
const BOM = '\uFEFF'

/** A file of which nothing is known but why. */
export function unread(path: string, status: 'failed' | 'skipped', error: string): Outcome {
  const nothing = { text: '', newText: '', bom: false, hunks: [], regions: [], edits: [], findings: [] }
  return { path, status, ...nothing, found: 0, suppressed: 0, idempotent: false, error }
}

/** The same file with its edits taken back: it stays as it was read. */
export function withdraw(outcome: Outcome, error: string): Outcome {
  const { text, findings, suppressed } = outcome
  const found = findings.length + suppressed
  return { ...outcome, status: 'failed', newText: text, hunks: [], regions: [], edits: [], found, error }
}

/**
 * Migrates one text and proves that its patch gives the new text, and the old one back.
 * @throws NotLoaded only: load the format, and call again.
 */
export function migrateText(path: string, decoded: Decoded, request: Request, migrate: Migrate): Outcome {
  try {
    const migration = migrate(decoded.text, path, request)
    const outcome = outcomeOf(path, decoded, migration)
    if (migration.failure !== undefined) {
      const { line, column } = positionAt(lineStarts(decoded.text), migration.failure.offset)
      return withdraw(outcome, `${line}:${column}: ${migration.failure.message}`)
    }
    const disproof = disprove(outcome)
    return disproof === undefined ? outcome : withdraw(outcome, `${disproof}: ${FAULT}`)
  } catch (error) {
    if (error instanceof NotLoaded) throw error
    return unread(path, 'failed', `${error instanceof Error ? error.message : String(error)}: ${FAULT}`)
  }
}

function outcomeOf(path: string, { text, bom }: Decoded, migration: Migration): Outcome {
  const { text: newText, findings, suppressed = 0, idempotent = false } = migration
  // Steps may undo each other's edits: then nothing was changed.
  const edits = text === newText ? [] : migration.edits
  const undone = migration.edits.length - edits.length
  const found = migration.found === undefined ? edits.length + findings.length + suppressed : migration.found - undone
  const shift = bom ? 1 : 0
  const move = ({ start, end }: Span): Span => ({ start: start + shift, end: end + shift })
  const regions = text === newText ? [] : migration.regions
  const moved = regions.map((region) => ({ old: move(region.old), new: move(region.new) }))
  const hunks = text === newText ? [] : createHunks(whole(text, bom), whole(newText, bom), moved)
  const status = text !== newText ? 'changed' : findings.length > 0 ? 'flagged' : 'clean'
  return { path, status, text, newText, bom, hunks, regions, edits, findings, found, suppressed, idempotent }
}

/** A file's text with its byte order mark. */
function whole(text: string, bom: boolean): string {
  return bom ? BOM + text : text
}

/** Why the outcome must not be written. */
function disprove({ text, newText, bom, hunks }: Outcome): string | undefined {
  if (!leadsTo(whole(text, bom), whole(newText, bom), hunks)) return 'its patch does not give its new text'
  // What was read holds none, so one could only stand in a line that was written.
  const halved = hunks.some(({ lines }) => lines.some((line) => line.startsWith('+') && /\p{Cs}/u.test(line)))
  return halved ? 'its new text holds half a character' : undefined
}
