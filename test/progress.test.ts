import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { Progress } from '../src/progress.ts'

class Screen extends Writable {
  readonly isTTY = true
  readonly columns = 80
  shown = ''

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
