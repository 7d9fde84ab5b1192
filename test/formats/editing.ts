import { test } from 'vitest'
import type { Format, Parsed, Word } from '../../src/format.ts'
import { type Edits, insertAfter, isRefusal } from '../../src/layout.ts'
import { remove } from '../../src/removal.ts'
import { applyEdits, contains, type Edit, type Span, slice } from '../../src/text.ts'
import type { Entry, MapNode, ScalarNode } from '../../src/tree.ts'

export interface Found {
  readonly map: MapNode
  readonly index: number
  readonly entry: Entry
}

export function maps(parsed: Parsed): MapNode[] {
  return parsed.roots.filter((root) => root.type === 'map')
}

/** The variables of a text, map by map, as `NAME=value`; a value that cannot be read is `?`. */
export function variables(parsed: Parsed): string[][] {
  return maps(parsed).map((map) =>
    map.members.flatMap((entry) => (entry.key === undefined ? [] : [`${entry.key}=${said(entry)}`])),
  )
}

function said(entry: Entry): string {
  return entry.value.type === 'scalar' && entry.value.value !== undefined ? String(entry.value.value) : '?'
}

export function find(parsed: Parsed, key: string): Found {
  for (const map of maps(parsed)) {
    const index = map.members.findIndex((entry) => entry.key === key)
    const entry = map.members[index]
    if (entry !== undefined) return { map, index, entry }
  }
  throw new Error(`${key} is not there`)
}

function scalar(entry: Entry): ScalarNode {
  if (entry.value.type !== 'scalar') throw new Error('it is not a scalar')
  return entry.value
}

/** The text with the edits made, or why they cannot be. */
function done(text: string, edits: Edits): string {
  return isRefusal(edits) ? `refused: ${edits.because}` : applyEdits(text, edits)
}

function nameEdit({ map, entry }: Found, name: string): Edit {
  return { ...entry.keySpan, text: map.syntax.key(name, entry) ?? 'REFUSED' }
}

function valueEdit({ entry }: Found, value: string): Edit {
  return { ...entry.value.span, text: scalar(entry).write(value) ?? 'REFUSED' }
}

export function rename(format: Format, text: string, key: string, name: string): string {
  return done(text, [nameEdit(find(format.parse(text), key), name)])
}

export function set(format: Format, text: string, key: string, value: string): string {
  return done(text, [valueEdit(find(format.parse(text), key), value)])
}

/** A copy of a member beside it, with another name and, if given, another value. */
export function copy(format: Format, text: string, key: string, name: string, value?: string): string {
  const found = find(format.parse(text), key)
  const { span } = found.entry
  const edits = [nameEdit(found, name), ...(value === undefined ? [] : [valueEdit(found, value)])]
  const moved = edits.map((edit) => ({ ...edit, start: edit.start - span.start, end: edit.end - span.start }))
  return done(text, insertAfter(text, found.map, found.index, applyEdits(slice(text, span), moved)))
}

export function drop(format: Format, text: string, ...keys: string[]): string {
  const parsed = format.parse(text)
  const { map } = find(parsed, keys[0] ?? '')
  const indexes = keys.map((key) => map.members.findIndex((entry) => entry.key === key))
  return done(text, remove(text, map, indexes))
}

/** The words of all commands; one with an expansion ends in `?`. */
export function commands(parsed: Parsed): string[] {
  return parsed.commands.map(({ words }) =>
    words.map((word) => (word.value === undefined ? `${word.source}?` : word.source)).join(' | '),
  )
}

export function wordOf(parsed: Parsed, source: string): Word {
  const word = parsed.commands.flatMap((command) => command.words).find((each) => each.source === source)
  if (word === undefined) throw new Error(`${source} is not there`)
  return word
}

/** Another word after the one that says this. */
export function addWord(format: Format, text: string, after: string, added: string): string {
  const word = wordOf(format.parse(text), after)
  return done(text, insertAfter(text, word.list, word.list.members.indexOf(word), word.write(added) ?? 'REFUSED'))
}

export function dropWords(format: Format, text: string, ...sources: string[]): string {
  const parsed = format.parse(text)
  const words = sources.map((source) => wordOf(parsed, source))
  const list = words[0]?.list
  if (list === undefined) return text
  return done(
    text,
    remove(
      text,
      list,
      words.map((word) => list.members.indexOf(word)),
    ),
  )
}

export function inner(parsed: Parsed): string[][] {
  return parsed.inner.map(({ name, embedded }) => [name, embedded.text])
}

/** What is wrong with the spans of what was read; empty: nothing. */
export function faults(text: string, parsed: Parsed): string[] {
  const wrong: string[] = []
  const check = (span: Span, what: string): void => {
    if (!(span.start >= 0 && span.start <= span.end && span.end <= text.length)) wrong.push(`${what} lies outside`)
  }
  for (const map of maps(parsed)) {
    let last = -1
    for (const entry of map.members) {
      check(entry.span, 'a member')
      if (entry.span.start < last) wrong.push('members are out of order or overlap')
      last = entry.span.end
      if (entry.key === undefined) continue
      if (slice(text, entry.keySpan) !== entry.key) wrong.push(`${entry.key} is not at its place`)
      if (!contains(entry.span, entry.keySpan) || !contains(entry.span, entry.value.span))
        wrong.push('a member is too short')
      if (entry.keySpan.end > entry.value.span.start) wrong.push('a value stands before its name')
    }
  }
  for (const command of parsed.commands) {
    let last = -1
    for (const word of command.words) {
      check(word.span, 'a word')
      if (word.span.start < last) wrong.push('words are out of order or overlap')
      last = word.span.end
      if (!word.list.members.includes(word)) wrong.push('a word is not in its list')
    }
  }
  for (const each of parsed.inner) check(each.embedded.span, 'an inner text')
  for (const problem of parsed.problems) check({ start: problem.offset, end: problem.offset }, 'a problem')
  return wrong
}

/** Each case once with LF and once with CRLF. */
export function both(name: string, run: (eol: (text: string) => string) => void): void {
  test(`${name} (LF)`, () => run((text) => text))
  test(`${name} (CRLF)`, () => run((text) => text.replaceAll('\n', '\r\n')))
}
