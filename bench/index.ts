import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { checkAgreement } from './agree.ts'
import { growth } from './growth.ts'
import { NOTES } from './notes.ts'
import { findPeers } from './peers.ts'
import { runRounds } from './run.ts'
import { formatTable, machine, type Row, rowsOf } from './table.ts'
import { clones, coldStart, monorepoWorks, type Setting, streamWorks, tree } from './works.ts'

const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '7' },
    folder: { type: 'string', default: join(tmpdir(), 'mesh-migrate-bench') },
    program: { type: 'string', default: 'dist/cli.js' },
    only: { type: 'string', default: '' },
    // Leaves out the peers that take minutes.
    quick: { type: 'boolean', default: false },
    // Writes docs/performance.md also where only a part was measured.
    record: { type: 'boolean', default: false },
  },
})

const files = Number(values.files)
const rounds = Number(values.rounds)
// Small runs are for seeing that all works: their figures are not recorded.
const full = files >= 100_000
const folder = resolve(values.folder)
mkdirSync(folder, { recursive: true })
const setting: Setting = {
  folder,
  files,
  program: resolve(values.program),
  root: process.cwd(),
  peers: findPeers(folder),
}
const rows: Row[] = []
const header = machine(rounds, files)
console.log(`${header.join('\n')}\n`)

const isAsked = (part: string): boolean => values.only === '' || values.only.split(',').includes(part)

if (isAsked('cold')) {
  const work = coldStart(setting)
  rows.push(...rowsOf(work, runRounds(contendersOf(work), rounds * 3)))
}
if (isAsked('tree')) {
  const repository = tree(setting, files, Math.min(200, files / 20))
  checkAgreement(setting.program, repository)
  console.log(
    'the trees agree: ours, the plain rename, and the original with our patch applied; one thread and three\n',
  )
  for (const work of monorepoWorks(setting, repository)) {
    const others = values.quick
      ? work.others.filter(({ contender }) => typeof contender === 'string' || !contender.once)
      : work.others
    const asked = { ...work, others }
    rows.push(...rowsOf(asked, runRounds(contendersOf(asked), rounds)))
  }
}
if (isAsked('stream')) {
  for (const work of streamWorks(setting, full ? 50 : 5))
    rows.push(...rowsOf(work, runRounds(contendersOf(work), rounds)))
}
if (isAsked('clones')) {
  coldStart(setting)
  const count = full ? 200 : 20
  const { all, one } = clones(setting, count)
  const samples = runRounds([all, one], rounds)
  const half = (samples.get(one) ?? []).map((sample) => ({ ...sample, wall: (sample.wall * count) / 2 }))
  const work = { name: `${count} small clones`, ours: all, others: [{ contender: one, goal: 1.2 }] }
  rows.push(...rowsOf(work, new Map([...samples, [one, half]])))
}
if (isAsked('growth')) rows.push(...growth(setting, full, rounds))

const table = formatTable(rows)
console.log(table)
if (values.record || (full && values.only === '' && !values.quick)) {
  writeFileSync('docs/performance.md', pageOf(table))
}

function contendersOf(work: ReturnType<typeof coldStart>) {
  return [work.ours, ...work.others.flatMap(({ contender }) => (typeof contender === 'string' ? [] : [contender]))]
}

function pageOf(text: string): string {
  return `# Performance

Written by \`npm run bench\`, which makes its own trees, compares ours with what others do beside it, in rounds that take turns, and first
checks that all get the same result. Times are medians; a ratio is the median of the ratios of each round. A peer that is not
there is called absent.

${header.map((line) => `- ${line}`).join('\n')}

${text}
${sizes()}

${NOTES}`
}

/** The package as it is packed, and as it lies on a disk. */
function sizes(): string {
  const pack = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--silent'], {
    encoding: 'utf8',
  })
  const [{ size, unpackedSize, entryCount }] = JSON.parse(pack)
  const kilobytes = (bytes: number): string => `${Math.round(bytes / 1000)} kB`
  return `The package is ${kilobytes(size)} packed and ${kilobytes(unpackedSize)} installed, in ${entryCount} files, and brings no other package.`
}
