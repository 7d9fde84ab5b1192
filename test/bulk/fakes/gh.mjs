// `gh pr create`, which writes what it would open to pull-requests.txt in the folder REMOTES.
import { execFileSync } from 'node:child_process'
import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const TEXT = { type: 'string' }
const { values, positionals } = parseArgs({
  options: { head: TEXT, title: TEXT, 'body-file': TEXT },
  allowPositionals: true,
})
if (positionals.join(' ') !== 'pr create') throw new Error(`unexpected: gh ${positionals.join(' ')}`)
if (process.env.GH_TOKEN !== 'secret') throw new Error('not logged in')
const remote = execFileSync('git', ['remote', 'get-url', 'origin'], { encoding: 'utf8' }).trim()
const [first] = readFileSync(values['body-file'], 'utf8').split('\n')
appendFileSync(
  join(process.env.REMOTES, 'pull-requests.txt'),
  `${remote.split('/').slice(-2).join('/')} ${values.head}: ${values.title}: ${first}\n`,
)
