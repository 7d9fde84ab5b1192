import type { Place, Transform } from '../transform.ts'
import { locateCommand, locateFlag } from './command.ts'
import { locateControlPlane } from './control-plane.ts'
import { locateDataPlane } from './data-plane.ts'
import { locateFlat, locatePairs } from './flat.ts'
import type { Home, Located } from './home.ts'
import { locateMetadata } from './metadata.ts'
import { locateNested } from './nested.ts'
import { locateField, locateObject } from './object.ts'
import { envName, envValue } from './setting.ts'

/** Every site of a place in a home. Text is not looked for in homes: see `Place.view`. */
export function locate(place: Place, home: Home, homes: readonly Home[]): Located[] {
  switch (place.view) {
    case 'setting':
      if (home.home === 'environment') return locateFlat(home, place.path, envName(place))
      if (home.home === 'set') return locateFlat(home, place.path, envValue(place))
      return home.home === 'config' ? locateNested(home, place.path, '') : []
    case 'value':
      if (home.home === 'set') return locatePairs(home, place.path)
      return home.home === 'values' ? locateNested(home, place.path, home.prefix) : []
    case 'field':
      return home.home === 'object' && place.kinds.includes(home.kind) ? locateField(home, place.path) : []
    case 'object':
      return home.home === 'object' && place.kinds.includes(home.kind) ? locateObject(home) : []
    case 'annotation':
      return home.home === 'metadata' ? locateMetadata(home, place.name) : []
    case 'command':
      return home.home === 'command' ? locateCommand(home, place.name) : []
    case 'flag':
      return home.home === 'command' ? locateFlag(home, place.command, place.name) : []
    case 'controlPlane':
      return locateControlPlane(place, home)
    case 'dataPlane':
      return locateDataPlane(home, homes)
    case 'text':
      return []
  }
}

/** The names by which a place is told in any text at all: unique enough to be found without knowing the text's format. */
export function namesOf(place: Place): readonly string[] {
  switch (place.view) {
    case 'setting':
      return [place.env]
    case 'value':
      return place.path.includes('.') ? [place.path] : []
    case 'annotation':
      return place.name.includes('*') ? [] : escapesOf(place.name)
    case 'flag':
      return place.name.length > 8 ? [place.name] : []
    case 'command':
      return place.name.includes(' ') ? [place.name.slice(place.name.indexOf(' ') + 1)] : [place.name]
    default:
      return []
  }
}

/** Words of which a text must hold one for the transform to concern it. */
export function triggersOf(transform: Transform): readonly string[] {
  return [...new Set(transform.rules.flatMap((rule) => triggersOfPlace(rule.at)))]
}

function triggersOfPlace(place: Place): readonly string[] {
  switch (place.view) {
    case 'setting':
      return [place.env, longest(place.path)]
    case 'value':
      return [longest(place.path)]
    case 'field':
    case 'object':
      return place.kinds
    case 'annotation':
      return [place.name.replace(/\*.*$/, '')]
    case 'flag':
      return [place.name]
    case 'command':
      return [place.name.slice(place.name.lastIndexOf(' ') + 1)]
    case 'controlPlane':
      return [
        'KUMA_',
        'KMESH_',
        'controlPlane',
        'bootstrapServer',
        'dpServer',
        'multizone',
        'store',
        'environment',
        'mode',
      ]
    case 'dataPlane':
      return ['KUMA_', 'kuma-dp']
    case 'text':
      return wordsOf(place.pattern)
  }
}

/** The key of a path that is rarest in other people's texts: the longest. */
function longest(path: string): string {
  return path.split('.').reduce((best, key) => (key.length > best.length ? key : best), '')
}

const LOOKAROUND = /\(\?<?[=!](?:[^()]|\([^()]*\))*\)/g
/** A group, a class or a character that may be missing. */
const OPTIONAL = /(?:\((?:\?:)?[^()]*\)|\[(?:\\.|[^\]\\])*\]|\\?[^()[\]])(?:[?*]|\{0,?\d*\})/g
const NO_LITERAL = /\\[bBdDsSwW]|\[(?:\\.|[^\]\\])*\]|\(\?:|(?<!\\)[.()*+?^$]|\{\d[^}]*\}/g

/** The longest run of letters of each alternative of a pattern. */
function wordsOf(pattern: RegExp): readonly string[] {
  const source = pattern.source.replaceAll(LOOKAROUND, '\n').replaceAll(OPTIONAL, '\n')
  return source.split('|').map((part) => longestLiteral(part))
}

function longestLiteral(source: string): string {
  const runs = source.replaceAll(NO_LITERAL, '\n').replaceAll('\\', '').split('\n')
  return runs.reduce((best, run) => (run.length > best.length ? run : best), '')
}

/** Matches a text that holds one of the words, in any case. */
export function anyOf(words: readonly string[]): RegExp {
  const unique = [...new Set(words)].filter((word) => word !== '')
  return unique.length === 0 ? /(?!)/ : new RegExp(unique.map(escapeRegExp).join('|'), 'i')
}

export function escapeRegExp(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}

/** A name as it stands in a patch's path, and in what `--set` is given. */
function escapesOf(name: string): string[] {
  return [name, name.replaceAll('/', '~1'), name.replaceAll('.', '\\.'), name.replaceAll('.', '\\\\.')]
}
