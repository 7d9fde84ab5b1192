import { finding, remove, set, textOf } from '../src/rules.ts'
import type { Change, Site } from '../src/transform.ts'

/** Where sidecars on Kubernetes are given variables: by the control plane, `A:b,C:d`, and by pods, `A=b;C=d`. */
export const SIDECAR_VARIABLES = 'runtime.kubernetes.injector.sidecarContainer.envVars'
export const POD_VARIABLES = 'kuma.io/sidecar-env-vars'

/**
 * Changes to a text that holds variables for sidecars.
 * @param edit a variable's new value; undefined: it goes.
 */
export function editPairs(
  site: Site,
  name: string,
  edit: (value: string) => string | undefined,
  unreadable: string,
): readonly Change[] {
  const text = textOf(site.value)
  const [separator, equals] = site.path.endsWith(POD_VARIABLES) ? [';', '='] : [',', ':']
  if (text === undefined) return site.form === 'config' ? [] : [finding(unreadable)]
  const pairs = text.split(separator)
  const kept = pairs.flatMap((pair) => {
    const at = pair.indexOf(equals)
    if (pair.slice(0, at).trim() !== name) return [pair]
    const value = edit(pair.slice(at + 1).trim())
    return value === undefined ? [] : [pair.slice(0, at + 1) + value]
  })
  if (kept.join() === pairs.join()) return []
  return [kept.length === 0 ? remove() : set(kept.join(separator))]
}
