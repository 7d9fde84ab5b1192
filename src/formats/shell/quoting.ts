import type { Quote, Quoting } from './spelling.ts'

/** Characters that mean something to a shell outside of quotes. */
const SPECIAL = /[\s|&;<>()$`\\"'*?[\]#~!{}^]/

/** New text for a place inside quotes of a shell; undefined: it cannot stand there. */
function encode(text: string, quote: Quote): string | undefined {
  if (text.includes('\u0000')) return undefined
  if (quote === "'") return text.replaceAll("'", "'\\''")
  if (quote === '"') return text.replace(/[\\$`"]/g, '\\$&')
  if (quote === '`') return text.replace(/[\\$`]/g, '\\$&')
  if (quote === "$'") return text.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
  return /[\r\n]/.test(text) ? undefined : text.replace(new RegExp(SPECIAL, 'g'), '\\$&')
}

function write(value: string, quote: Quote): string | undefined {
  const wanted = quote === '' ? neededFor(value) : quote
  const text = encode(value, wanted)
  return text === undefined ? undefined : wanted + text + (wanted === "$'" ? "'" : wanted)
}

/** Double quotes where nothing has to be escaped in them, else single ones. */
function neededFor(value: string): Quote {
  if (value !== '' && !SPECIAL.test(value)) return ''
  return /[$`"\\!]/.test(value) ? "'" : '"'
}

/** How words are quoted; `outside` is how a script's text is written in the text it was cut from. */
export function shellQuoting(outside: (text: string) => string | undefined): Quoting {
  const both = (text: string | undefined): string | undefined => (text === undefined ? undefined : outside(text))
  return {
    encode: (text, quote) => both(encode(text, quote)),
    write: (value, quote) => both(write(value, quote)),
  }
}

/** As words, but an empty value needs no quotes. */
export function valueQuoting(quoting: Quoting): Quoting {
  return { ...quoting, write: (value, quote) => (value === '' && quote === '' ? '' : quoting.write(value, quote)) }
}

/** A value inside quotes that it shares with other text. */
export function insideQuoting(quoting: Quoting, inside: Quote): Quoting {
  return { ...quoting, write: (value) => quoting.encode(value, inside) }
}
