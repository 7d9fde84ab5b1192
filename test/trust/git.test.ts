import { chownSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { gitState } from '../../src/files/git.ts'
import { temporaryFolder } from '../fake.ts'
import { git, repository } from '../committed.ts'

function dirtyIn(folder: string, ...names: readonly string[]): string[] {
  const { dirty, warnings } = gitState(names.map((name) => join(folder, name)))
  expect(warnings).toEqual([])
  return [...dirty].map((path) => path.slice(folder.length + 1)).sort()
}

describe('what no commit holds', () => {
  test('is staged, unstaged, both, or untracked; what is committed is not', () => {
    const names = ['clean', 'staged', 'unstaged', 'both']
    const folder = repository(Object.fromEntries(names.map((name) => [name, 'a'])))
    for (const name of ['staged', 'both']) writeFileSync(join(folder, name), 'b')
    git(folder, 'add', '-A')
    for (const name of ['unstaged', 'both']) writeFileSync(join(folder, name), 'c')
    writeFileSync(join(folder, 'untracked'), 'a')
    expect(dirtyIn(folder, ...names, 'untracked')).toEqual(['both', 'staged', 'unstaged', 'untracked'])
  })

  test('is ignored, a whole folder of it too', () => {
    const folder = repository({ '.gitignore': 'out/\n*.log\n', a: 'a' })
    mkdirSync(join(folder, 'out'))
    for (const name of ['out/b', 'c.log']) writeFileSync(join(folder, name), 'a')
    expect(dirtyIn(folder, 'a', 'out/b', 'c.log')).toEqual(['c.log', 'out/b'])
  })

  test('in a submodule is what its own repository says', () => {
    const inner = repository({ a: 'a', b: 'b' })
    const folder = repository({ c: 'c' })
    git(folder, 'submodule', '--quiet', 'add', inner, 'sub')
    git(folder, 'commit', '-qm', 'sub')
    expect(dirtyIn(folder, 'sub/a', 'sub/b', 'c')).toEqual([])
    writeFileSync(join(folder, 'sub/a'), 'changed')
    expect(dirtyIn(folder, 'sub/a', 'sub/b', 'c')).toEqual(['sub/a'])
  })

  test('in a work tree is what that one says', () => {
    const folder = repository({ a: 'a', b: 'b' })
    const other = join(temporaryFolder(), 'tree')
    git(folder, 'worktree', 'add', '-q', other)
    writeFileSync(join(other, 'a'), 'changed')
    expect(dirtyIn(other, 'a', 'b')).toEqual(['a'])
    expect(dirtyIn(folder, 'a', 'b')).toEqual([])
  })

  test('in a repository without a commit is everything', () => {
    const folder = temporaryFolder({ a: 'a' })
    git(folder, 'init', '-q')
    expect(dirtyIn(folder, 'a')).toEqual(['a'])
  })
})

describe('where git cannot tell, a warning says so', () => {
  test('outside a repository, and in a bare one', () => {
    const folder = temporaryFolder({ a: 'a' })
    expect(gitState([join(folder, 'a')]).warnings).toEqual([
      'not in a git repository: there is no commit to go back to',
    ])
    git(folder, 'init', '-q', '--bare', 'bare.git')
    writeFileSync(join(folder, 'bare.git', 'b'), 'b')
    expect(gitState([join(folder, 'bare.git', 'b')]).warnings).toHaveLength(1)
  })

  test.runIf(process.getuid?.() === 0)('where git refuses the owner', () => {
    const folder = repository({ a: 'a' })
    mkdirSync(join(folder, 'sub'))
    for (const name of ['.', '.git']) chownSync(join(folder, name), 12345, 12345)
    const { dirty, warnings } = gitState([join(folder, 'a')])
    expect([...dirty]).toEqual([])
    expect(warnings.join()).toContain('detected dubious ownership')
  })
})
