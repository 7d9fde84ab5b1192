import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { createRequest } from '../src/index.ts'
import { Progress } from '../src/progress.ts'
import { migrateRepository } from '../src/repository.ts'
import { temporaryFolder } from './fake.ts'

class Screen extends Writable {
  readonly isTTY = true
  readonly columns: number
  shown = ''

  constructor(columns = 80) {
    super()
    this.columns = columns
  }

  cursorTo(): void {}

  moveCursor(): void {}

  clearLine(): void {
    this.shown += '<gone>'
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.shown += chunk.toString()
    done()
  }
}

test('a long run shows how far it is, and takes that away when it ends', async () => {
  const screen = new Screen()
  const progress = new Progress(screen, 0)
  await progress.tell(0, 0)
  await expect.poll(() => screen.shown).toContain('looking for files …')
  await progress.tell(5, 20)
  await expect.poll(() => screen.shown).toContain('5 of 20 files that may change')
  progress.end()
  expect(screen.shown.endsWith('<gone>')).toBe(true)
})

test('a short run shows nothing', async () => {
  const screen = new Screen()
  const progress = new Progress(screen)
  await progress.tell(0, 0)
  await progress.tell(20, 20)
  progress.end()
  expect(screen.shown).toBe('')
})

test('a terminal that does not tell its width is left alone', async () => {
  const screen = new Screen(0)
  const progress = new Progress(screen, 0)
  await progress.tell(5, 20)
  progress.end()
  expect(screen.shown).toBe('')
})

test('a repository is looked through, then migrated file by file', async () => {
  const cwd = temporaryFolder({
    'a.env': 'KUMA_MODE=standalone\n',
    'b.env': 'KUMA_MODE=standalone\n',
    'c.env': 'A=1\n',
  })
  const request = createRequest({ from: '2.5', to: '2.6', only: ['2.6/standalone-mode'] })
  const told: [number, number][] = []
  const progress = (...numbers: [number, number]): Promise<void> => Promise.resolve(void told.push(numbers))
  await migrateRepository({ ...request, cwd, paths: [], write: false, allowDirty: false }, { progress })
  expect(told.filter(([, total]) => total > 0)).toEqual([
    [0, 2],
    [1, 2],
  ])
  expect(told[0]).toEqual([0, 0])
})
