import { spawn } from 'node:child_process'
import * as fs from 'node:fs'
import {
  chmodSync,
  linkSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { buildSync } from 'esbuild'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Disk, isTemporary, replaceFile, sweepTemporaries, writeOutput } from '../src/files/write.ts'
import { contents, temporaryFolder } from './fake.ts'

const OLD = Buffer.from('old\r\n')
const NEW = Buffer.from('new\r\nnew 😀')

function replace(folder: string, disk: Disk = fs): void {
  replaceFile(join(folder, 'a.yaml'), OLD, NEW, disk)
}

describe('replaceFile', () => {
  test.each([0o644, 0o600, 0o755, 0o664])('writes the new bytes and keeps the mode %o', (mode) => {
    const folder = temporaryFolder({ 'a.yaml': OLD })
    chmodSync(join(folder, 'a.yaml'), mode)
    replace(folder)
    expect(readFileSync(join(folder, 'a.yaml'))).toEqual(NEW)
    expect(statSync(join(folder, 'a.yaml')).mode & 0o7777).toBe(mode)
    expect(readdirSync(folder)).toEqual(['a.yaml'])
  })

  test.runIf(process.getuid?.() === 0)('keeps the owner where it may', () => {
    const folder = temporaryFolder({ 'a.yaml': OLD })
    fs.chownSync(join(folder, 'a.yaml'), 1234, 2345)
    replace(folder)
    expect(statSync(join(folder, 'a.yaml'))).toMatchObject({ uid: 1234, gid: 2345 })
  })

  test('has the bytes on the disk before they take the place, and the place after', () => {
    const folder = temporaryFolder({ 'a.yaml': OLD })
    const calls: string[] = []
    const names = new Map<number, string>()
    replace(folder, {
      ...fs,
      openSync(path, flags, mode) {
        const file = fs.openSync(path, flags, mode)
        names.set(file, path === folder ? 'folder' : 'file')
        return file
      },
      writeSync(file, bytes, at, length) {
        calls.push('write')
        return fs.writeSync(file, bytes, at, length)
      },
      fsyncSync(file) {
        calls.push(`sync ${names.get(file)}`)
        fs.fsyncSync(file)
      },
      renameSync(from, to) {
        calls.push('rename')
        fs.renameSync(from, to)
      },
    })
    expect(calls).toEqual(['write', 'sync file', 'rename', 'sync folder'])
  })

  test('takes names as long as the system allows', () => {
    const name = `${'ü'.repeat(125)}.yaml`
    const folder = temporaryFolder({ [name]: OLD })
    replaceFile(join(folder, name), OLD, NEW)
    expect(readFileSync(join(folder, name))).toEqual(NEW)
  })

  test('refuses a read-only file', () => {
    const folder = temporaryFolder({ 'a.yaml': OLD })
    chmodSync(join(folder, 'a.yaml'), 0o444)
    expect(() => replace(folder)).toThrow('read-only: make it writable')
    expect(readFileSync(join(folder, 'a.yaml'))).toEqual(OLD)
  })

  test('refuses a hard link', () => {
    const folder = temporaryFolder({ 'a.yaml': OLD })
    linkSync(join(folder, 'a.yaml'), join(folder, 'b.yaml'))
    expect(() => replace(folder)).toThrow('several names')
    expect(contents(folder, 'b.yaml')).toBe('old\r\n')
  })

  test('refuses what became a link', () => {
    const folder = temporaryFolder({ 'target.yaml': OLD })
    symlinkSync('target.yaml', join(folder, 'a.yaml'))
    expect(() => replace(folder)).toThrow('not a regular file any more')
    expect(lstatSync(join(folder, 'a.yaml')).isSymbolicLink()).toBe(true)
    expect(contents(folder, 'target.yaml')).toBe('old\r\n')
  })

  test('refuses a file that changed since it was read, at any moment before the rename', () => {
    const folder = temporaryFolder({ 'a.yaml': 'other' })
    expect(() => replace(folder)).toThrow('changed after it was read')
    expect(contents(folder, 'a.yaml')).toBe('other')
    writeFileSync(join(folder, 'a.yaml'), OLD)
    const fsyncSync: Disk['fsyncSync'] = (file) => {
      writeFileSync(join(folder, 'a.yaml'), 'newest')
      fs.fsyncSync(file)
    }
    expect(() => replace(folder, { ...fs, fsyncSync })).toThrow('changed after it was read')
    expect(contents(folder, 'a.yaml')).toBe('newest')
    expect(readdirSync(folder)).toEqual(['a.yaml'])
  })
})

const CALLS = [
  'closeSync',
  'fchmodSync',
  'fchownSync',
  'fsyncSync',
  'lstatSync',
  'openSync',
  'readFileSync',
  'renameSync',
  'unlinkSync',
  'writeSync',
] as const

