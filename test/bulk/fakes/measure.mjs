// Loaded before a program by NODE_OPTIONS: when it ends, what it took is added to the file MEASURES.
import { appendFileSync } from 'node:fs'

process.on('exit', () => {
  const { maxRSS } = process.resourceUsage()
  const measure = { seconds: performance.now() / 1000, megabytes: maxRSS / 1024 }
  // Not the merging of reports: one run for each repository.
  if (process.env.MEASURES !== undefined && !process.argv.includes('merge')) {
    appendFileSync(process.env.MEASURES, `${JSON.stringify(measure)}\n`)
  }
})
