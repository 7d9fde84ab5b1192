import type { Decision, Fix, Raised } from './decide.ts'
import { Directives, names } from './ignore.ts'
import type { Failure, Finding, MadeEdit, Migration } from './result.ts'
import { composeRegions, type Edit, oldOffset, type Region, regionsOf } from './text.ts'
import type { Transform } from './transform.ts'
import { fileOffset } from './views/home.ts'

/** The text between steps, what was done to it so far, and what is to be told about it. */
export class State {
  text: string
  /** The step that runs. */
  release = ''
  regions: Region[] = []
  failure: Failure | undefined
  /** Counted where they are found: each must end as an edit, a finding, or suppressed. */
  found = 0
  suppressed = 0
  readonly edits: MadeEdit[] = []
  readonly findings: Finding[] = []
  private readonly said = new Set<string>()
  /** Where the directives stand that suppressed something, in the text as read. */
  private readonly used = new Set<number>()
  private heeded: { readonly text: string; readonly directives: Directives } | undefined

  constructor(text: string) {
    this.text = text
  }

  /** Takes out what the text says to leave alone: sites on lines it names, and edits that would change such a line. */
  heed(decision: Decision): Decision {
    const directives = this.directives()
    if (directives.all.length === 0) return decision
    return {
      ...decision,
      fixes: decision.fixes.filter(
        ({ site, transform, edits }) => !this.suppress(fileOffset(site.source, site.span.start), edits, transform.id),
      ),
      raised: decision.raised.filter(({ offset, transform }) => !this.suppress(offset, [], transform.id)),
    }
  }

  private directives(): Directives {
    if (this.heeded?.text !== this.text) this.heeded = { text: this.text, directives: new Directives(this.text) }
    return this.heeded.directives
  }

  private suppress(offset: number, edits: readonly Edit[], id: string): boolean {
    const directive = this.directives().ignoring(offset, edits, id)
    if (directive === undefined) return false
    this.used.add(oldOffset(this.regions, directive.offset))
    if (this.isNew(`${oldOffset(this.regions, offset)} ${id} suppressed`)) {
      this.found++
      this.suppressed++
    }
    return true
  }

  private isNew(id: string): boolean {
    const size = this.said.size
    return this.said.add(id).size > size
  }

  raise({ transform, note, offset, message, suggestion }: Raised): void {
    const at = oldOffset(this.regions, offset)
    if (!this.isNew(`${at} ${transform.title} ${message}`)) return
    this.found++
    const { release } = this
    const finding = { transform: transform.id, notes: notesOf(transform, note), release, offset: at, message }
    this.findings.push(suggestion === undefined ? finding : { ...finding, suggestion })
  }

  make(fixes: readonly Fix[], text: string): void {
    for (const { transform, rule, site, edits, flags } of fixes) {
      const offset = fileOffset(site.source, site.span.start)
      for (const flag of flags)
        this.raise({ transform, note: rule.note, offset, message: flag.because, suggestion: flag.type })
      this.found += edits.length
      for (const edit of edits)
        this.record(edit, { transform: transform.id, notes: notesOf(transform, rule.note), safety: rule.safety })
    }
    this.regions = composeRegions(this.regions, regionsOf(fixes.flatMap((fix) => fix.edits)))
    this.text = text
  }

  private record(edit: Edit, by: Pick<MadeEdit, 'transform' | 'notes' | 'safety'>): void {
    const span = { start: oldOffset(this.regions, edit.start), end: oldOffset(this.regions, edit.end) }
    this.edits.push({
      ...by,
      release: this.release,
      span,
      before: this.text.slice(edit.start, edit.end),
      after: edit.text,
    })
  }

  /** Directives for transforms that ran and that suppressed nothing. */
  tellUnused(text: string, ran: readonly string[]): void {
    for (const { offset, ids } of new Directives(text).all) {
      if (this.used.has(offset) || !ids.every((id) => ran.some((transform) => names(id, transform)))) continue
      this.found++
      this.findings.push({
        transform: 'mesh-migrate-ignore',
        notes: [],
        offset,
        message: 'this comment suppresses nothing: remove it',
      })
    }
  }

  /** Names every site whose edit was not made, and why the file is left alone. */
  tellWithheld(fixes: readonly Fix[], reason: string): Failure {
    let first = Infinity
    for (const { transform, rule, site } of fixes) {
      const offset = fileOffset(site.source, site.span.start)
      const message = `${rule.elsewhere ?? transform.title}: the edit was withheld`
      this.raise({ transform, note: rule.note, offset, message, suggestion: undefined })
      first = Math.min(first, oldOffset(this.regions, offset))
    }
    return { offset: first, message: `the edits were withheld: ${reason}` }
  }

  /** What is left of it when its edits must not be made: each becomes a finding. */
  withhold(text: string, failure: Failure): Migration {
    const withheld = this.edits.map(({ transform, notes, span, after }) => ({
      transform,
      notes,
      offset: span.start,
      message: 'the edit was withheld: make it by hand',
      ...(after.trim() === '' ? {} : { suggestion: after.trim() }),
    }))
    const { found, suppressed } = this
    return { text, regions: [], edits: [], findings: [...this.findings, ...withheld], failure, found, suppressed }
  }
}

function notesOf(transform: Transform, note: string | undefined): readonly string[] {
  return note === undefined ? transform.notes : [note]
}
