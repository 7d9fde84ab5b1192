import type { Span } from '../text.ts'
import { holesOf } from './shell-holes.ts'
import type { Piece, Quote, Quoting, Spelling } from './shell-spelling.ts'
import type { Hole } from './shell-view.ts'

/** What stands for something else in a setting besides quotes and escapes. */
export interface Meaning {
  /** `$NAME` and `${NAME}` are expanded, and `$$` is a dollar. */
  readonly dollar: boolean
  /** `%i` is taken for what systemd puts there, not for letters. */
  readonly specifiers: boolean
}

const ESCAPES: { readonly [letter: string]: string } = {
  ...{ a: '\u0007', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', s: ' ' },
  ...{ '\\': '\\', '"': '"', "'": "'", ';': ';' },
}
const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([0-3][0-7]{2})|(.))/sy
const EXPANSION = /\$(?:\{[^}\s]*\}|[A-Za-z_]\w*)/y

/** Splits a setting into words as systemd does. */
class Splitter {
  readonly words: Spelling[] = []
  private readonly text: string
  private readonly meaning: Meaning
  private readonly holes: ReadonlyMap<number, Hole>
  private pieces: Piece[] = []
  private wordStart = -1
  private quote: Quote = ''
  private opened = -1
  private part = 0

  constructor(text: string, span: Span, meaning: Meaning) {
    this.text = text
    this.meaning = meaning
    this.holes = new Map(holesOf(text, span).map((hole) => [hole.start, hole]))
  }

  /** One line of the setting, without the backslash at its end. */
  line(run: Span): void {
    for (let at = run.start; at < run.end; ) at += this.step(at, run.end)
  }

  /** What parts two lines reads as a blank. */
  gap(span: Span): void {
    if (this.quote === '') this.endWord(span.start)
    else this.add(span.start, span.end, ' ', true)
  }

  /** @returns where a quote was opened that nothing closes. */
  finish(end: number): number | undefined {
    if (this.quote !== '') return this.opened
    this.endWord(end)
    return undefined
  }

  /** @returns how many characters were read. */
  private step(at: number, end: number): number {
    const letter = this.text[at] ?? ''
    if (this.quote === '' && (letter === ' ' || letter === '\t')) {
      this.endWord(at)
      return 1
    }
    if (this.wordStart === -1) this.wordStart = at
    if (this.quote === '' && (letter === '"' || letter === "'")) {
      this.quote = letter
      this.opened = at
      this.part++
      this.pieces.push({ start: at + 1, end: at + 1, text: '', literal: true, quote: letter, part: this.part })
      return 1
    }
    if (letter === this.quote) {
      this.quote = ''
      return 1
    }
    const hole = this.holes.get(at)
    if (hole !== undefined && hole.end <= end)
      return this.add(at, hole.end, this.text.slice(at, hole.end), hole.placeholder)
    return this.special(at, letter) ?? this.add(at, at + 1, letter, true)
  }

  private special(at: number, letter: string): number | undefined {
    const next = this.text[at + 1] ?? ''
    if (letter === '\\') return this.escaped(at)
    if (letter === '%' && next === '%') return this.add(at, at + 2, '%', true)
    if (letter === '%' && this.meaning.specifiers && /[A-Za-z]/.test(next))
      return this.add(at, at + 2, letter + next, false)
    if (letter !== '$' || !this.meaning.dollar) return undefined
    if (next === '$') return this.add(at, at + 2, '$', true)
    const match = matchAt(EXPANSION, this.text, at)
    return match === null ? undefined : this.add(at, at + match[0].length, match[0], false)
  }

  private escaped(at: number): number | undefined {
    const match = matchAt(ESCAPE, this.text, at)
    if (match === null) return undefined
    const [whole, hex, unicode, octal, letter] = match
    const code = hex ?? unicode
    const said =
      code !== undefined ? Number.parseInt(code, 16) : octal !== undefined ? Number.parseInt(octal, 8) : undefined
    const text = said === undefined ? ESCAPES[letter ?? ''] : String.fromCharCode(said)
    return text === undefined ? undefined : this.add(at, at + whole.length, text, true)
  }

  private add(start: number, end: number, text: string, literal: boolean): number {
    const part = this.quote === '' ? 0 : this.part
    const last = this.pieces.at(-1)
    const runs = literal && text.length === end - start
    if (
      last !== undefined &&
      runs &&
      last.literal &&
      last.part === part &&
      last.end === start &&
      last.text.length === last.end - last.start
    ) {
      this.pieces[this.pieces.length - 1] = { ...last, end, text: last.text + text }
    } else this.pieces.push({ start, end, text, literal, quote: this.quote, part })
    return end - start
  }

  private endWord(at: number): void {
    if (this.wordStart !== -1) this.words.push({ start: this.wordStart, end: at, pieces: this.pieces })
    this.wordStart = -1
    this.pieces = []
    this.part = 0
  }
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  const sticky = new RegExp(pattern)
  sticky.lastIndex = at
  return sticky.exec(text)
}

/** The words of a setting; `runs` are its lines without the backslashes that join them. */
export function splitSetting(
  text: string,
  runs: readonly Span[],
  meaning: Meaning,
): { words: Spelling[]; open: number | undefined } {
  const [first, last] = [runs[0], runs.at(-1)]
  if (first === undefined || last === undefined) return { words: [], open: undefined }
  const splitter = new Splitter(text, { start: first.start, end: last.end }, meaning)
  for (const [index, run] of runs.entries()) {
    const before = runs[index - 1]
    if (before !== undefined) splitter.gap({ start: before.end, end: run.start })
    splitter.line(run)
  }
  const open = splitter.finish(last.end)
  return { words: splitter.words, open }
}

/** How values are written in a setting. */
export function settingQuoting({ dollar }: Meaning): Quoting {
  const encode = (text: string, quote: Quote): string | undefined => {
    if (text.includes('\u0000') || (quote === '' && /[\s"';]/.test(text))) return undefined
    const escaped = text.replace(/[\\"']/g, (letter) => (letter === '\\' || letter === quote ? `\\${letter}` : letter))
    const lines = escaped.replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('%', '%%')
    return dollar ? lines.replaceAll('$', '$$$$') : lines
  }
  return {
    encode,
    write(value, quote) {
      const wanted = quote !== '' ? quote : value === '' || /[\s"';]/.test(value) ? '"' : ''
      const text = encode(value, wanted)
      return text === undefined ? undefined : wanted + text + wanted
    },
  }
}
