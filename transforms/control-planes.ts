import { controlPlane, envOf, finding, put, set, textOf, when } from '../src/rules.ts'
import type { Asked, Change, Question, Rule, Site, Spelling } from '../src/transform.ts'
import type { Data } from '../src/tree.ts'
import { stringOf } from './resources.ts'

/** What every transform of a changed default asks. */
export const KEEP: Question = {
  description: 'whether to write down what was in force before, wherever nothing is said',
  default: 'ask',
  values: ['ask', 'true'],
}

/** A setting whose default changed. */
export interface Default extends Spelling {
  readonly path: string
  readonly kept: Data
}

/** It has no proxies, and injects nothing. */
export function isGlobal(site: Site): boolean {
  return textOf(site.get('mode')?.value) === 'global'
}

/** Kuma's default is `universal`; the chart's is not. */
export function isKubernetes(site: Site): boolean {
  const environment = textOf(site.get('environment')?.value)
  if (environment !== undefined) return environment === 'kubernetes'
  return site.platform === 'kubernetes' || site.get('runtime.kubernetes') !== undefined
}

/** It injects sidecars. */
export function injects(site: Site): boolean {
  return isKubernetes(site) && !isGlobal(site)
}

/**
 * The variables of a control plane whose configuration file stands in the same text, or the other way round. A Deployment and its
 * ConfigMap are one control plane, of which the variables speak.
 */
function otherHalf(site: Site, asked: Asked): Site | undefined {
  if (site.form !== 'config' && site.form !== 'environment') return undefined
  const all = asked.sites(controlPlane())
  const [own, other] = ['environment', 'config'].map((form) => all.filter((each) => each.form === form))
  if (own?.length !== 1 || other?.length !== 1 || own[0]?.platform !== 'kubernetes') return undefined
  return site.form === 'config' ? own[0] : other[0]
}

/** A control plane, once: with what both of its halves say. */
export function onceFor(
  decide: (site: Site, asked: Asked) => readonly Change[],
): (site: Site, asked: Asked) => readonly Change[] {
  return (site, asked) => {
    const other = otherHalf(site, asked)
    if (other === undefined) return decide(site, asked)
    return site.form === 'config' ? [] : decide({ ...site, get: (name) => site.get(name) ?? other.get(name) }, asked)
  }
}

interface Concern {
  /** What is said of a control plane that leaves one of the settings open. */
  readonly because: string
  readonly isConcerned: (site: Site, asked: Asked) => boolean
  /** How settings that `isConcerned` asks for are spelled where that does not follow from their path. */
  readonly names?: { readonly [path: string]: Spelling }
  readonly note?: string
}

/** Control planes that leave a setting to a default that changed: shown, or given the old value. */
export function keepDefaults(defaults: readonly Default[], { because, isConcerned, names, note }: Concern): Rule {
  const spellings = { ...names, ...Object.fromEntries(defaults.map((each) => [each.path, each])) }
  const decide = (site: Site, asked: Asked): readonly Change[] => {
    const open = defaults.filter(({ path }) => site.get(path) === undefined)
    if (open.length === 0 || !isConcerned(site, asked)) return []
    if (asked.option('keep') === 'true') return open.map(({ path, kept }) => put(path, kept))
    return [finding(because, open.map((each) => lineOf(site, each)).join(', '))]
  }
  return when(controlPlane(spellings), onceFor(decide), { elsewhere: because, ...(note === undefined ? {} : { note }) })
}

/** A setting as it is written at a site. */
export function lineOf(site: Site, { path, env, value, kept }: Default): string {
  const text = Array.isArray(kept) ? `[${kept.map((each) => `"${String(each)}"`).join(', ')}]` : String(kept)
  if (site.form === 'config') return `${path}: ${text}`
  if (site.form === 'values' && value !== undefined) return `${value}: ${text}`
  return `${env ?? envOf(path)}=${Array.isArray(kept) ? kept.join(',') : text}`
}

const SIDECAR = 'runtime.kubernetes.injector.sidecarContainer.envVars'
const SIDECAR_VARIABLE = 'KUMA_RUNTIME_KUBERNETES_INJECTOR_SIDECAR_CONTAINER_ENV_VARS'

/**
 * A variable of kuma-dp for all sidecars of a control plane, which hands variables on to them.
 * @returns no changes where it is given already, undefined where it cannot be written.
 */
export function giveSidecars(site: Site, name: string, given: string): readonly Change[] | undefined {
  const isConfig = site.form === 'config'
  const present = site.get(isConfig ? `${SIDECAR}.${name}` : SIDECAR)
  const list = stringOf(present)
  if (present !== undefined && (isConfig || list?.includes(name) === true)) return []
  if (isConfig) return [put(`${SIDECAR}.${name}`, given)]
  if (present === undefined) return [put(SIDECAR, `${name}:${given}`)]
  return list === undefined ? undefined : [set(`${list},${name}:${given}`, SIDECAR)]
}

/** Control planes whose sidecars leave a variable of kuma-dp to a default that changed. */
export function keepOfSidecars(name: string, kept: string, because: string, note?: string): Rule {
  const decide = (site: Site, asked: Asked): readonly Change[] => {
    const changes = injects(site) ? giveSidecars(site, name, kept) : []
    if (changes !== undefined && (changes.length === 0 || asked.option('keep') === 'true')) return changes
    const line = site.form === 'config' ? `${SIDECAR}.${name}: "${kept}"` : `${SIDECAR_VARIABLE}=${name}:${kept}`
    return [finding(because, line)]
  }
  return when(controlPlane(), onceFor(decide), { elsewhere: because, ...(note === undefined ? {} : { note }) })
}
