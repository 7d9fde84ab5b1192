import { bytesAt, type Placed } from './gate-groups.ts'
import { KERNEL } from './gate-kernel.ts'

/** Whether a file's raw bytes may hold anything that is looked for. */
export type Gate = (bytes: Buffer) => boolean

const TABLES = 16
const HASHES = 1024
const TEXT = 65536
/** A piece of a file in the kernel's memory, which has 18 pages of 64 KiB; the rest is what may be read behind a piece. */
const PIECE = 17 * 65536 - 64
/** How far before a kind `kind` or `type` is looked for. */
const REACH = 120
/** Longer than any word, and `REACH`. */
const OVERLAP = 256

/**
 * A search for words in any case, and for kinds, in bytes. It may pass bytes that hold none of them, never the other way round.
 * @param groups as `groupWords` makes them
 */
export function createGate(groups: readonly (readonly Placed[])[]): Gate {
  try {
    return new Search(groups).gate
  } catch {
    // A processor without vector instructions.
    return slowGate(groups.flat())
  }
}

class Search {
  private readonly memory: Uint8Array
  private readonly find: (at: number, end: number) => number
  private readonly byHash = new Map<number, Placed[]>()

  constructor(groups: readonly (readonly Placed[])[]) {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(KERNEL, 'base64')))
    const { memory, find } = exports
    if (!(memory instanceof WebAssembly.Memory) || typeof find !== 'function') throw new Error('not the kernel')
    this.memory = new Uint8Array(memory.buffer)
    this.find = (at, end) => Number(find(at, end))
    for (const [index, words] of groups.entries()) for (const word of words) this.add(word, 1 << index)
  }

  private add(word: Placed, group: number): void {
    for (let place = 0; place < 3; place++) {
      for (const byte of bytesAt(word, place)) {
        this.mark(place * 2 * TABLES + (byte & 15), group)
        this.mark((place * 2 + 1) * TABLES + (byte >> 4), group)
      }
    }
    for (const first of bytesAt(word, 0))
      for (const second of bytesAt(word, 1))
        for (const third of bytesAt(word, 2))
          for (const fourth of bytesAt(word, 3)) {
            const hash = hashOf(first, second, third, fourth)
            this.mark(HASHES + (hash >> 3), 1 << (hash & 7))
            this.byHash.set(hash, [...(this.byHash.get(hash) ?? []), word])
          }
  }

  private mark(at: number, bits: number): void {
    this.memory[at] = (this.memory[at] ?? 0) | bits
  }

  readonly gate: Gate = (bytes) => {
    for (let from = 0; ; from += PIECE - OVERLAP) {
      const piece = bytes.subarray(from, from + PIECE)
      this.memory.set(piece, TEXT)
      this.memory.fill(0, TEXT + piece.length, TEXT + piece.length + 32)
      if (this.holds(TEXT + piece.length)) return true
      if (from + PIECE >= bytes.length) return false
    }
  }

  private holds(end: number): boolean {
    const { memory } = this
    for (let at = this.find(TEXT, end); at !== -1; at = this.find(at + 1, end)) {
      const hash = hashOf(memory[at] ?? 0, memory[at + 1] ?? 0, memory[at + 2] ?? 0, memory[at + 3] ?? 0)
      for (const word of this.byHash.get(hash) ?? []) if (this.stands(word, at - word.at)) return true
    }
    return false
  }

  private stands({ text, isKind }: Placed, start: number): boolean {
    if (start < TEXT) return false
    for (let index = 0; index < text.length; index++) {
      const byte = this.memory[start + index] ?? 0
      const wanted = text.charCodeAt(index)
      if (byte !== wanted && (isKind || lower(byte) !== wanted)) return false
    }
    if (!isKind) return true
    const before = Buffer.from(this.memory.buffer, Math.max(TEXT, start - REACH), Math.min(REACH, start - TEXT))
    return /kind|type/i.test(before.toString('latin1'))
  }
}

function lower(byte: number): number {
  return byte >= 65 && byte <= 90 ? byte + 32 : byte
}

function hashOf(first: number, second: number, third: number, fourth: number): number {
  return Math.imul(first | (second << 8) | (third << 16) | (fourth << 24), 0x9e3779b1) >>> 14
}

function slowGate(words: readonly Placed[]): Gate {
  const literally = (text: string): string => text.replaceAll(/\W/g, '\\$&')
  const anyCase = words.filter(({ isKind }) => !isKind).map(({ text }) => literally(text))
  const kinds = words.filter(({ isKind }) => isKind).map(({ text }) => literally(text))
  const inAnyCase = new RegExp(anyCase.join('|') || '(?!)', 'i')
  const asWritten = new RegExp(kinds.join('|') || '(?!)')
  return (bytes) => {
    const text = bytes.toString('latin1')
    return inAnyCase.test(text) || asWritten.test(text)
  }
}
