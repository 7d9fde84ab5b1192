import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { compareReleases, release } from '../src/release.ts'
import { envOf } from '../src/rules.ts'
import type { Change, Place, Site, Transform } from '../src/transform.ts'
import { transforms } from '../transforms/index.ts'

const shelf = fileURLToPath(new URL('../../shared/facts', import.meta.url))

type Surface = ReadonlyMap<string, ReadonlySet<string>>

/** Names by release, of Kuma and Kong Mesh together. */
function surface(...files: readonly string[]): Surface {
  const names = new Map<string, Set<string>>()
  for (const file of files) {
    const byRelease: { readonly [release: string]: readonly string[] } = JSON.parse(
      readFileSync(`${shelf}/${file}.json`, 'utf8'),
    )
    for (const [at, list] of Object.entries(byRelease)) names.set(at, new Set([...(names.get(at) ?? []), ...list]))
  }
  return names
}

/** The releases that know a name, oldest first. */
function known(facts: Surface, name: string): string[] {
  const releases = [...facts.keys()].sort((a, b) => compareReleases(release(a), release(b)))
  return releases.filter((at) => facts.get(at)?.has(name))
}

/** What the facts call a place; undefined: they do not list such places. */
function lookUp(place: Place): { readonly facts: readonly string[]; readonly name: string } | undefined {
  switch (place.view) {
    case 'setting':
      return {
        facts: ['cp-config-env', 'km-cp-config-env', 'dp-config-env', 'cni-env', 'env-read-directly'],
        name: place.env,
      }
    case 'value':
      return { facts: ['helm-values'], name: place.path }
    case 'annotation':
      return { facts: ['k8s-annotations-labels'], name: place.name }
    case 'flag':
      return { facts: ['cli-flags'], name: `${place.command} ${place.name}` }
    case 'command':
      return { facts: ['cli-commands'], name: place.name }
    default:
      return undefined
  }
}

/** Transforms whose old form is a name that the facts list for some release and not for its last one. */
function removedNames(transform: Transform): { name: string; last: string }[] {
  return transform.rules.flatMap(({ at }) => {
    const found = lookUp(at)
    if (found === undefined) return []
    const releases = known(surface(...found.facts), found.name).filter((at) => at !== '3.0')
    const last = releases.at(-1)
    return last === undefined || last === '2.14' ? [] : [{ name: found.name, last }]
  })
}

/** Where a name outlives what it does, or the transform is not about the name. */
const EXCEPTIONS: { readonly [id: string]: string } = {
  '2.1/token-lifetime': 'the command stays; what ended with 2.0 is the lifetime it took by itself',
  '2.2/dp-server-auth': 'listed up to 2.6, and read by nothing from 2.2 on',
  '2.2/postgres-pool': 'pgx never read them; lib/pq did, up to 2.7',
  '2.11/api-paths': 'commands are listed by their new names; the old ones are aliases',
  '2.10/experimental-settings': 'listed up to 2.9, and read by nothing in that release',
}

/** The reference shelf is beside the project where it is developed, and not in a clone. */
describe.skipIf(!existsSync(shelf))('readUntil is the last release that knows the old name', () => {
  test.each(transforms.map((transform) => [transform.id, transform] as const))('%s', (id, transform) => {
    const removed = removedNames(transform)
    if (removed.length === 0 || EXCEPTIONS[id] !== undefined) return
    expect(removed.map(({ last }) => last)).toContain(transform.readUntil)
  })
})

/** A site that holds nothing in particular: enough for rules whose changes do not depend on it. */
const SITE: Site = {
  value: '1',
  form: 'environment',
  platform: undefined,
  path: '',
  get: () => undefined,
  all: () => [],
}

/** The names that a transform's rules write in the place of settings, values, annotations and flags. */
function newNames(transform: Transform): { name: string; first: string }[] {
  return transform.rules.flatMap(({ at, decide }) => {
    const asked = {
      option: (name: string) => transform.questions[name]?.default ?? '',
      objects: () => [],
      sites: () => [],
    }
    let changes: readonly Change[] = []
    try {
      changes = decide(SITE, asked)
    } catch {
      return []
    }
    return changes.flatMap((change) => {
      const to =
        change.do === 'rename' || change.do === 'move' ? change.to : change.do === 'add' ? change.name : undefined
      const place = to === undefined ? undefined : renamed(at, to)
      const found = place === undefined ? undefined : lookUp(place)
      const [first] = found === undefined ? [] : known(surface(...found.facts), found.name)
      return found === undefined || first === undefined ? [] : [{ name: found.name, first }]
    })
  })
}

/** The place of another name of the same kind. */
function renamed(at: Place, to: string): Place | undefined {
  if (at.view === 'setting') return { ...at, path: to, env: /^K(?:UMA|MESH)_/.test(to) ? to : envOf(to) }
  if (at.view === 'value') return { ...at, path: to }
  if (at.view === 'annotation') return { ...at, name: to.replace(/^\w+:/, '') }
  return at.view === 'flag' ? { ...at, name: to } : undefined
}

/** Where a name is older than what it says, or the facts begin too late. */
const EARLIER: { readonly [id: string]: string } = {
  '2.2/cni-image': 'the name is older; from 2.2 on it is the image of the second version',
  '2.9/kuma-dp-uid': 'the flag is older; it takes numbers from 2.9 on',
  '2.13/service-account-name': 'names of Kong Mesh are published from 2.2 on',
}

describe.skipIf(!existsSync(shelf))('acceptedSince is the first release that knows every new name', () => {
  test.each(transforms.map((transform) => [transform.id, transform] as const))('%s', (id, transform) => {
    const firsts = newNames(transform).map(({ first }) => first)
    const latest = firsts.sort((a, b) => compareReleases(release(a), release(b))).at(-1)
    if (latest === undefined || EARLIER[id] !== undefined) return
    // The facts begin with 2.0: what is there then may be older.
    const accepted = latest === '2.0' && transform.acceptedSince?.startsWith('1.') ? '2.0' : transform.acceptedSince
    expect(accepted).toBe(latest)
  })
})
