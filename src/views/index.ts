import { setting, value } from '../rules.ts'
import type { Place } from '../transform.ts'
import { locateCommand, locateFlag } from './command.ts'
import { locateControlPlane } from './control-plane.ts'
import { locateDataPlane } from './data-plane.ts'
import { locateFlat, locatePairs } from './flat.ts'
import type { Home, Located } from './home.ts'
import { locateMetadata } from './metadata.ts'
import { locateNested } from './nested.ts'
import { locateField, locateObject } from './object.ts'
import { locateSetMetadata } from './set-metadata.ts'
import { envName, envValue } from './setting.ts'

/** Every site of a place in a home. Text is not looked for in homes: see `Place.view`. */
export function locate(place: Place, home: Home, homes: readonly Home[]): Located[] {
  const found = locateIn(place, home, homes)
  const beside = 'beside' in home ? home.beside?.filter((other) => other !== home) : undefined
  return beside === undefined || beside.length === 0 ? found : found.map((site) => withBeside(site, place, beside))
}

/** Values of one release stand in several texts: a name that is not in the site's own may be in another. */
function withBeside(site: Located, { view }: Place, homes: readonly Home[]): Located {
  const all = (name: string): readonly Located[] => {
    const own = site.all(name)
    const place = view === 'setting' ? setting(name) : value(name)
    return own.length > 0 ? own : homes.flatMap((home) => locateIn(place, home, homes))
  }
  return { ...site, get: (name) => all(name)[0], all }
}

function locateIn(place: Place, home: Home, homes: readonly Home[]): Located[] {
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
      if (home.home === 'set') return locateSetMetadata(home, place.name)
      return home.home === 'metadata' ? locateMetadata(home, place.name) : []
    case 'command':
      return home.home === 'command' ? locateCommand(home, place.name) : []
    case 'flag':
      return home.home === 'command' ? locateFlag(home, place.command, place.name) : []
    case 'controlPlane':
      return locateControlPlane(place, home, homes)
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
      return isTelling(place.path) ? [place.env, place.path] : [place.env]
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

export function escapeRegExp(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}

/** `dpServer.auth.type` can be nothing else; `mode` and `tracing.type` are words. */
function isTelling(path: string): boolean {
  return /\w\.\w/.test(path) && /[a-z][A-Z]/.test(path)
}

/** A name as it stands in a patch's path, and in what `--set` is given. */
function escapesOf(name: string): string[] {
  return [name, name.replaceAll('/', '~1'), name.replaceAll('.', '\\.'), name.replaceAll('.', '\\\\.')]
}
