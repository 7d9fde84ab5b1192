import { readText } from './dialects/read.ts'
import commands from './facts/commands.ts'
import enums from './facts/enums.ts'
import fields from './facts/fields.ts'
import flags from './facts/flags.ts'
import kinds from './facts/kinds-by-release.ts'
import metadata from './facts/metadata.ts'
import settings from './facts/settings.ts'
import values from './facts/values.ts'
import variables from './facts/variables.ts'
import { Surface } from './surface.ts'
import type { Span } from './text.ts'
import type { Command, Word } from './format.ts'
import { type Entry, type MapNode, type Node, resolve } from './tree.ts'
import { flagsOf } from './views/command-words.ts'
import { fileOffset, type Home, type Source } from './views/home.ts'

/** A name or a value that a release does not know. */
export interface Stale {
  readonly offset: number
  readonly name: string
  readonly message: string
}

const SURFACES = {
  variable: new Surface(variables),
  setting: new Surface(settings),
  value: new Surface(values),
  command: new Surface(commands),
  flag: new Surface(flags),
  metadata: new Surface(metadata),
  kind: new Surface(kinds),
  field: new Surface(fields),
}

/** Enumerated fields as `Kind:path=VALUE`. */
const ENUMS = new Surface(enums)

/**
 * What of a text a release does not know. Only names that some other release knows, or that differ from a known one by a slip of
 * typing, are told: all else may be somebody else's.
 * @param minor of release 2.x
 */
export function lint(text: string, path: string, minor: number): Stale[] {
  const found: Stale[] = []
  for (const { homes } of readText(text, path, () => true)) {
    for (const home of homes) if (home.doubt === undefined) found.push(...lintHome(home, minor))
  }
  const seen = new Set<string>()
  return found
    .sort((a, b) => a.offset - b.offset)
    .filter(({ offset, message }) => !seen.has(`${offset} ${message}`) && seen.add(`${offset} ${message}`))
}

