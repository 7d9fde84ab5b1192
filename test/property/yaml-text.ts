import fc from 'fast-check'
import type { Data } from '../../src/tree.ts'

/** How a value is written; one choice a node, taken in the order of the text. */
export interface Style {
  readonly indent: number
  readonly deepLists: boolean
  readonly eol: '\n' | '\r\n'
  readonly finalNewline: boolean
  /** Consumed one at a time: whether a collection is in flow, which quotes a string gets, where comments stand. */
  readonly choices: readonly number[]
}

export const styles: fc.Arbitrary<Style> = fc.record({
  indent: fc.integer({ min: 1, max: 8 }),
  deepLists: fc.boolean(),
  eol: fc.constantFrom('\n', '\r\n'),
  finalNewline: fc.boolean(),
  choices: fc.array(fc.nat(99), { minLength: 8, maxLength: 24 }),
})

const KEYS = ['alpha', 'beta', 'gamma', 'delta-e', 'kuma.io/service', 'a b', 'true', '10', "it's", 'größe', '🚀']

/** Values whose scalars are all different, so that one found again is the same one. */
export const trees: fc.Arbitrary<{ readonly [key: string]: Data }> = fc
  .letrec<{ node: Data; map: { [key: string]: Data } }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom('s', 'n', 'b'),
      tie('map'),
      fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
    ),
    map: fc.dictionary(fc.constantFrom(...KEYS), tie('node'), { minKeys: 1, maxKeys: 3, noNullPrototype: true }),
  }))
  .map.map((map) => number(map, { next: 1 }))

function isList(data: Data): data is readonly Data[] {
  return Array.isArray(data)
}

function number(data: { readonly [key: string]: Data }, counter: { next: number }): { [key: string]: Data } {
  const one = (value: Data): Data => {
    if (isList(value)) return value.map(one)
    if (value !== null && typeof value === 'object') return number(value, counter)
    const n = counter.next++
    return value === 'n'
      ? n * 7
      : value === 'b'
        ? `yes${n}`
        : (STRINGS[n % STRINGS.length]?.replace('#', String(n)) ?? `v${n}`)
  }
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, one(value)]))
}

const STRINGS = [
  'plain#',
  'with blank #',
  "it's #",
  'say "#"',
  '#: colon',
  '- dash #',
  '# hash',
  'ends:#:',
  '{{brace #',
  '*star#',
  'ünï #',
  '1.#e3',
  '@at#',
  'a\\b#',
]

/** The data as YAML in this style. */
export function printYaml(data: { readonly [key: string]: Data }, style: Style): string {
  return new Printer(style).document(data)
}

class Printer {
  private at = 0
  private readonly style: Style

  constructor(style: Style) {
    this.style = style
  }

  private choose(options: number): number {
    const choice = this.style.choices[this.at++ % this.style.choices.length] ?? 0
    return (choice + this.at) % options
  }

  document(data: { readonly [key: string]: Data }): string {
    const text = this.map(data, '').join(this.style.eol)
    return this.style.finalNewline ? text + this.style.eol : text
  }

  private comment(indent: string, lines: string[]): void {
    if (this.choose(7) === 0) lines.push(`${indent}# about what follows: not a: key`)
    if (this.choose(9) === 0) lines.push('')
  }

  private tail(): string {
    return this.choose(6) === 0 ? '   # why' : ''
  }

  private map(data: { readonly [key: string]: Data }, indent: string): string[] {
    const lines: string[] = []
    for (const [key, value] of Object.entries(data)) {
      this.comment(indent, lines)
      lines.push(...this.member(`${indent}${this.key(key)}:`, value, indent, false))
    }
    return lines
  }

  private list(items: readonly Data[], indent: string): string[] {
    const lines: string[] = []
    for (const item of items) {
      this.comment(indent, lines)
      lines.push(...this.member(`${indent}-`, item, indent, true))
    }
    return lines
  }

  private member(head: string, value: Data, indent: string, inList: boolean): string[] {
    if (value === null || typeof value !== 'object') return [`${head} ${this.scalar(value)}${this.tail()}`]
    if (Object.keys(value).length === 0 || this.choose(4) === 0) return [`${head} ${this.flow(value)}${this.tail()}`]
    const step = ' '.repeat(this.style.indent)
    if (inList) {
      const deeper = `${indent}${' '.repeat(Math.max(2, this.style.indent))}`
      const lines = isList(value) ? this.list(value, deeper) : this.map(value, deeper)
      const first = lines.findIndex((line) => line.startsWith(deeper) && line[deeper.length] !== '#')
      if (first === 0) return [head + (lines[0] ?? '').slice(head.length), ...lines.slice(1)]
      return [head, ...lines]
    }
    const tail = this.tail()
    if (isList(value)) return [head + tail, ...this.list(value, this.style.deepLists ? indent + step : indent)]
    return [head + tail, ...this.map(value, indent + step)]
  }

  private flow(value: Data): string {
    if (value === null || typeof value !== 'object') return this.flowScalar(value)
    const gap = this.choose(2) === 0 ? '' : ' '
    if (isList(value))
      return `[${gap}${value.map((item) => this.flow(item)).join(this.choose(2) === 0 ? ', ' : ',  ')}${gap}]`
    const members = Object.entries(value).map(([key, inner]) => `${this.key(key)}: ${this.flow(inner)}`)
    return `{${gap}${members.join(', ')}${gap}}`
  }

  private flowScalar(value: Data): string {
    return typeof value === 'string' ? this.quoted(value) : String(value)
  }

  private key(key: string): string {
    if (!/^[\w./-]+$/.test(key) || /^(?:true|10)$/.test(key) || this.choose(5) === 0) return this.quoted(key)
    return key
  }

  private scalar(value: Data): string {
    if (typeof value !== 'string') return String(value)
    return /^[a-z][\w ]*$/.test(value) && this.choose(2) === 0 ? value : this.quoted(value)
  }

  private quoted(value: string): string {
    return this.choose(2) === 0 ? JSON.stringify(value) : `'${value.replaceAll("'", "''")}'`
  }
}
