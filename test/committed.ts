import { execFileSync } from 'node:child_process'
import { temporaryFolder } from './fake.ts'

/** @returns what git prints. @throws where it fails */
export function git(cwd: string, ...args: readonly string[]): string {
  const safe = ['-c', 'user.name=n', '-c', 'user.email=n@example.com', '-c', 'protocol.file.allow=always']
  return execFileSync('git', [...safe, ...args], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

/** A temporary repository with these files, all committed. @returns its folder */
export function repository(files: { readonly [path: string]: string }): string {
  const folder = temporaryFolder(files)
  git(folder, 'init', '-q')
  git(folder, 'add', '-A')
  git(folder, 'commit', '-qm', 'all')
  return folder
}
