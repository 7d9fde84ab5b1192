import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The same commit on every machine and every day. */
const WHO = 'Platform Team <platform@example.com> 1700000000 +0000'

/**
 * A bare repository with one commit; without files, with none.
 * @param {string} path
 * @param {string} branch
 * @param {ReadonlyMap<string, string | Buffer>} files
 */
export function createRepository(path, branch, files) {
  execFileSync('git', ['init', '--quiet', '--bare', `--initial-branch=${branch}`, path])
  if (files.size === 0) return
  const parts = [`commit refs/heads/${branch}\ncommitter ${WHO}\ndata 14\nInitial commit\n`]
  for (const [name, content] of files) {
    const bytes = Buffer.from(content)
    const mode = name.endsWith('.sh') ? '100755' : '100644'
    parts.push(`M ${mode} inline ${name}\ndata ${bytes.length}\n`, bytes, '\n')
  }
  execFileSync('git', ['fast-import', '--quiet'], {
    cwd: path,
    input: Buffer.concat(parts.map((part) => Buffer.from(part))),
  })
}

/**
 * `objects`: nothing can be cloned, as after a broken disk; `hook`: pushes are refused.
 * @param {string} path
 * @param {string} branch
 * @param {'objects' | 'hook' | undefined} damage
 */
export function breakRepository(path, branch, damage) {
  if (damage === 'objects') {
    rmSync(join(path, 'objects'), { recursive: true })
    mkdirSync(join(path, 'objects'))
  }
  if (damage !== 'hook') return
  const hook = join(path, 'hooks', 'pre-receive')
  writeFileSync(hook, `#!/bin/sh\necho "only ${branch} is open here" >&2\nexit 1\n`)
  chmodSync(hook, 0o755)
}
