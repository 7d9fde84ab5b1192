import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'
import { main } from '../src/cli.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

async function run(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = ''
  let err = ''
  const stdout = {
    write(text: string | Uint8Array, done: () => void) {
      out += text
      done()
    },
  }
  const stderr = {
    write(text: string | Uint8Array, done: () => void) {
      err += text
      done()
    },
  }
  const code = await main(argv, {}, { stdin: Readable.from([]), stdout, stderr })
  return { code, out, err }
}

/** Set to write what is printed today into the expected files, to be read before it is committed. */
const record = process.env.RECORD === '1'

function expectFile(name: string, text: string): void {
  const path = join(root, 'test/examples', name)
  if (record || !existsSync(path)) writeFileSync(path, text)
  expect(text).toBe(readFileSync(path, 'utf8'))
}

for (const name of ['ecs', 'kubernetes', 'universal']) {
  describe(name, () => {
    const range = ['--from', '2.6', '--to', '2.11']

    test('dry run prints the diff and what is left to do', async () => {
      const { code, out, err } = await run(...range, '--dry-run', '-C', join(root, 'examples', name))
      expect(code).toBe(0)
      expectFile(`${name}.patch`, out)
      expectFile(`${name}.txt`, err)
    })

    test('a run in place writes what the diff says, and a second one nothing', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'mesh-migrate-'))
      folders.push(folder)
      cpSync(join(root, 'examples', name), folder, { recursive: true })
      const first = await run(...range, '-C', folder)
      expect(first.code).toBe(0)
      expect(first.out).toBe(readFileSync(join(root, 'test/examples', `${name}.patch`), 'utf8'))
      const second = await run(...range, '--check', '-C', folder)
      expect(second.code).toBe(0)
      expect(second.out).toBe('')
    })
  })
}
