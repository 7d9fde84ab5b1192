import type { Fix } from '../decide.ts'
import { snake } from '../dialects/snake.ts'
import { envOf } from '../rules.ts'
import { contains, type Edit, slice, type Span, sortEdits } from '../text.ts'
import type { Change, Place } from '../transform.ts'
import { type Data, sameData } from '../tree.ts'
import { ENV_VARS } from '../views/control-plane.ts'
import { clone, type Located } from '../views/home.ts'
import { PAIR } from '../views/install.ts'
import { add, count, minus } from './counts.ts'
import type { Reach } from './reach.ts'

const WORD = /[\p{L}\p{N}_]+/gu
/** Those of strings, and of JSON pointers. */
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})|~[01]/g

/** Letters, digits and `_` in a row; escapes part them. */
export function wordsOf(text: string): string[] {
  return text.replace(ESCAPE, ' ').match(WORD) ?? []
}

/** What the changes of one fix are about. */
export interface Scope {
  /** Places whose words may go, and those whose words may be written again. */
  readonly mayGo: readonly Span[]
  readonly near: readonly Span[]
  /** Changes only take away. */
  readonly takes: boolean
  /** Words that changes bring. */
  readonly names: ReadonlySet<string>
  /** What must be in the new text: for each, one of the ways to write it. */
  readonly wanted: readonly (readonly string[])[]
}

export function scopeOf({ site, rule, changes, inner }: Fix, reach: Reach): Scope {
  const { view } = rule.at
  const { text } = site.source
  const near: Span[] = [...site.claims]
  const mayGo: Span[] = []
  const gone: Span[] = []
  const wanted: string[][] = []
  for (const change of changes) {
    if (change.do === 'flag') continue
    if (change.do === 'copy') near.push(reach.root(site.span))
    const sites = 'at' in change && change.at !== undefined ? site.all(change.at) : [site]
    for (const at of sites.filter(({ source }) => source === site.source)) {
      const own = reach.of(at.span)
      const whole = own.map((span) => reach.withComment(span))
      near.push(...whole, ...reach.holders(at.span))
      wanted.push(...wantedOf(change, at, view))
      if (change.do === 'set') mayGo.push(...own)
      if (goes(change, at, view)) gone.push(...own)
      else if (change.do === 'rename' || change.do === 'move') {
        mayGo.push(at.span)
        const moved = own.filter((span) => isAround(span, at.span) && inner.some((edit) => contains(edit, span)))
        if (moved.length > 0) gone.push(...own)
        // Its value is written anew elsewhere.
        for (const span of moved) wanted.push(without(wordsOf(slice(text, span)), wordsOf(slice(text, at.span))))
      }
    }
  }
  const names = new Set(changes.flatMap((change) => namesIn(change, rule.at)))
  const lines = [...gone, ...reach.emptied(gone)].map((span) => reach.withComment(span))
  const takes = changes.every((change) => change.do === 'remove' || change.do === 'flag')
  return { mayGo: [...mayGo, ...lines], near, takes, names, wanted }
}

function isAround(outer: Span, inner: Span): boolean {
  return contains(outer, inner) && outer.end - outer.start > inner.end - inner.start
}

function without(words: readonly string[], others: readonly string[]): string[] {
  return words.filter((word) => !others.includes(word))
}

/** It is removed, or has its new name beside it with the same value. */
function goes(change: Change, at: Located, view: Place['view']): boolean {
  if (change.do === 'remove') return true
  if (change.do !== 'rename' && change.do !== 'move') return false
  const value = targetOf(change, at, view)?.value
  return sameData(value, at.value) || (value !== undefined && String(value) === String(at.value))
}

/** What has the name already that a change gives. */
function targetOf(change: Change, at: Located, view: Place['view']): Located | undefined {
  const name = 'to' in change ? change.to : 'name' in change ? change.name : undefined
  if (name === undefined) return undefined
  if ((view !== 'field' && view !== 'object') || change.do === 'move') return at.get(name)
  // A field's name is a key, and its site would read a path.
  return at.get(`${change.do === 'put' ? '' : '^'}["${name}"]`)
}

/** How else a setting's name is written. */
function spellingsOf(name: string, at: Place): string[] {
  if (at.view === 'setting') return [envOf(name)]
  if (at.view === 'controlPlane') return [ENV_VARS, PAIR, envOf(name), JSON.stringify(at.names[name] ?? '')]
  return at.view === 'field' || at.view === 'object' ? [snake(name)] : []
}

