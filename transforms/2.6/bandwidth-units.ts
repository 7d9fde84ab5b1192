import { defineTransform, field, finding, set, textOf, when } from '../../src/rules.ts'
import type { Change, Place, Site } from '../../src/transform.ts'

const LIMITS: readonly Place[] = [
  field('MeshFaultInjection', 'from[].default.http[].responseBandwidth.limit'),
  field('MeshFaultInjection', 'to[].default.http[].responseBandwidth.limit'),
  field('FaultInjection', 'conf.responseBandwidth.limit'),
]

export default defineTransform({
  title: '`responseBandwidth.limit` is no longer given in `mbps` or `gbps`',
  since: ['2.6.0'],
  notes: ['faultinjection-bandwidth-units'],
  acceptedSince: '2.0',
  readUntil: '2.5',
  rules: LIMITS.map((limit) => when(limit, toKilobits)),
})

/** The zeros that make kilobits of it. */
const ZEROS: { readonly [unit: string]: string } = { mbps: '000', gbps: '000000' }

/** Every release reads `kbps`, so the policy can be applied before the upgrade and after it. */
function toKilobits(site: Site): readonly Change[] {
  const limit = textOf(site.value)
  if (limit === undefined) {
    return [finding('its unit cannot be read here: `mbps` and `gbps` are refused, `kbps` is read by every release')]
  }
  const [, number, space, unit] = /^(\d+)(\s?)(mbps|gbps)$/.exec(limit) ?? []
  if (number !== undefined) return [set(`${number}${ZEROS[unit ?? '']}${space}kbps`)]
  if (!/[mg]bps/.test(limit)) return []
  return [finding('`mbps` and `gbps` are refused, and the number before it cannot be converted: write it in `kbps`')]
}
