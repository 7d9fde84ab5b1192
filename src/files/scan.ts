import { relative, sep } from 'node:path'
import { Concern } from '../dialects/concern.ts'
import type { Need } from '../views/needs.ts'
import { createGate } from './gate.ts'
import type { Placed } from './gate-groups.ts'
import { createReader } from './read.ts'
import { isLead } from './leads.ts'

/** What to look for in files, as plain data that can be sent to another thread. */
export interface ScanPlan {
  /** The folder that paths are shown from. */
  readonly base: string
  /** Undefined: every file is looked into. */
  readonly words: readonly (readonly Placed[])[] | undefined
  /** Paths that are of concern whatever words are in the file. */
  readonly paths: RegExp
  readonly needs: readonly (readonly [string, readonly Need[]])[]
  /** What the user calls things. */
  readonly names: readonly string[]
}

const LARGE = 1024 * 1024

/** What a file is, where that is known from outside it. */
export type RoleOf = (path: string) => string | undefined

/** Files of concern, and those that could not be told to be none; paths are absolute. */
export interface Scanned {
  files: number
  readonly concerned: string[]
  /** Those that may tell what values files belong to. */
  readonly leads: string[]
  readonly unread: { readonly path: string; readonly status: 'failed' | 'skipped'; readonly reason: string }[]
}

/** Tells files that may need something from all the others. Reads each once, and parses none. */
export class Scanner {
  readonly scanned: Scanned = { files: 0, concerned: [], leads: [], unread: [] }
  private readonly plan: ScanPlan
  private readonly read: ReturnType<typeof createReader>
  private readonly concern: Concern<string>
  private readonly roleOf: RoleOf
  /** Of the file in hand. */
  private shown = ''

  constructor(plan: ScanPlan, roleOf: RoleOf = () => undefined) {
    this.plan = plan
    this.roleOf = roleOf
    this.concern = new Concern(plan.needs, plan.names)
    const gate = plan.words === undefined ? () => true : createGate(plan.words)
    this.read = createReader((bytes) => (this.isNamed() && !isBinary(bytes)) || gate(bytes))
  }

  file(absolute: string): void {
    const { scanned } = this
    scanned.files++
    this.shown = showPath(this.plan.base, absolute)
    const reading = this.read(absolute)
    if (reading.kind === 'clean') return
    if (reading.kind !== 'text') {
      scanned.unread.push({ path: absolute, status: reading.kind, reason: reading.reason })
      return
    }
    if (this.isConcerned(reading.text)) scanned.concerned.push(absolute)
    if (isLead(this.shown, reading.text)) scanned.leads.push(absolute)
  }

  private isNamed(): boolean {
    return this.plan.paths.test(this.shown) || this.roleOf(this.shown) !== undefined
  }

  private isConcerned(text: string): boolean {
    // Of large texts only parts are looked at later on: that takes less time than to look at all here.
    if (text.length > LARGE || text.includes('mesh-migrate-ignore')) return true
    return this.concern.inFile(text, this.shown, this.roleOf(this.shown)).found.size > 0
  }
}

/** What is no text by its first bytes is not looked into for its name alone. */
function isBinary(bytes: Buffer): boolean {
  const isMarked = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  return !isMarked && bytes.subarray(0, 1024).includes(0)
}

/** A path as it is shown: from the working folder, with slashes. */
export function showPath(base: string, absolute: string): string {
  const start = base.endsWith(sep) ? base : base + sep
  const path = absolute.startsWith(start) ? absolute.slice(start.length) : relative(base, absolute)
  return (sep === '/' ? path : path.replaceAll(sep, '/')) || '.'
}
