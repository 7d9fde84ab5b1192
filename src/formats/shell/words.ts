import type { Assignment, CommandExpansionPart, DoubleQuotedPart, LocaleStringPart, Word, WordPart } from 'unbash'
import { slice } from '../../text.ts'
import { type Piece, type Quote, type Spelling, sourceOf } from './spelling.ts'
import { endIn, lastAtMost, spanIn, startIn, stretchesOf, type View } from './view.ts'

interface Range {
  readonly pos: number
  readonly end: number
}

/** What a backslash takes its meaning from. */
const ESCAPABLE = { '': /[\s\S]/, '"': /[\\$`"\n]/, '`': /[\\$`]/, "$'": /[nrt\\'"?]/ } as const

/** What letters stand for behind a backslash in `$'…'`; a sign stands for itself. */
const ANSI: { readonly [letter: string]: string } = { n: '\n', r: '\r', t: '\t' }

/** Collects the pieces of one word. */
class Reader {
  readonly pieces: Piece[] = []
  private readonly view: View
  private parts = 0

  constructor(view: View) {
    this.view = view
  }

  word(word: Word): void {
    if (word.parts === undefined) this.letters(word, '', 0)
    else for (const part of word.parts) this.part(part)
  }

  assignment({ pos, value }: Assignment): void {
    this.run(pos, value.pos, '', 0)
    if (value.type === 'Word') this.word(value)
    else this.expansion(value, '', 0)
  }

  backticks(part: Range): void {
    this.letters({ pos: part.pos + 1, end: part.end - 1 }, '`', 1)
  }

  private part(part: WordPart): void {
    if (part.type === 'Literal' || part.type === 'Glob') this.letters(part, '', 0)
    else if (part.type === 'SingleQuoted') this.quoted(part, "'", 1)
    else if (part.type === 'DoubleQuoted') this.double(part, 1)
    else if (part.type === 'LocaleString') this.double(part, 2)
    else if (part.type === 'AnsiCQuoted' && hasOtherEscape(part.text)) {
      const number = ++this.parts
      this.add({ ...spanIn(this.view, part), text: part.value, literal: true, quote: '', part: number })
    } else if (part.type === 'AnsiCQuoted' && isClosed(part.text, 2, "'")) {
      this.letters({ pos: part.pos + 2, end: part.end - 1 }, "$'", ++this.parts)
    } else if (part.type === 'AnsiCQuoted') this.expansion(part, "$'", ++this.parts)
    else this.expansion(part, '', 0)
  }

  private quoted(part: Range & { text: string }, quote: Quote, open: number): void {
    const number = ++this.parts
    if (isClosed(part.text, open, "'")) this.run(part.pos + open, part.end - 1, quote, number)
    else this.expansion(part, quote, number)
  }

  private double(part: DoubleQuotedPart | LocaleStringPart, open: number): void {
    const number = ++this.parts
    if (!isClosed(part.text, open, '"')) this.expansion(part, '"', number)
    else if (part.parts.length === 0) this.run(part.pos + open, part.end - 1, '"', number)
    else {
      for (const child of part.parts) {
        if (child.type === 'Literal') this.letters(child, '"', number)
        else this.expansion(child, '"', number)
      }
    }
  }

  /** Letters with backslashes among them. */
  private letters({ pos, end }: Range, quote: Exclude<Quote, "'">, part: number): void {
    // The search must not run on behind the letters.
    const text = this.view.text.slice(pos, end)
    let from = pos
    for (
      let found = text.indexOf('\\');
      found !== -1 && found < text.length - 1;
      found = text.indexOf('\\', found + 2)
    ) {
      const at = pos + found
      const escaped = text[found + 1] ?? ''
      if (!ESCAPABLE[quote].test(escaped)) continue
      if (at > from) this.run(from, at, quote, part)
      const span = { start: startIn(this.view, at), end: endIn(this.view, at + 2) }
      const said = quote === "$'" ? (ANSI[escaped] ?? escaped) : escaped
      if (escaped !== '\n') this.add({ ...span, text: said, literal: true, quote, part })
      from = at + 2
    }
    if (from < end || this.pieces.length === 0) this.run(from, end, quote, part)
  }

  /** Letters that stand for themselves, holes left out. */
  private run(pos: number, end: number, quote: Quote, part: number): void {
    const { holes } = this.view
    let from = pos
    let index = Math.max(
      0,
      lastAtMost(holes, (hole) => hole.start, pos),
    )
    for (let hole = holes[index]; hole !== undefined && hole.start < end; hole = holes[++index]) {
      if (hole.end <= pos || (hole.placeholder && quote !== '')) continue
      const start = Math.max(from, hole.start)
      if (start > from) this.plain(from, start, quote, part)
      from = Math.min(end, hole.end)
      this.expansion({ pos: start, end: from }, quote, part)
    }
    if (from < end || from === pos) this.plain(from, end, quote, part)
  }

  private plain(pos: number, end: number, quote: Quote, part: number): void {
    const spans = stretchesOf(this.view, pos, end)
    const at = startIn(this.view, pos)
    if (spans.length === 0) spans.push({ start: at, end: at })
    for (const { start, end } of spans) {
      this.add({ start, end, text: this.view.outer.slice(start, end), literal: true, quote, part })
    }
  }

  private expansion(range: Range, quote: Quote, part: number): void {
    const span = spanIn(this.view, range)
    this.add({ ...span, text: slice(this.view.outer, span), literal: false, quote, part })
  }

  private add(piece: Piece): void {
    this.pieces.push(piece)
  }
}

/** Escapes that are longer, or that no text of ours needs. */
function hasOtherEscape(text: string): boolean {
  for (let at = text.indexOf('\\'); at !== -1; at = text.indexOf('\\', at + 2)) {
    if (!ESCAPABLE["$'"].test(text[at + 1] ?? '')) return true
  }
  return false
}

function isClosed(text: string, open: number, quote: string): boolean {
  return text.length > open && text.endsWith(quote)
}

/** A word of the parser as it stands in the outer text. */
export function spellWord(view: View, word: Word): Spelling {
  const reader = new Reader(view)
  reader.word(word)
  return { ...spanIn(view, word), pieces: reader.pieces }
}

/** `NAME=value`, as an argument of `export` or before a command, as one word. */
export function spellAssignment(view: View, assignment: Assignment): Spelling {
  const reader = new Reader(view)
  reader.assignment(assignment)
  return { ...spanIn(view, assignment), pieces: reader.pieces }
}

/** The script between backticks that are escaped inside; undefined where the parser read it otherwise. */
export function spellBackticks(view: View, part: CommandExpansionPart): Spelling | undefined {
  const reader = new Reader(view)
  reader.backticks(part)
  const spelling = { ...spanIn(view, part), pieces: reader.pieces }
  return sourceOf(spelling) === part.script?.source ? spelling : undefined
}