/** Everything a change may write, word by word. */
function namesIn(change: Change, at: Place): string[] {
  if (change.do === 'flag') return []
  if (change.do === 'copy') return change.changes.flatMap((inner) => namesIn(inner, at))
  const names = 'to' in change ? [change.to] : 'name' in change && change.name !== undefined ? [change.name] : []
  const spelled = names.flatMap((name) => spellingsOf(name, at))
  const value = 'value' in change && typeof change.value !== 'symbol' ? [JSON.stringify(change.value)] : []
  // A path may lead through maps that are not there yet.
  const path = change.at === undefined ? [] : [change.at]
  return [...names, ...spelled, ...value, ...path].flatMap(wordsOf)
}

/** The values a change gives, where they are not there yet. */
function wantedOf(change: Change, at: Located, view: Place['view']): string[][] {
  if (change.do === 'set') return sameData(change.value, at.value) ? [] : scalarsIn(change.value).map(wordsOf)
  if ((change.do !== 'add' && change.do !== 'put') || typeof change.value === 'symbol') return []
  // A flag alone is true.
  if (change.value === true && (view === 'flag' || view === 'command')) return []
  return targetOf(change, at, view) === undefined ? scalarsIn(change.value).map(wordsOf) : []
}

function scalarsIn(data: Data): string[] {
  if (data === null || typeof data !== 'object') return [String(data)]
  return Object.entries(data).flatMap(([key, value]) => [...(Array.isArray(data) ? [] : [key]), ...scalarsIn(value)])
}

/** @returns why the words that the edits take away and bring are not those of the changes; undefined: they are. */
export function disproveWords(text: string, edits: readonly Edit[], scope: Scope): string | undefined {
  const { gone, come, all } = exchanged(text, edits)
  const mayGo = count(joined(scope.mayGo).flatMap((span) => wordsOf(text.slice(span.start, span.end))))
  for (const [word, times] of gone) {
    if (times > (mayGo.get(word) ?? 0)) return 'text would be lost that no change is about'
  }
  // Words are counted wherever they stand, so what goes must also lie beside what the changes are about; what parts items goes with them.
  const about = [...scope.mayGo, ...scope.near]
  const isFar = (edit: Edit): boolean =>
    edit.start < edit.end && slice(text, edit).trim() !== ',' && !about.some((span) => touch(span, edit))
  if (edits.some(isFar)) return 'text would be lost that no change is about'
  const isWritten = edits.some((edit) => wordsOf(edit.text).length > 0)
  if (scope.takes && (come.size > 0 || isWritten)) return 'text would be written that no change gives'
  const near = new Set(joined(scope.near).flatMap((span) => wordsOf(text.slice(span.start, span.end))))
  for (const word of come.keys()) {
    if (!scope.names.has(word) && !near.has(word)) return 'text would be written that no change gives'
  }
  if (!scope.wanted.every((words) => words.every((word) => all.has(word) || (near.has(word) && !gone.has(word)))))
    return 'a value that a change gives would be missing'
  return undefined
}

function touch(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end
}

/** Words that are fewer or more after the edits, and all that are there then. */
function exchanged(text: string, edits: readonly Edit[]) {
  const old = new Map<string, number>()
  const now = new Map<string, number>()
  const sorted = sortEdits(edits)
  for (const stretch of joined(sorted.map((edit) => widened(text, edit)))) {
    add(old, wordsOf(text.slice(stretch.start, stretch.end)))
    add(
      now,
      wordsOf(
        clone(
          text,
          stretch,
          sorted.filter((edit) => contains(stretch, edit)),
        ),
      ),
    )
  }
  return { gone: minus(old, now), come: minus(now, old), all: now }
}

/** Up to where the words end that the edit cuts. */
function widened(text: string, { start, end }: Span): Span {
  let from = start
  let to = end
  while (from > 0 && isWord(text[from - 1])) from--
  while (to < text.length && isWord(text[to])) to++
  return { start: from, end: to }
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_]/u.test(character)
}

/** Sorted; those that meet are one. */
function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = []
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1)
    if (last === undefined || span.start > last.end) result.push(span)
    else
      result[result.length - 1] = {
        start: last.start,
        end: Math.max(last.end, span.end),
      }
  }
  return result
}
