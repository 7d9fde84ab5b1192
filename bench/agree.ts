import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Monorepo, renamed, restore } from './monorepo.ts'

/**
 * Before anything is timed: our tree is what a plain rename gives, byte for byte, the printed patch makes the same of the original, nothing else
 * has changed, and one thread prints what several print.
 * @throws when any of that does not hold
 */
export function checkAgreement(program: string, repository: Monorepo): void {
  const { folder, marked } = repository
  const migrate = (...options: string[]): string => {
    const args = [program, '--from', '2.0', '--to', '2.14', ...options]
    const { status, stdout, stderr } = spawnSync('node', args, { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 30 })
    if (status !== 0) throw new Error(`mesh-migrate ended with ${status}: ${stderr.slice(-3000)}`)
    return stdout
  }
  restore(repository)
  const dry = migrate('--dry-run', '--jobs', '1')
  if (migrate('--dry-run', '--jobs', '3') !== dry) throw new Error('one thread and three print different diffs')
  const patch = migrate()
  if (patch !== dry) throw new Error('a run in place prints another diff than a dry run')
  expectTree(folder, marked, 'the migrated tree')
  const changed = git(folder, 'diff', '--name-only', '-z').split('\0').filter(Boolean).sort()
  if (changed.join() !== [...marked.keys()].sort().join()) throw new Error(`changed are ${changed.length} files`)
  restore(repository)
  execFileSync('git', ['apply', '-'], { cwd: folder, input: patch })
  expectTree(folder, marked, 'the original with the patch applied')
  restore(repository)
}

function expectTree(folder: string, marked: ReadonlyMap<string, string>, what: string): void {
  for (const [path, text] of marked) {
    if (readFileSync(join(folder, path), 'utf8') !== renamed(text))
      throw new Error(`${what} differs from the rename in ${path}`)
  }
}

function git(cwd: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd, encoding: 'utf8', maxBuffer: 2 ** 30 })
}
