// Does what `multi-gitter run` does (lindell/multi-gitter f9c9768: cmd/command.go, internal/multigitter/run.go, internal/git/cmdgit),
// with the folder REMOTES in the place of GitHub. Options it does not know end it, as they end the real one.
import { execFileSync, spawnSync } from 'node:child_process'
import { accessSync, constants, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, isAbsolute, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { parse } from 'yaml'

const TEXT = { type: 'string' }
const LIST = { type: 'string', multiple: true }
const FLAGS = {
  branch: { ...TEXT, short: 'B' },
  'commit-message': { ...TEXT, short: 'm' },
  concurrent: { ...TEXT, short: 'C' },
  config: LIST,
  'dry-run': { type: 'boolean', short: 'd' },
  'fetch-depth': { ...TEXT, short: 'f' },
  org: { ...LIST, short: 'O' },
  'pr-body': { ...TEXT, short: 'b' },
  'pr-title': { ...TEXT, short: 't' },
  'repo-include': TEXT,
}
const { values, positionals } = parseArgs({ options: FLAGS, allowPositionals: true })
const [command, script] = positionals
if (command !== 'run' || script === undefined) throw new Error('multi-gitter run <script>')
for (const file of values.config ?? []) {
  for (const [name, value] of Object.entries(parse(readFileSync(file, 'utf8')))) {
    if (!(name in FLAGS)) throw new Error(`${file}: no option is called ${name}`)
    values[name] ??= value
  }
}

/** No shell: blanks part, quotes hold together and end the argument, the first character is always itself. */
function splitCommand(text) {
  const args = []
  let [current, quote, escaped, inside] = ['', '', true, false]
  const end = () => {
    args.push(current)
    ;[current, quote, inside] = ['', '', false]
  }
  for (const character of text) {
    const blank = character === ' ' || character === '\t'
    if (quote !== '') {
      if (character === quote) end()
      else current += character
    } else if (escaped) {
      current += character
      escaped = false
    } else if (character === '\\') escaped = true
    else if (character === '"' || character === "'") quote = character
    else if (blank && inside) end()
    else if (!blank) {
      inside = true
      current += character
    }
  }
  if (quote !== '') throw new Error(`unclosed quote in command line: ${text}`)
  if (current !== '') end()
  return args
}

function lookPath(name) {
  const folders = name.includes('/') ? [''] : (process.env.PATH ?? '').split(delimiter)
  for (const folder of folders) {
    try {
      accessSync(join(folder, name), constants.X_OK)
      return join(folder, name)
    } catch {
      continue
    }
  }
  throw new Error(`could not find executable ${name}`)
}

const [name = '', ...args] = splitCommand(script)
const found = lookPath(name)
const executable = isAbsolute(found) ? found : resolve(found)

function runRepository(repository) {
  const folder = mkdtempSync(join(tmpdir(), 'multi-git-changer-'))
  const git = (...words) =>
    execFileSync('git', words, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  try {
    const url = `file://${process.env.REMOTES}/${repository}.git`
    git('clone', url, '--branch', 'main', '--single-branch', '--depth', '1', folder)
    git('checkout', '-b', values.branch)
    const env = { ...process.env, REPOSITORY: repository, ...(values['dry-run'] ? { DRY_RUN: 'true' } : {}) }
    const ran = spawnSync(executable, args, { cwd: folder, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
    if (ran.status !== 0) return `exit status ${ran.status}`
    if (git('status', '-s') === '') return 'no data was changed'
    git('add', '.')
    git('commit', '--no-verify', '-m', values['commit-message'] ?? `${values['pr-title']}\n${values['pr-body']}`)
    if (values['dry-run']) return 'ok (dry run)'
    git('push', '--no-verify', 'origin', `HEAD:refs/heads/${values.branch}`)
    return 'ok'
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const include = new RegExp(values['repo-include'] ?? '')
for (const org of values.org) {
  for (const file of readdirSync(join(process.env.REMOTES, org)).sort()) {
    const repository = `${org}/${file.slice(0, -'.git'.length)}`
    if (include.test(repository)) console.log(`${repository}: ${runRepository(repository)}`)
  }
}
// The real one also exits with 0 when repositories failed.
