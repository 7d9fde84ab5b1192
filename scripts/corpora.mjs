// What all transforms make of whole trees: npm run build && npm run corpora -- <folder...>
// Over trees of other projects nothing may change and nothing fail, and each finding must have a reason.
import { basename, resolve } from 'node:path'
import { createReport, createRequest, migrateRepository } from '../dist/index.js'

const RANGE = { from: '2.0', to: '2.14' }

const folders = process.argv.slice(2)
if (folders.length === 0) {
  console.error('usage: npm run corpora -- <folder...>')
  process.exit(2)
}

/** @returns the report of a run that writes nothing, and how long it took */
async function migrateTree(folder) {
  const request = createRequest({ ...RANGE, unsafe: true })
  const start = performance.now()
  const run = await migrateRepository({ ...request, cwd: resolve(folder), paths: [], write: false, allowDirty: true })
  const report = createReport(run, { tool: { name: 'mesh-migrate', version: '0' }, ...RANGE })
  return { report, seconds: (performance.now() - start) / 1000 }
}

function linesOf({ path, status, edits, findings, error }) {
  return [
    ...(error === undefined ? [] : [`  ${path}: ${status}: ${error}`]),
    ...edits.map(({ line, column, transform, before, after }) => {
      const [was, is] = [before, after].map((text) => JSON.stringify(text.slice(0, 120)))
      return `  ${path}:${line}:${column}: edit ${transform}: ${was} -> ${is}`
    }),
    ...findings.map(
      (finding) => `  ${path}:${finding.line}:${finding.column}: ${finding.transform}: ${finding.message}`,
    ),
  ]
}

let isClean = true
for (const folder of folders) {
  const { report, seconds } = await migrateTree(folder)
  const { files, changed, edits, findings, failed, skipped } = report.summary
  console.log(
    `${basename(resolve(folder))}: ${files} files in ${seconds.toFixed(1)} s: ${changed} changed with ${edits} edits, ` +
      `${findings} findings, ${failed} failed, ${skipped} skipped`,
  )
  for (const line of report.files.flatMap(linesOf)) console.log(line)
  if (changed > 0 || failed > 0) isClean = false
}
process.exitCode = isClean ? 0 : 1
