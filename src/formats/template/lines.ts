import { hasHole, type Token } from './tokens.ts'

/** A line of a template around YAML. */
export interface TemplateLine {
  readonly start: number
  /** Before its line break. */
  readonly end: number
  /** Expressions on it, also those that only go on or end there. */
  readonly tokens: readonly Token[]
  /** Nothing but expressions and blanks. */
  readonly alone: boolean
  readonly indent: number
  /** It stands on another way through the conditions. */
  readonly left: boolean
}

/** The lines of a text, in order. @param isLeft whether what stands at an offset is on another way */
export function linesOf(text: string, tokens: readonly Token[], isLeft: (offset: number) => boolean): TemplateLine[] {
  const lines: TemplateLine[] = []
  let next = 0
  for (let start = 0; start <= text.length;) {
    const at = text.indexOf('\n', start)
    const stop = at === -1 ? text.length : at
    const end = stop > start && text[stop - 1] === '\r' ? stop - 1 : stop
    while ((tokens[next]?.end ?? Infinity) <= start) next++
    const own: Token[] = []
    for (let index = next; (tokens[index]?.start ?? Infinity) < end; index++)
      own.push(...tokens.slice(index, index + 1))
    const rest = own.length === 0 ? '' : outside(text, start, end, own)
    const indent = indentOf(text, start, end)
    lines.push({ start, end, tokens: own, alone: own.length > 0 && rest.trim() === '', indent, left: isLeft(start) })
    start = stop + 1
  }
  return lines
}

function outside(text: string, start: number, end: number, tokens: readonly Token[]): string {
  const parts: string[] = []
  let from = start
  for (const token of tokens) {
    parts.push(text.slice(from, Math.max(from, token.start)))
    from = token.end
  }
  parts.push(text.slice(from, Math.max(from, end)))
  return parts.join('')
}

function indentOf(text: string, start: number, end: number): number {
  let at = start
  while (at < end && text[at] === ' ') at++
  return at - start
}

/** The column of the first key, or of the value, behind indentation and bullets. */
export function keyColumn(text: string, { start, end }: TemplateLine): number {
  return /^ *(?:- +)*/.exec(text.slice(start, end))?.[0].length ?? 0
}

/**
 * How far the lines of block scalars (`key: |`) are indented, by line; other lines are missing. A condition inside of one may stand
 * anywhere on its line.
 */
export function blockScalars(text: string, lines: readonly TemplateLine[]): Map<TemplateLine, number> {
  const found = new Map<TemplateLine, number>()
  for (let index = 0; index < lines.length; index++) {
    const head = lines[index]
    const around = head === undefined || head.left || head.alone ? undefined : headColumn(text, head)
    if (around === undefined) continue
    const inside = blockLines(text, lines, index + 1, around)
    const indent = inside.find((line) => isContent(text, line) && line.indent > around)?.indent ?? around + 1
    for (const line of inside) found.set(line, indent)
    index += inside.length
  }
  return found
}

function isContent(text: string, line: TemplateLine): boolean {
  return !line.left && !line.alone && text.slice(line.start, line.end).trim() !== ''
}

/** The lines behind a head, up to the last that is indented deeper. */
function blockLines(text: string, lines: readonly TemplateLine[], from: number, around: number): TemplateLine[] {
  let last = from
  for (let index = from; index < lines.length; index++) {
    const line = lines[index]
    if (line === undefined) break
    const deeper = line.indent > around
    if (isContent(text, line) && !deeper) break
    if (deeper && line.end - line.start > line.indent) last = index + 1
  }
  return lines.slice(from, last)
}

/** The column of what a block scalar is the value of; undefined: the line starts none. */
function headColumn(text: string, line: TemplateLine): number | undefined {
  const source = text.slice(line.start, line.end)
  const head = /(?:^|[ \t])[|>][-+1-9]{0,2}(?:[ \t]+#.*)?[ \t]*$/.exec(source)
  if (head === null || source.startsWith('#', line.indent)) return undefined
  const before = source.slice(0, head.index).trimEnd()
  if (!/[:?-]$|[&!]\S{0,200}$/.test(before)) return undefined
  if (hasHole(line.tokens, { start: line.start + head.index, end: line.end })) return undefined
  if (before === '---') return -1
  return /^[ -]*-$/.test(before) ? before.length - 1 : keyColumn(text, line)
}
