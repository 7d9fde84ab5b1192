import { envOf } from '../rules.ts'
import type { Place } from '../transform.ts'

/** Paths of settings as environment variables, the place's own as it says itself. */
export function envName(place: Place & { view: 'setting' }): (name: string) => string {
  return (name) =>
    name === place.path ? place.env : name.startsWith('KUMA_') || name.startsWith('KMESH_') ? name : envOf(name)
}

const ENV_VARS = 'controlPlane.envVars.'

/** The same as `--set` has them: the chart takes the environment of the control plane as values. */
export function envValue(place: Place & { view: 'setting' }): (name: string) => string {
  const env = envName(place)
  return (name) => ENV_VARS + env(name)
}

/** The name of a `--set` pair is that of an environment variable. */
export function isEnvValue(name: string): boolean {
  return name.startsWith(ENV_VARS)
}
