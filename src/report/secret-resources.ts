import type { Span } from '../text.ts'

/** Secrets of Kubernetes and of Kuma, in YAML and in JSON. */
const KIND = /^[ \t]*(?:- )?["']?(?:kind|type)["']?:[ \t]*["']?(?:Global)?Secret["']?,?[ \t\r]*$/m
const JSON_KIND = /"(?:kind|type)"[ \t]*:[ \t]*"(?:Global)?Secret"/
const DATA = /^([ \t]*)(?:- )?(?:data|stringData):[ \t]*(.*)$/gm
const JSON_DATA = /"(?:data|stringData)"\s*:\s*(\{[^{}]*\}|"[^"\\]*")/dg
const JSON_VALUE = /:\s*("[^"\\]*")/dg
const MARK = /^---(?=[ \t\r\n]|$)/gm

/** What stands under `data` and `stringData` of resources that are secrets. */
export function resourceValues(text: string): Span[] {
  if (!text.includes('Secret')) return []
  return [...documentsOf(text).flatMap((document) => yamlValues(text, document)), ...jsonValues(text)]
}

function documentsOf(text: string): Span[] {
  const marks = [...text.matchAll(MARK)].map(({ index }) => index)
  return [0, ...marks].map((start, index) => ({ start, end: marks[index] ?? text.length }))
}

function yamlValues(text: string, { start, end }: Span): Span[] {
  const document = text.slice(start, end)
  if (!KIND.test(document)) return []
  return [...document.matchAll(DATA)].flatMap((match) => {
    const from = start + match.index
    const value = (match[2] ?? '').trimEnd()
    const lineEnd = from + match[0].length
    if (/^[^\s|>#{]/.test(value)) return [{ start: lineEnd - (match[2] ?? '').length, end: lineEnd }]
    return deeperLines(text, lineEnd, end, (match[1] ?? '').length).flatMap((line) => valueOn(text, line))
  })
}

/** The lines after a place that are deeper than the line it is on. */
function deeperLines(text: string, at: number, end: number, depth: number): Span[] {
  const lines: Span[] = []
  for (let start = at + 1; start < end;) {
    const next = text.indexOf('\n', start)
    const line = { start, end: next === -1 || next > end ? end : next }
    const content = text.slice(line.start, line.end)
    if (content.trim() !== '' && content.search(/[^ \t]/) <= depth) return lines
    lines.push(line)
    start = line.end + 1
  }
  return lines
}

/** The value of an entry, or a whole line of one that spans lines. */
function valueOn(text: string, { start, end }: Span): Span[] {
  const line = text.slice(start, end)
  const lead = /^[ \t]*(?:["']?[\w.-]+["']?:(?:[ \t]+[|>][-+\d]*[ \t\r]*$|[ \t]+|[ \t\r]*$))?/.exec(line)?.[0] ?? ''
  const from = start + lead.length
  return from >= end || line.trim().startsWith('#') ? [] : [{ start: from, end }]
}

function jsonValues(text: string): Span[] {
  if (!JSON_KIND.test(text)) return []
  return [...text.matchAll(JSON_DATA)].flatMap((match) => {
    const [start, end] = match.indices?.[1] ?? [0, 0]
    if (text[start] === '"') return [{ start, end }]
    return [...text.slice(start, end).matchAll(JSON_VALUE)].map((value) => {
      const [from, to] = value.indices?.[1] ?? [0, 0]
      return { start: start + from, end: start + to }
    })
  })
}
