import type { Reading } from '../dialects/read.ts'
import type { Command, Word } from '../format.ts'
import { type MapNode, resolve } from '../tree.ts'
import { flagsOf } from '../views/command-words.ts'
import type { Home, Source } from '../views/home.ts'
import { type Against, judge, type Kind, type Stale, SURFACES } from './judge.ts'
import { lintObject } from './object.ts'

/**
 * What of the texts of a file a release does not know, in their order. Settings and fields of resources are all Kuma's. Of other
 * names, unless it is strict, only those are told that some other release knows, or that differ from a known one by a slip of typing.
 */
export function lintReadings(readings: readonly Reading[], against: Against): Stale[] {
  const homes = readings.flatMap((reading) => reading.homes).filter(({ doubt }) => doubt === undefined)
  const seen = new Set<string>()
  return homes
    .flatMap((home) => lintHome(home, against))
    .sort((a, b) => a.offset - b.offset)
    .filter(({ offset, message }) => !seen.has(`${offset} ${message}`) && seen.add(`${offset} ${message}`))
}

function lintHome(home: Home, against: Against): Stale[] {
  switch (home.home) {
    case 'environment':
    case 'set':
      return home.variables.flatMap(({ name, nameSpan }) =>
        judge(
          home.source,
          nameSpan,
          home.home === 'set' && !/^K(?:UMA|MESH)_/.test(name) ? 'value' : 'variable',
          name,
          against,
        ),
      )
    case 'config':
      return lintTree(home.source, home.root, '', 'setting', against)
    case 'values':
      return lintTree(home.source, under(home.root, home.prefix), '', 'value', against)
    case 'metadata':
      return home.map.members.flatMap(({ key, keySpan }) =>
        key === undefined || !key.includes('kuma.io/') ? [] : judge(home.source, keySpan, 'metadata', key, against),
      )
    case 'command':
      return lintCommand(home.source, home.command, against)
    case 'object':
      return home.apiVersion?.startsWith('kuma.io/') === false
        ? []
        : lintObject(home.source, home.node, home.kind, against)
    default:
      return []
  }
}

/** The map that the prefix of nested values leads to. */
function under(root: MapNode, prefix: string): MapNode {
  let map = root
  for (const key of prefix.split('.').filter(Boolean)) {
    const next = resolve(map.members.find((entry) => entry.key === key)?.value)
    if (next?.type !== 'map') return map
    map = next
  }
  return map
}

/** Keys down to where the surface stops knowing them; what is below an unknown key is not told again. */
function lintTree(source: Source, map: MapNode, prefix: string, kind: Kind, against: Against): Stale[] {
  return map.members.flatMap((entry) => {
    if (entry.key === undefined) return []
    const path = prefix === '' ? entry.key : `${prefix}.${entry.key}`
    const found = judge(source, entry.keySpan, kind, path, against)
    const value = resolve(entry.value)
    return found.length > 0 || value?.type !== 'map' ? found : lintTree(source, value, path, kind, against)
  })
}

function lintCommand(source: Source, { words }: Command, against: Against): Stale[] {
  const start = words.findIndex(({ value }) => /(?:^|\/)(?:kumactl|kuma-cp|kuma-dp)$/.test(value ?? ''))
  if (start === -1) return []
  let name = words[start]?.value?.replace(/^.*\//, '') ?? ''
  const names = words.slice(start, start + 1)
  for (const word of words.slice(start + 1)) {
    if (word.source.startsWith('-')) continue
    const longer = `${name} ${word.value ?? ''}`
    const stale = judge(source, word.span, 'command', longer, against)
    // What stands behind a command without subcommands is an argument.
    const isCommand = SURFACES.command.spelled(longer) !== undefined || SURFACES.command.isGroup(name)
    if (stale.length > 0 && isCommand) return stale
    if (!SURFACES.command.knows(longer, against.minor)) break
    name = longer
    names.push(word)
  }
  return flagsOf(words, names).flatMap(({ name: flag, word }) => lintFlag(source, word, name, flag, against))
}

/** A flag of the command, or of one it belongs to. */
function lintFlag(source: Source, word: Word, command: string, flag: string, against: Against): Stale[] {
  const words = command.split(' ')
  const owners = words.map((_, index) => words.slice(0, words.length - index).join(' '))
  if (!flag.startsWith('--') || owners.some((owner) => SURFACES.flag.knows(`${owner} ${flag}`, against.minor)))
    return []
  for (const owner of owners) {
    const [stale] = judge(source, word.span, 'flag', `${owner} ${flag}`, against)
    if (stale !== undefined) return [{ ...stale, name: flag }]
  }
  return []
}
