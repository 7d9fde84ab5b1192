import { add, defineTransform, finding, object, put, setting, textOf, value, when } from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'
import { meshOf, nameOf } from '../resources.ts'

const SETTING = 'defaults.createMeshRoutingResources'
const VALUE = 'controlPlane.envVars.KUMA_DEFAULTS_CREATE_MESH_ROUTING_RESOURCES'

/** Policies that do nothing without a TrafficRoute. */
const OUTBOUND = ['CircuitBreaker', 'FaultInjection', 'HealthCheck', 'RateLimit', 'Retry', 'Timeout', 'TrafficLog']

export default defineTransform({
  title: 'A new mesh gets no TrafficRoute and no TrafficPermission',
  since: ['2.6.0'],
  notes: ['default-mesh-routing-resources'],
  acceptedSince: '2.6',
  questions: {
    create: {
      description:
        'whether the control plane shall go on creating them, for older policies and for zones older than 2.6; `yes` writes the setting beside the mode of each control plane',
      default: 'ask',
      values: ['ask', 'yes', 'no'],
    },
  },
  rules: [
    // Looked for wherever it may stand; there is nothing to do about it.
    when(setting(SETTING), () => undefined, { elsewhere: false }),
    when(object('Mesh'), checkMesh, { elsewhere: false }),
    when(setting('mode'), (site, asked) => keep(site, asked, SETTING), { elsewhere: false }),
    when(value('controlPlane.mode'), (site, asked) => keep(site, asked, VALUE), { elsewhere: false }),
  ],
})

/** A mesh whose older policies are in the same file and whose route is not. */
function checkMesh(site: Site, asked: Asked): readonly Change[] {
  const mesh = nameOf(site)
  const has = (kinds: readonly string[]): boolean => asked.objects(...kinds).some((policy) => meshOf(policy) === mesh)
  if (asked.option('create') !== 'ask' || mesh === undefined || !has(OUTBOUND) || has(['TrafficRoute'])) return []
  return [
    finding(
      'a mesh that 2.6 or later creates has no TrafficRoute, and without one the older policies in this file do nothing: add one, or answer `--set 2.6/routing-resources.create=yes` (or `=no`)',
    ),
  ]
}

/** Zones that join a global control plane get their meshes from it. */
function keep(site: Site, asked: Asked, name: string): readonly Change[] {
  const joins = ['multizone.zone.globalAddress', 'controlPlane.kdsGlobalAddress'].some((address) => site.get(address))
  if (asked.option('create') !== 'yes' || site.get(name) !== undefined) return []
  // The chart's values and the configuration in them speak of one control plane.
  if (asked.sites(setting(SETTING)).some(({ form }) => form !== site.form)) return []
  if (joins && textOf(site.value) !== 'global') return []
  if (site.form === 'config') return [add(name, true)]
  return [site.get('controlPlane') === undefined ? add(name, 'true') : put(name, 'true')]
}
