import { createHash } from 'node:crypto'
import type { Outcome } from '../outcome.ts'
import { lineStarts, positionAt } from '../text.ts'
import type { Described } from './described.ts'
import type { ReportedEdit, ReportedFile, ReportedFinding } from './json.ts'
import { fixesOf, type Replacement, type TextRegion, textRegion } from './sarif-fixes.ts'
import { leadOf, maskSecrets } from './secrets.ts'

interface Artifact {
  readonly uri: string
  readonly uriBaseId: '%SRCROOT%'
}

interface Result {
  readonly ruleId: string
  readonly ruleIndex: number
  readonly level: 'note' | 'warning'
  readonly message: { readonly text: string }
  readonly locations: readonly {
    readonly physicalLocation: { readonly artifactLocation: Artifact; readonly region: TextRegion }
  }[]
  readonly partialFingerprints: { readonly primaryLocationLineHash: string }
  readonly fixes?: readonly object[]
}

type Rules = ReadonlyMap<string, Described>

export function findingResults(file: ReportedFile, { text, findings }: Outcome, rules: Rules): Result[] {
  const starts = lineStarts(text)
  const fingerprint = fingerprints(text, starts, 'finding')
  const offsets = findings.map(({ offset }) => offset).sort((a, b) => a - b)
  return file.findings.map((finding, index) => {
    const offset = offsets[index] ?? 0
    const end = Math.max(offset, lineSpan(text, starts, offset).end)
    return {
      ...ruleReference(finding.transform, rules),
      level: 'warning',
      message: { text: escapeLinks(findingText(finding)) },
      locations: locate(file.path, textRegion(starts, { start: offset, end })),
      partialFingerprints: { primaryLocationLineHash: fingerprint(finding.transform, offset) },
    }
  })
}

export function editResults(file: ReportedFile, outcome: Outcome, rules: Rules): Result[] {
  const starts = lineStarts(outcome.text)
  const fingerprint = fingerprints(outcome.text, starts, 'edit')
  const fixes = fixesOf(outcome)
  const edits = [...outcome.edits].sort((a, b) => a.span.start - b.span.start)
  return edits.flatMap((edit, index) => {
    const reported = file.edits[index]
    if (reported === undefined) return []
    const fix = fixes.get(edit)
    const result: Result = {
      ...ruleReference(edit.transform, rules),
      level: edit.safety === 'safe' ? 'note' : 'warning',
      message: { text: escapeLinks(editText(reported, rules.get(edit.transform))) },
      locations: locate(file.path, textRegion(starts, edit.span)),
      partialFingerprints: { primaryLocationLineHash: fingerprint(edit.transform, edit.span.start) },
    }
    return [fix === undefined ? result : { ...result, fixes: [fixOf(file.path, edit.transform, fix)] }]
  })
}

function ruleReference(id: string, rules: Rules): Pick<Result, 'ruleId' | 'ruleIndex'> {
  return { ruleId: id, ruleIndex: [...rules.keys()].indexOf(id) }
}

function findingText({ message, suggestion }: ReportedFinding): string {
  return suggestion === undefined ? message : `${message}\nWrite: ${suggestion}`
}

function editText({ transform, before, after }: ReportedEdit, described: Described | undefined): string {
  const title = described?.title ?? transform
  const short = before !== '' && after !== '' && !/\n/.test(before + after) && before.length + after.length <= 200
  return short ? `${title}: ${before} becomes ${after}` : title
}

function fixOf(path: string, transform: string, replacements: readonly Replacement[]): object {
  const text = `All edits of ${transform} in this file, and those that go with them`
  return { description: { text }, artifactChanges: [{ artifactLocation: artifactOf(path), replacements }] }
}

function locate(path: string, region: TextRegion): Result['locations'] {
  return [{ physicalLocation: { artifactLocation: artifactOf(path), region } }]
}

/** Relative to the folder of the run, each name percent-encoded. */
export function artifactOf(path: string): Artifact {
  const names = path.replace(/\p{Cs}/gu, '\ufffd').split('/')
  return { uri: names.map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' }
}

/** `[a](b)` in a message would be a link. */
export function escapeLinks(text: string): string {
  return text.includes('](') ? text.replace(/[\\[\]]/g, '\\$&') : text
}

/** The line of an offset without its line break. */
function lineSpan(text: string, starts: readonly number[], offset: number): { start: number; end: number } {
  const { line } = positionAt(starts, offset)
  const next = starts[line]
  const end = next === undefined ? text.length : next - (text[next - 2] === '\r' ? 2 : 1)
  return { start: starts[line - 1] ?? 0, end }
}

/**
 * Tells places apart by what is on their line, not by where the line is: the same as long as lines above come and go. The
 * number behind the colon counts places that are told by the same line.
 */
function fingerprints(text: string, starts: readonly number[], kind: string): (rule: string, offset: number) => string {
  const lines = new Map<number, string>()
  const counts = new Map<string, number>()
  return (rule, offset) => {
    const { start, end } = lineSpan(text, starts, offset)
    const line = lines.get(start) ?? digest(maskSecrets(text.slice(start, end), leadOf(text, start)).trim())
    lines.set(start, line)
    const hash = digest(`${kind} ${rule} ${line}`)
    const count = (counts.get(hash) ?? 0) + 1
    counts.set(hash, count)
    return `${hash}:${count}`
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
