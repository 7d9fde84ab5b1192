import { execFileSync, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, describe, test } from 'vitest'
import { HOSTILE } from '../../scripts/hostile/texts.mjs'
import { migrate } from '../../src/migrate.ts'
import { migrateText, type Outcome } from '../../src/outcome.ts'
import { parseRange, stepsBetween } from '../../src/steps.ts'
import { transforms } from '../../transforms/index.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const REQUEST = {
  steps: stepsBetween(transforms, parseRange('2.6', '2.11')),
  unsafe: false,
  answers: new Map<string, string>(),
}
/** A part of what `npm run hostile` gives, and of what is read at most. */
const PART = 0.06
const READ = 100_000 * PART

interface Ran {
  readonly outcome: Outcome
  /** Of the processor, so that it does not matter what else runs. */
  readonly seconds: number
}

function run(text: string, path: string): Ran {
  const before = process.cpuUsage()
  const outcome = migrateText(path, { kind: 'text', text, bom: false }, REQUEST, migrate)
  const { user, system } = process.cpuUsage(before)
  return { outcome, seconds: (user + system) / 1e6 }
}

describe('a hostile text is read, or refused with a reason, in bounded time', () => {
  test.each(HOSTILE)('$name', ({ file, size, parts, text }) => {
    const most = Math.round(Math.min(size * PART, parts === undefined ? Infinity : READ / parts))
    const half = run(text(Math.ceil(most / 2)), file)
    const full = run(text(most), file)
    for (const { outcome } of [half, full]) {
      // What is a fault of the program says so.
      expect(outcome.error ?? '').not.toContain('please report')
      expect(outcome.newText === outcome.text).toBe(outcome.status !== 'changed')
      if (outcome.status === 'failed') expect(outcome.error).toMatch(/^\d+:\d+: it does not parse: /)
    }
    // Wide of what it takes: only what grows with the square, or worse, takes as much.
    expect(full.seconds).toBeLessThan(Math.max(2, 4 * half.seconds))
  })

  test('none of them is passed over in silence', () => {
    const silent = HOSTILE.filter(({ file, size, parts, text }) => {
      const all = text(Math.round(Math.min(size, parts === undefined ? 2000 : 2000 / parts)))
      return run(all, file).outcome.status === 'clean'
    })
    // Nothing in it concerns the upgrade.
    expect(silent.map(({ name }) => name)).toEqual(['keys of a policy'])
  })
})

test('trees of odd names, links, sizes and encodings end with a reason', () => {
  const built = join(root, 'node_modules', '.cache', 'mesh-migrate-hostile')
  execFileSync(process.execPath, ['scripts/build.mjs', built, '--no-types'], { cwd: root })
  const args = ['scripts/hostile.mjs', '--trees', '--scale', '0.05', '--program', join(built, 'cli.js')]
  const { stdout, status } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
  expect(stdout.match(/^ok {3}/gm)).toHaveLength(6)
  expect(stdout).toMatch(/^all bounded, nothing crashed$/m)
  expect(status).toBe(0)
})
