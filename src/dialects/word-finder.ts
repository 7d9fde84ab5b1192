/** Letters, digits and `_` as they are compared: in lower case. Everything else parts words. */
const FOLDED = Uint8Array.from({ length: 256 }, (_, code) => {
  const character = String.fromCharCode(code)
  return /\w/.test(character) ? character.toLowerCase().charCodeAt(0) : 0
})

const SEED = 0x811c9dc5
const PRIME = 0x01000193
const BACKSLASH = 92
const KIND_KEYS: readonly string[] = ['kind', 'type']
/** Between `kind` and its value there may be an anchor or a tag. */
const REACH = 2

interface Word {
  readonly text: string
  /** Found only as the value of `kind` or `type`, written exactly so. */
  readonly isKind: boolean
}

/** Finds which of many words a text holds, in one pass. */
export class WordFinder {
  private readonly words: Word[] = []
  private readonly byHash = new Map<number, number[]>()
  private readonly ids = new Map<string, number>()
  /** Bits of the hashes there are: most words of a text end here. */
  private readonly known = new Uint8Array(1 << 16)
  /** In which search a word was found last. */
  private seen = new Uint32Array(64)
  private round = 0
  /** How many words the last text searched holds. */
  found = 0
  /** How many words ago `kind` or `type` stood. */
  private sinceKind = REACH + 1

  constructor() {
    for (const key of KIND_KEYS) this.known[hashOf(key) & 0xffff] = 1
  }

  addWord(text: string): number {
    return this.add({ text: text.toLowerCase(), isKind: false })
  }

  addKind(text: string): number {
    return this.add({ text, isKind: true })
  }

  private add(word: Word): number {
    const key = `${word.isKind} ${word.text}`
    const present = this.ids.get(key)
    if (present !== undefined) return present
    const id = this.words.push(word) - 1
    this.ids.set(key, id)
    const hash = hashOf(word.text)
    this.byHash.set(hash, [...(this.byHash.get(hash) ?? []), id])
    this.known[hash & 0xffff] = 1
    if (id >= this.seen.length) {
      const wider = new Uint32Array(this.seen.length * 2)
      wider.set(this.seen)
      this.seen = wider
    }
    return id
  }

  /** Whether the last text searched holds a word. */
  has(id: number): boolean {
    return this.seen[id] === this.round
  }

  search(text: string, from = 0, to = text.length): void {
    this.round++
    this.found = 0
    this.sinceKind = REACH + 1
    const { known } = this
    let hash = SEED
    let start = from
    for (let at = from; at <= to; at++) {
      const code = at < to ? text.charCodeAt(at) : 0
      const folded = code < 256 ? (FOLDED[code] ?? 0) : 0
      if (folded !== 0) {
        hash = Math.imul(hash ^ folded, PRIME)
        continue
      }
      if (at > start) {
        this.sinceKind++
        if (known[hash & 0xffff] === 1) this.take(text, start, at, hash)
        // Behind a backslash the first letter may be an escape: `\nkind`.
        if (start > from && text.charCodeAt(start - 1) === BACKSLASH) {
          this.take(text, start + 1, at, hashOf(text.slice(start + 1, at)))
        }
      }
      start = at + 1
      hash = SEED
    }
  }

  private take(text: string, start: number, end: number, hash: number): void {
    const length = end - start
    if (length === 4 && KIND_KEYS.includes(text.slice(start, end).toLowerCase())) this.sinceKind = 0
    const ids = this.byHash.get(hash)
    if (ids === undefined) return
    for (const id of ids) {
      const word = this.words[id]
      if (word === undefined || this.seen[id] === this.round || word.text.length !== length) continue
      const written = text.slice(start, end)
      if (word.isKind ? this.sinceKind <= REACH && written === word.text : written.toLowerCase() === word.text) {
        this.seen[id] = this.round
        this.found++
      }
    }
  }
}

function hashOf(text: string): number {
  let hash = SEED
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    hash = Math.imul(hash ^ (code < 256 ? (FOLDED[code] ?? 0) : 0), PRIME)
  }
  return hash
}