function lintHome(home: Home, minor: number): Stale[] {
  switch (home.home) {
    case 'environment':
    case 'set':
      return home.variables.flatMap(({ name, nameSpan }) =>
        judge(
          home.source,
          nameSpan,
          home.home === 'set' && !/^K(?:UMA|MESH)_/.test(name) ? 'value' : 'variable',
          name,
          minor,
        ),
      )
    case 'config':
      return lintTree(home.source, home.root, '', 'setting', minor)
    case 'values':
      return lintTree(home.source, under(home.root, home.prefix), '', 'value', minor)
    case 'metadata':
      return home.map.members.flatMap(({ key, keySpan }) =>
        key === undefined || !key.includes('kuma.io/') ? [] : judge(home.source, keySpan, 'metadata', key, minor),
      )
    case 'command':
      return lintCommand(home.source, home.command, minor)
    case 'object':
      return home.apiVersion?.startsWith('kuma.io/') === false
        ? []
        : lintObject(home.source, home.node, home.kind, minor)
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

type Kind = keyof typeof SURFACES

function judge(source: Source, span: Span, kind: Kind, name: string, minor: number): Stale[] {
  const surface = SURFACES[kind]
  const spelled = surface.spelled(name) ?? name
  if (surface.knows(spelled, minor)) return []
  const message = reasonOf(surface, spelled, minor)
  return message === undefined
    ? []
    : [{ offset: fileOffset(source, span.start), name, message: `\`${name}\` is unknown to 2.${minor}: ${message}` }]
}

function reasonOf(surface: Surface, name: string, minor: number): string | undefined {
  const { before, after } = surface.around(name, minor)
  if (before !== undefined) return `last known in 2.${before}`
  if (after !== undefined) return `known from 2.${after} on`
  const [near] = surface.near(name, minor)
  return near === undefined ? undefined : `did you mean \`${near}\`?`
}

/** Keys down to where the surface stops knowing them; what is below an unknown key is not told again. */
function lintTree(source: Source, map: MapNode, prefix: string, kind: Kind, minor: number): Stale[] {
  return map.members.flatMap((entry) => {
    if (entry.key === undefined) return []
    const path = prefix === '' ? entry.key : `${prefix}.${entry.key}`
    const found = judge(source, entry.keySpan, kind, path, minor)
    const value = resolve(entry.value)
    return found.length > 0 || value?.type !== 'map' ? found : lintTree(source, value, path, kind, minor)
  })
}

function lintCommand(source: Source, { words }: Command, minor: number): Stale[] {
  const start = words.findIndex(({ value }) => /(?:^|\/)(?:kumactl|kuma-cp|kuma-dp)$/.test(value ?? ''))
  if (start === -1) return []
  let name = words[start]?.value?.replace(/^.*\//, '') ?? ''
  const names = words.slice(start, start + 1)
  for (const word of words.slice(start + 1)) {
    if (word.source.startsWith('-')) continue
    const longer = `${name} ${word.value ?? ''}`
    const stale = judge(source, word.span, 'command', longer, minor)
    if (stale.length > 0 && SURFACES.command.spelled(longer) !== undefined) return stale
    if (!SURFACES.command.knows(longer, minor)) break
    name = longer
    names.push(word)
  }
  return flagsOf(words, names).flatMap(({ name: flag, word }) => lintFlag(source, word, name, flag, minor))
}

/** A flag of the command, or of one it belongs to. */
function lintFlag(source: Source, word: Word, command: string, flag: string, minor: number): Stale[] {
  const words = command.split(' ')
  const owners = words.map((_, index) => words.slice(0, words.length - index).join(' '))
  if (!flag.startsWith('--') || owners.some((owner) => SURFACES.flag.knows(`${owner} ${flag}`, minor))) return []
  for (const owner of owners) {
    const [stale] = judge(source, word.span, 'flag', `${owner} ${flag}`, minor)
    if (stale !== undefined) return [{ ...stale, name: flag }]
  }
  return []
}

function lintObject(source: Source, node: MapNode, kind: string, minor: number): Stale[] {
  const kindEntry = node.members.find((entry) => entry.key === 'kind' || entry.key === 'type')
  const own = kindEntry === undefined ? [] : judge(source, kindEntry.value.span, 'kind', kind, minor)
  const spec = node.members.find((entry) => entry.key === 'spec')?.value
  if (own.length > 0 || spec === undefined || !SURFACES.field.knows(`${kind}:spec`, minor)) return own
  return [...own, ...lintFields(source, spec, `${kind}:spec`, minor)]
}

function lintFields(source: Source, node: Node, path: string, minor: number): Stale[] {
  const value = resolve(node)
  if (value?.type === 'list') return value.members.flatMap((item) => lintFields(source, item.value, `${path}[]`, minor))
  if (value?.type === 'map') return value.members.flatMap((entry) => lintField(source, entry, path, minor))
  return value === undefined ? [] : lintEnum(source, value.span, path, value.value, minor)
}

function lintField(source: Source, entry: Entry, parent: string, minor: number): Stale[] {
  if (entry.key === undefined) return []
  const path = `${parent}.${entry.key}`
  const surface = SURFACES.field
  if (surface.knows(path, minor)) return lintFields(source, entry.value, path, minor)
  const message = reasonOf(surface, path, minor)
  if (message === undefined) return []
  return [
    {
      offset: fileOffset(source, entry.keySpan.start),
      name: path,
      message: `\`${path}\` is unknown to 2.${minor}: ${message}`,
    },
  ]
}

function lintEnum(source: Source, span: Span, path: string, value: unknown, minor: number): Stale[] {
  const name = `${path}=${String(value)}`
  if (typeof value !== 'string' || ENUMS.knows(name, minor)) return []
  const { before, after } = ENUMS.around(name, minor)
  if (before === undefined && after === undefined) return []
  const when = before === undefined ? `known from 2.${after} on` : `last known in 2.${before}`
  return [
    {
      offset: fileOffset(source, span.start),
      name,
      message: `\`${value}\` is refused by 2.${minor} at \`${path}\`: ${when}`,
    },
  ]
}
