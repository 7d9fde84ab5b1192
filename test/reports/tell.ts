import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { main } from '../../src/cli.ts'
import { decode } from '../../src/files/read.ts'
import { migrateText, type Outcome } from '../../src/outcome.ts'
import type { Told } from '../../src/report/formats.ts'
import { createReport } from '../../src/report/json.ts'
import type { Finding, MadeEdit, Migration, Request } from '../../src/result.ts'
import { applyEdits, composeRegions, regionsOf } from '../../src/text.ts'
import type { Safety, Transform } from '../../src/transform.ts'
import { transform } from '../fake.ts'

/** What shall become of every place that holds a word: an edit where `write` is given, a finding where `say` is. */
interface Wanted {
  readonly find: string
  readonly write?: string
  readonly say?: string
  readonly suggestion?: string
  readonly transform?: string
  readonly safety?: Safety
}

/** The transform of what is wanted, where none is named; it has no page. */
const RENAMED = transform('2.7/renamed', ['2.7.0'], { title: '`OLD` became `NEW`' })
const OTHER = transform('2.10/other', ['2.10.0'], { title: 'another' })

/** What a run over texts tells; a text with `BROKEN` fails. */
export async function tell(
  files: { readonly [path: string]: string },
  wanted: readonly Wanted[],
  transforms: readonly Transform[] = [RENAMED, OTHER],
): Promise<Told> {
  const steps = transforms.map((each) => ({ release: each.since[0] ?? '', transforms: [each] }))
  const request: Request = { steps, unsafe: true, answers: new Map() }
  const outcomes: Outcome[] = []
  for (const [path, text] of Object.entries(files)) {
    const decoded = decode(Buffer.from(text))
    if (decoded.kind !== 'text') throw new Error(`${path} is not text`)
    outcomes.push(await migrateText(path, decoded, request, (read) => migrateWanted(read, wanted)))
  }
  const run = { files: outcomes.length, outcomes, warnings: [], vendored: [] }
  const tool = { name: 'mesh-migrate', version: '1.2.3' }
  return { report: createReport(run, { tool, from: '2.6', to: '2.11' }), outcomes, steps }
}

function migrateWanted(text: string, wanted: readonly Wanted[]): Migration {
  const broken = text.indexOf('BROKEN')
  if (broken !== -1) {
    const failure = { offset: broken, message: 'it does not parse: <bad> & "worse"' }
    return { text, regions: [], edits: [], findings: [], failure }
  }
  const edits: MadeEdit[] = []
  const findings: Finding[] = []
  for (const { find, write, say, suggestion, transform: id = '2.7/renamed', safety = 'safe' } of wanted) {
    for (let at = text.indexOf(find); at !== -1; at = text.indexOf(find, at + find.length)) {
      const by = { transform: id, notes: [`note-${id}`] }
      const span = { start: at, end: at + find.length }
      if (write !== undefined) edits.push({ ...by, safety, span, before: find, after: write })
      if (say !== undefined) {
        findings.push({ ...by, offset: at, message: say, ...(suggestion === undefined ? {} : { suggestion }) })
      }
    }
  }
  const changes = edits.map(({ span, after }) => ({ ...span, text: after }))
  // Composed as the engine does it: what touches is one region.
  return { text: applyEdits(text, changes), regions: composeRegions([], regionsOf(changes)), edits, findings }
}

const root = fileURLToPath(new URL('../..', import.meta.url))

/** What the tool prints over an example or a folder of its own, as a dry run. */
export async function printed(folder: string, ...args: readonly string[]): Promise<string> {
  const [stdout, stderr] = [collector(), collector()]
  const range = ['--from', '2.0', '--to', '2.11', '--dry-run']
  const code = await main([...range, ...args, '-C', folder], {}, { stdin: Readable.from([]), stdout, stderr })
  if (code !== 0) throw new Error(`exit code ${code}: ${stderr.text()}`)
  return stdout.text()
}

function collector() {
  const chunks: string[] = []
  return {
    write(chunk: string | Uint8Array, done: () => void) {
      chunks.push(Buffer.from(chunk).toString())
      done()
    },
    text: () => chunks.join(''),
  }
}

export const EXAMPLES = ['ecs', 'kubernetes', 'universal']

export function example(name: string): string {
  return `${root}examples/${name}`
}