/** The disk with one call that fails once, at its n-th use, and writes that take three bytes at most. */
function failingDisk(name: (typeof CALLS)[number], code: string, nth: number): Disk & { failed(): boolean } {
  let uses = 0
  const fail = (used: string): void => {
    if (used === name && ++uses === nth) throw Object.assign(new Error(`${code}: injected`), { code })
  }
  return {
    failed: () => uses >= nth,
    closeSync(file) {
      fs.closeSync(file)
      fail('closeSync')
    },
    fchmodSync(file, mode) {
      fail('fchmodSync')
      fs.fchmodSync(file, mode)
    },
    fchownSync(file, uid, gid) {
      fail('fchownSync')
      fs.fchownSync(file, uid, gid)
    },
    fsyncSync(file) {
      fail('fsyncSync')
      fs.fsyncSync(file)
    },
    lstatSync(path) {
      fail('lstatSync')
      return fs.lstatSync(path)
    },
    openSync(path, flags, mode) {
      fail('openSync')
      return fs.openSync(path, flags, mode)
    },
    readFileSync(path) {
      fail('readFileSync')
      return fs.readFileSync(path)
    },
    renameSync(from, to) {
      fail('renameSync')
      fs.renameSync(from, to)
    },
    unlinkSync(path) {
      fail('unlinkSync')
      fs.unlinkSync(path)
    },
    writeSync(file, bytes, at, length) {
      fail('writeSync')
      return fs.writeSync(file, bytes, at, Math.min(3, length))
    },
  }
}

describe('a failing disk', () => {
  const cases = CALLS.flatMap((name) => [1, 2, 3].map((nth) => ({ name, nth })))

  test.each(cases)('$name, use $nth: the file is old or new, and no other is left', ({ name, nth }) => {
    for (const code of ['EIO', 'ENOSPC', 'EACCES', 'EPERM', 'EROFS', 'EMFILE']) {
      const folder = temporaryFolder({ 'a.yaml': OLD })
      const disk = failingDisk(name, code, nth)
      let error: unknown
      try {
        replace(folder, disk)
      } catch (thrown) {
        error = thrown
      }
      expect(contents(folder, 'a.yaml')).toBe(String(error === undefined ? NEW : OLD))
      expect(readdirSync(folder)).toEqual(['a.yaml'])
      if (error !== undefined) expect(disk.failed()).toBe(true)
    }
  })

  test('errors are told in words', () => {
    const folder = temporaryFolder({ 'a.yaml': OLD })
    expect(() => replace(folder, failingDisk('writeSync', 'ENOSPC', 2))).toThrow('no space is left on the device')
    expect(() => replace(folder, failingDisk('openSync', 'EROFS', 1))).toThrow('the file system is read-only')
  })
})

describe('leftovers of a killed run', () => {
  test('are swept, and nothing else is', () => {
    const gone = 2 ** 22 + 1 // above the greatest process number Linux gives
    const left = `.a.yaml.${gone}-0123abcd.mesh-migrate-tmp`
    const own = `.a.yaml.${process.pid}-0123abcd.mesh-migrate-tmp`
    const kept = [
      `.a.yaml.${process.ppid}-0123abcd.mesh-migrate-tmp`,
      `.a.yaml.${gone}-0123abc.mesh-migrate-tmp`,
      `.a.yaml.${gone}-0123abcd.mesh-migrate-tmp~`,
      `a.yaml.${gone}-0123abcd.mesh-migrate-tmp`,
      '.mesh-migrate-tmp',
      'a.yaml',
    ]
    const folder = temporaryFolder(Object.fromEntries([left, own, ...kept].map((name) => [name, 'x'])))
    sweepTemporaries(folder)
    expect(readdirSync(folder).sort()).toEqual(kept.sort())
    expect([left, own].map(isTemporary)).toEqual([true, true])
  })
})

describe('a file that an option asks for', () => {
  test('is made private, an older one too', () => {
    const folder = temporaryFolder({ 'old.patch': 'longer than the new one' })
    for (const name of ['old.patch', 'new.patch']) {
      writeOutput(join(folder, name), 'patch', 0o600)
      expect(contents(folder, name)).toBe('patch')
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
    }
  })
})

describe('SIGKILL at any moment', () => {
  const built = join(import.meta.dirname, '..', 'node_modules', '.cache', 'mesh-migrate-write')

  beforeAll(() => {
    const outfile = join(built, 'files', 'write.js')
    buildSync({ entryPoints: ['src/files/write.ts'], bundle: true, format: 'esm', platform: 'node', outfile })
  })

  /** Kills a process that keeps rewriting a file between two contents; says how often the file was neither. */
  async function countTorn(write: string, runs: number): Promise<{ torn: number; changed: number }> {
    const folder = temporaryFolder()
    const path = join(folder, 'a.yaml')
    const [first, second] = ['a'.repeat(3_000_000), 'b'.repeat(3_000_000)]
    const script = `
      import * as fs from 'node:fs'
      import { replaceFile } from ${JSON.stringify(join(built, 'files', 'write.js'))}
      const path = ${JSON.stringify(path)}
      const texts = [Buffer.alloc(3000000, 'a'), Buffer.alloc(3000000, 'b')]
      process.stdout.write('ready')
      for (let turn = 0; ; turn++) { const [before, after] = [texts[turn % 2], texts[(turn + 1) % 2]]; ${write} }`
    let torn = 0
    let changed = 0
    for (let run = 0; run < runs; run++) {
      writeFileSync(path, first)
      const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      await new Promise((ready) => child.stdout.once('data', ready))
      await setTimeout(10 + run * 3)
      const ended = new Promise((end) => child.once('exit', end))
      child.kill('SIGKILL')
      await ended
      const now = readFileSync(path, 'utf8')
      if (now !== first && now !== second) torn++
      if (now === second || readdirSync(folder).length > 1) changed++
    }
    return { torn, changed }
  }

  test('leaves the file whole; writing in place would not', { timeout: 60_000 }, async () => {
    const control = await countTorn('fs.writeFileSync(path, after)', 15)
    const atomic = await countTorn('replaceFile(path, before, after)', 15)
    expect(control.torn).toBeGreaterThan(0)
    expect(atomic.torn).toBe(0)
    expect(atomic.changed).toBeGreaterThan(0)
  })
})
