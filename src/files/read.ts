import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import type { Gate } from './gate.ts'
import { reasonOf } from './reason.ts'

const SIZE_LIMIT = 100 * 1024 * 1024
const BOM = '\uFEFF'

/** A file's text without its byte order mark. */
export interface Decoded {
  readonly kind: 'text'
  readonly text: string
  readonly bom: boolean
}

export type Reading =
  | Decoded
  /** Nothing in it concerns us. */
  | { readonly kind: 'clean' }
  /** It may concern us and is left alone on purpose (`skipped`) or for a fault of it (`failed`). */
  | { readonly kind: 'skipped' | 'failed'; readonly reason: string }

/** Reads files one after the other, with one buffer for all. */
export function createReader(gate: Gate): (path: string) => Reading {
  const scratch = Buffer.allocUnsafe(SCRATCH)
  return (path) => {
    try {
      const bytes = readBytes(path, scratch, gate)
      return Buffer.isBuffer(bytes) ? decode(bytes) : bytes
    } catch (error) {
      return { kind: 'failed', reason: reasonOf(error) }
    }
  }
}

/** Most files fit, and are read in one go. */
const SCRATCH = 1024 * 1024

/** A pipe or device that took a file's place meanwhile neither blocks nor is read; a link is not followed. */
function readBytes(path: string, scratch: Buffer, gate: Gate): Buffer | Reading {
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    // A file gives all it has at once. What else gives less is read on where the gate lets it pass.
    let length = readSync(file, scratch, 0, scratch.length, null)
    if (length < scratch.length) {
      if (!mayConcern(scratch.subarray(0, length), gate)) return CLEAN
      length = fill(file, scratch, length)
    }
    if (length < scratch.length) return scratch.subarray(0, length)
    const bytes = readLarge(file, scratch)
    return !Buffer.isBuffer(bytes) || mayConcern(bytes, gate) ? bytes : CLEAN
  } finally {
    closeSync(file)
  }
}

const CLEAN = { kind: 'clean' } as const

function mayConcern(bytes: Buffer, gate: Gate): boolean {
  if (gate(bytes)) return true
  const utf16 = decodeUtf16(bytes)
  return utf16 !== undefined && gate(Buffer.from(utf16))
}

/** A file of which the first bytes, as many as the scratch holds, are read. */
function readLarge(file: number, scratch: Buffer): Buffer | Reading {
  const stats = fstatSync(file)
  if (!stats.isFile()) return { kind: 'failed', reason: 'not a regular file' }
  if (stats.size > SIZE_LIMIT) {
    if (scratch.subarray(0, 256 * 1024).includes(0)) return CLEAN
    return { kind: 'skipped', reason: 'larger than 100 MB: split it, or migrate it by hand' }
  }
  // One byte more than it should hold shows whether it grew meanwhile.
  const bytes = Buffer.allocUnsafe(stats.size + 1)
  scratch.copy(bytes)
  const length = fill(file, bytes, scratch.length)
  if (length === stats.size) return bytes.subarray(0, length)
  return { kind: 'failed', reason: 'it changed while it was read: run again' }
}

/** Reads until the buffer is full or the file ends. */
function fill(file: number, buffer: Buffer, from: number): number {
  let length = from
  while (length < buffer.length) {
    const count = readSync(file, buffer, length, buffer.length - length, null)
    if (count === 0) break
    length += count
  }
  return length
}

/** The text that bytes stand for, such that encoding it again gives the same bytes. */
export function decode(bytes: Buffer): Exclude<Reading, { kind: 'clean' }> {
  if (decodeUtf16(bytes) !== undefined) return { kind: 'failed', reason: 'encoded as UTF-16: convert it to UTF-8' }
  if (bytes.includes(0)) return { kind: 'skipped', reason: 'binary (it holds NUL bytes)' }
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return text.startsWith(BOM) ? { kind: 'text', text: text.slice(1), bom: true } : { kind: 'text', text, bom: false }
  } catch {
    return { kind: 'failed', reason: 'not valid UTF-8: convert it to UTF-8' }
  }
}

/** Undefined where no byte order mark says it is UTF-16. */
function decodeUtf16(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  return undefined
}

/** The other way of `decode`. */
export function encode(text: string, bom: boolean): Buffer {
  return Buffer.from(bom ? BOM + text : text)
}
