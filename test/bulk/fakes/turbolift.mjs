// Does what turbolift does (Skyscanner/turbolift d4af02a: cmd/{clone,foreach,commit,create_prs}, internal/{campaign,git}), with the
// folder REMOTES in the place of GitHub, and pull-requests.txt there in the place of its pull requests.
import { execFileSync, spawnSync } from 'node:child_process'
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { parseArgs } from 'node:util'

const OPTIONS = {
  clone: { fork: { type: 'boolean' } },
  foreach: { failed: { type: 'boolean' }, successful: { type: 'boolean' } },
  commit: { message: { type: 'string', short: 'm' } },
  'create-prs': {
    sleep: { type: 'string' },
    draft: { type: 'boolean' },
    description: { type: 'string', default: 'README.md' },
  },
}
const [command = '', ...rest] = process.argv.slice(2)
const options = OPTIONS[command]
if (options === undefined) throw new Error(`unknown command ${command}`)
const dashes = rest.indexOf('--')
if (command === 'foreach' && dashes === -1) throw new Error('use -- to separate command')
const flags = dashes === -1 ? rest : rest.slice(0, dashes)
const { values } = parseArgs({ args: flags, options: { ...options, repos: { type: 'string', default: 'repos.txt' } } })

const name = basename(process.cwd()).replace(/^(?!turbolift-)/, 'turbolift-')
const results = '.turbolift_previous_results'
const list = values.failed
  ? join(results, 'failed.txt')
  : values.successful
    ? join(results, 'successful.txt')
    : values.repos
const repositories = readFileSync(list, 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
const git = (folder, ...args) =>
  execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

function cloneAll() {
  for (const repository of repositories) {
    const folder = join('work', repository)
    if (existsSync(folder)) continue
    mkdirSync(dirname(folder), { recursive: true })
    git('.', 'clone', `file://${process.env.REMOTES}/${repository}.git`, folder)
    git(folder, 'checkout', '-b', name)
  }
}

function forEach([program = '', ...args]) {
  mkdirSync(results, { recursive: true })
  const outcomes = { successful: [], failed: [] }
  for (const repository of repositories) {
    const ran = spawnSync(program, args, {
      cwd: join('work', repository),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    outcomes[ran.status === 0 ? 'successful' : 'failed'].push(repository)
    console.log(
      `Executing in work/${repository}: ${ran.status === 0 ? 'OK' : `exit status ${ran.status}`}\n${ran.stdout}${ran.stderr}`,
    )
  }
  for (const [outcome, names] of Object.entries(outcomes))
    writeFileSync(join(results, `${outcome}.txt`), names.map((each) => `${each}\n`).join(''))
}

function commitAll() {
  if (process.env.NO_PROMPT !== '1') throw new Error('would ask')
  for (const repository of repositories) {
    const folder = join('work', repository)
    // Untracked files count as a change here, and are not in the commit: with nothing else, it fails.
    if (git(folder, 'status', '--porcelain=v1') !== '') git(folder, 'commit', '--all', '--message', values.message)
  }
}

function createPullRequests() {
  const [first = '', ...body] = readFileSync(values.description, 'utf8').trimEnd().split('\n')
  for (const repository of repositories) {
    const folder = join('work', repository)
    git(folder, 'push', '-u', 'origin', name)
    if (git(folder, 'log', '--format=%H', `origin/main..${name}`) === '') continue
    appendFileSync(
      join(process.env.REMOTES, 'pull-requests.txt'),
      `${repository}: ${first.replace(/^[# ]+/, '')} (${body.length} lines)\n`,
    )
  }
}

switch (command) {
  case 'clone':
    cloneAll()
    break
  case 'foreach':
    forEach(rest.slice(dashes + 1))
    break
  case 'commit':
    commitAll()
    break
  default:
    createPullRequests()
}
