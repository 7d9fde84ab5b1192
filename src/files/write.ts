import * as nodeFs from 'node:fs'
import { constants, type Stats } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { UserError } from '../user-error.ts'
import { codeOf, reasonOf } from './reason.ts'

/** The calls a file is replaced with; tests make each of them fail. */
export interface Disk {
  closeSync(file: number): void
  fchmodSync(file: number, mode: number): void
  fchownSync(file: number, uid: number, gid: number): void
  fsyncSync(file: number): void
  lstatSync(path: string): Stats
  openSync(path: string, flags: string, mode?: number): number
  readFileSync(path: string): Buffer
  renameSync(from: string, to: string): void
  unlinkSync(path: string): void
  writeSync(file: number, bytes: Buffer, at: number, length: number): number
}

/** `.<name>.<process>-<random>.mesh-migrate-tmp`: the process tells leftovers from another run's files in use. */
const TEMPORARY = /^\..+\.(\d{1,10})-[0-9a-f]{8}\.mesh-migrate-tmp$/s

export function isTemporary(name: string): boolean {
  return TEMPORARY.test(name)
}

/**
 * Puts `after` in the place of `before`, so that at any moment the path holds one of the two, whole.
 * @throws Error whose message is the reason, for the user; the file is as it was, and no temporary file is left
 */
export function replaceFile(path: string, before: Buffer, after: Buffer, disk: Disk = nodeFs): void {
  const original = writableStats(path, disk)
  const name = basename(path).slice(0, 50)
  // Not a secret: the file is opened only where none is.
  const random = Math.floor(Math.random() * 2 ** 32)
    .toString(16)
    .padStart(8, '0')
  const temporary = join(dirname(path), `.${name}.${process.pid}-${random}.mesh-migrate-tmp`)
  const file = attempt(() => disk.openSync(temporary, 'wx', 0o600))
  try {
    attempt(() => fillFile(file, after, original, disk))
    const now = writableStats(path, disk)
    const same = now.ino === original.ino && now.dev === original.dev
    if (!same || !attempt(() => disk.readFileSync(path)).equals(before)) {
      throw new Error('it changed after it was read: run again')
    }
    attempt(() => disk.renameSync(temporary, path))
  } catch (error) {
    removeQuietly(temporary, disk)
    throw error
  }
  syncFolder(dirname(path), disk)
}

function attempt<T>(action: () => T): T {
  try {
    return action()
  } catch (error) {
    throw new Error(reasonOf(error))
  }
}

/** A rename would replace a read-only file and part a hard link from its other names. */
function writableStats(path: string, disk: Disk): Stats {
  const stats = attempt(() => disk.lstatSync(path))
  if (!stats.isFile()) throw new Error('not a regular file any more: run again')
  if (stats.nlink > 1) throw new Error('it has several names (hard links): edit it by hand, or make it a copy')
  if ((stats.mode & constants.S_IWUSR) === 0) throw new Error('it is read-only: make it writable (chmod u+w)')
  return stats
}

function fillFile(file: number, bytes: Buffer, original: Stats, disk: Disk): void {
  try {
    for (let at = 0; at < bytes.length;) at += disk.writeSync(file, bytes, at, bytes.length - at)
    keepOwner(file, original, disk)
    // After the owner: a change of owner clears bits of the mode.
    disk.fchmodSync(file, original.mode & 0o7777)
    disk.fsyncSync(file)
  } finally {
    disk.closeSync(file)
  }
}

/** Only root may give a file away: for anybody else the new file is theirs, as it would be with an editor. */
function keepOwner(file: number, { uid, gid }: Stats, disk: Disk): void {
  try {
    disk.fchownSync(file, uid, gid)
  } catch (error) {
    if (codeOf(error) !== 'EPERM') throw error
  }
}

function removeQuietly(path: string, disk: Disk): void {
  try {
    disk.unlinkSync(path)
  } catch {
    // The first error is the one to tell; the next run sweeps what is left.
  }
}

/** The rename is done and visible; some file systems cannot sync a folder, and none could undo it. */
function syncFolder(folder: string, disk: Disk): void {
  try {
    const file = disk.openSync(folder, 'r')
    try {
      disk.fsyncSync(file)
    } finally {
      disk.closeSync(file)
    }
  } catch {
    return
  }
}

/** Removes what a killed run left in a folder; a running one's files stay. */
export function sweepTemporaries(folder: string): void {
  let names: string[] = []
  try {
    names = nodeFs.readdirSync(folder)
  } catch {
    return
  }
  for (const name of names) {
    const owner = TEMPORARY.exec(name)?.[1]
    if (owner !== undefined && !isRunning(Number(owner))) removeQuietly(join(folder, name), nodeFs)
  }
}

/** Files of this process' own number are leftovers too: containers give the same number again, and this run has none yet. */
function isRunning(pid: number): boolean {
  if (pid === process.pid || pid === 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/** Whether a folder of this path has nothing in it, or is not there. */
export function isEmptyOrNew(path: string): boolean {
  try {
    return nodeFs.readdirSync(path).length === 0
  } catch (error) {
    return codeOf(error) === 'ENOENT'
  }
}

/** Writes a new file, and the folders to it. @param like the file whose mode it gets */
export function createFile(path: string, bytes: Buffer, like: string): void {
  nodeFs.mkdirSync(dirname(path), { recursive: true })
  const mode = nodeFs.statSync(like).mode & 0o777
  const temporary = join(dirname(path), `.${basename(path).slice(0, 50)}.${process.pid}-00000000.mesh-migrate-tmp`)
  try {
    nodeFs.writeFileSync(temporary, bytes, { flag: 'wx', mode: 0o600, flush: true })
    nodeFs.chmodSync(temporary, mode)
    nodeFs.renameSync(temporary, path)
  } catch (error) {
    removeQuietly(temporary, nodeFs)
    throw error
  }
}

/** @throws UserError where a file asked for by an option could not be written; for telling before any work is done */
export function checkOutput(path: string): void {
  if (nodeFs.statSync(dirname(path), { throwIfNoEntry: false })?.isDirectory()) return
  throw new UserError(`${path}: its folder does not exist. Make it first.`)
}

/** Writes a file the user asked for by an option. @throws UserError when it cannot be written */
export function writeOutput(path: string, text: string, mode = 0o666): void {
  try {
    const file = nodeFs.openSync(path, 'w', mode)
    try {
      // An older file keeps its mode when it is opened.
      if (mode === 0o600 && nodeFs.fstatSync(file).isFile()) nodeFs.fchmodSync(file, mode)
      nodeFs.writeFileSync(file, text)
    } finally {
      nodeFs.closeSync(file)
    }
  } catch (error) {
    throw new UserError(`${path} could not be written: ${reasonOf(error)}`)
  }
}
