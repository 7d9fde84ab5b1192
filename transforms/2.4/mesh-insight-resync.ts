import { defineTransform, finding, remove, rename, set, setting, textOf, when } from '../../src/rules.ts'
import { type Change, isScalar, type Site } from '../../src/transform.ts'

const RENAMES: readonly (readonly [string, string])[] = [
  ['metrics.mesh.minResyncTimeout', 'metrics.mesh.minResyncInterval'],
  ['metrics.mesh.maxResyncTimeout', 'metrics.mesh.fullResyncInterval'],
]

export default defineTransform({
  title: '`metrics.mesh.minResyncTimeout` and `maxResyncTimeout` became `minResyncInterval` and `fullResyncInterval`',
  since: ['2.4.0', '3.0.0'],
  notes: ['metrics-mesh-resync'],
  acceptedSince: '2.4',
  readUntil: '2.14',
  rules: RENAMES.map(([old, now]) => when(setting(old), (site) => carry(site, now), { elsewhere: becameOf(old, now) })),
})

/** From 2.4 to 2.14 the old name wins wherever it is not zero (Kuma `pkg/insights/components.go`). */
function carry(site: Site, name: string): readonly Change[] {
  const old = textOf(site.value)
  if (old !== undefined && !/[1-9]/.test(old)) return [remove()]
  const present = site.get(name)
  if (present === undefined) return [rename(name)]
  if (old === undefined || !isScalar(site.value) || present.value === undefined) {
    return [
      finding('the old name wins over the new one beside it, and cannot be read here: keep one of the two values'),
    ]
  }
  return present.value === site.value ? [remove()] : [set(site.value, name), remove()]
}

function becameOf(old: string, now: string): string {
  return `\`${old}\` became \`${now}\`, and its environment variable with it; change it by hand`
}
