import { createHash } from 'node:crypto'
import type { Outcome } from '../../outcome.ts'
import { occurring } from '../described.ts'
import type { Told } from '../formats.ts'
import type { ReportedFile } from '../json.ts'
import { escapeControls, escapeLine } from '../terminal.ts'
import { type Block, blockAt, blocksOf } from './blocks.ts'

/** What the script of the page works with. Names are short: there is one for each line of 2,000 files. */
export interface PageData {
  /** Tells this report from others, for what a reader ticked. */
  readonly key: string
  readonly transforms: readonly PageTransform[]
  readonly files: readonly PageFile[]
}

interface PageTransform {
  readonly id: string
  readonly title: string
  readonly release: string
  readonly about: string
  readonly link?: string
}

interface PageFile {
  readonly path: string
  readonly status: ReportedFile['status']
  readonly error?: string
  readonly blocks: readonly PageBlock[]
}

interface PageBlock extends Block {
  readonly edits: readonly PageEdit[]
  readonly findings: readonly PageFinding[]
}

/** `by` is the number of the transform. */
interface PageEdit {
  readonly by: number
  readonly line: number
  readonly unsafe: boolean
}

interface PageFinding {
  readonly by: number
  readonly line: number
  readonly column: number
  readonly message: string
  readonly suggestion?: string
}

/** The report with the diffs it tells of, masked and free of control characters. */
export function pageData(told: Told): PageData {
  const transforms = [...occurring(told).values()].map(({ id, title, release, about, link }) => {
    const transform = { id, title, release, about }
    return link === undefined ? transform : { ...transform, link }
  })
  const numbers = new Map(transforms.map(({ id }, index) => [id, index]))
  const listed = told.outcomes.filter(({ status }) => status !== 'clean')
  const files = told.report.files.flatMap((file, index) => {
    const outcome = listed[index]
    return outcome === undefined ? [] : [fileOf(file, outcome, numbers)]
  })
  const { from, to } = told.report
  const key = createHash('sha256')
    .update(JSON.stringify([from, to, files]))
    .digest('hex')
    .slice(0, 16)
  return { key, transforms, files }
}

function fileOf(file: ReportedFile, outcome: Outcome, numbers: ReadonlyMap<string, number>): PageFile {
  const blocks = blocksOf(
    outcome,
    file.findings.map(({ line }) => line),
  ).map((block): PageBlock & Collecting => ({ ...block, edits: [], findings: [] }))
  for (const { transform, line, safety } of file.edits) {
    const edit = { by: numbers.get(transform) ?? 0, line, unsafe: safety === 'unsafe' }
    blocks[blockAt(blocks, line)]?.edits.push(edit)
  }
  for (const { transform, line, column, message, suggestion } of file.findings) {
    const finding = { by: numbers.get(transform) ?? 0, line, column, message: escapeLine(message) }
    const whole = suggestion === undefined ? finding : { ...finding, suggestion: escapeControls(suggestion) }
    blocks[blockAt(blocks, line)]?.findings.push(whole)
  }
  const shown = { path: escapeLine(file.path), status: file.status, blocks }
  return file.error === undefined ? shown : { ...shown, error: escapeLine(file.error) }
}

/** The same block while its lists are filled. */
interface Collecting {
  readonly edits: PageEdit[]
  readonly findings: PageFinding[]
}
