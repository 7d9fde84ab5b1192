import type { Quote, Quoting } from '../shell/spelling.ts'
import { type Grammar, matchAt, type Special } from '../shell/splitter.ts'

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
const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([0-3][0-7]{2})|(.))/
const EXPANSION = /\$(?:\{[^}\s]{0,500}\}|[A-Za-z_]\w*)/

/** How systemd splits a setting into words. */
export function settingGrammar(meaning: Meaning): Grammar {
  return { gap: ' ', splits: true, special: (text, at) => specialOf(text, at, meaning) }
}

function specialOf(text: string, at: number, { dollar, specifiers }: Meaning): Special | undefined {
  const [letter, next = ''] = [text[at], text[at + 1]]
  if (letter === '\\') return escapeOf(text, at)
  if (letter === '%' && next === '%') return { length: 2, text: '%', literal: true }
  if (letter === '%' && specifiers && /[A-Za-z]/.test(next)) return { length: 2, text: letter + next, literal: false }
  if (letter !== '$' || !dollar) return undefined
  if (next === '$') return { length: 2, text: '$', literal: true }
  const match = matchAt(EXPANSION, text, at)
  return match === null ? undefined : { length: match[0].length, text: match[0], literal: false }
}

function escapeOf(text: string, at: number): Special | undefined {
  const match = matchAt(ESCAPE, text, at)
  if (match === null) return undefined
  const [{ length }, hex, unicode, octal, letter = ''] = match
  const code = hex ?? unicode
  const said =
    octal !== undefined ? Number.parseInt(octal, 8) : code !== undefined ? Number.parseInt(code, 16) : undefined
  const meant = said === undefined ? ESCAPES[letter] : String.fromCharCode(said)
  return meant === undefined ? undefined : { length, text: meant, literal: true }
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
