import { envOf } from '../rules.ts'
import type { Place } from '../transform.ts'

/** Paths of settings as environment variables, the place's own as it says itself. */
export function envName(place: Place & { view: 'setting' }): (name: string) => string {
  return (name) =>
    name === place.path ? place.env : name.startsWith('KUMA_') || name.startsWith('KMESH_') ? name : envOf(name)
}
