import { defineTransform, finding, object, put, when } from '../../src/rules.ts'
import type { Change, Site } from '../../src/transform.ts'
import { nameOf } from '../resources.ts'

const GROUP = 'events.k8s.io'
const RENDER = `the control plane writes events of \`${GROUP}\` now: give it the rights on \`events\` of the core group there as well`

export default defineTransform({
  title: 'The control plane writes events of `events.k8s.io`',
  since: ['2.13.9'],
  notes: ['rbac-events-k8s-io'],
  acceptedSince: '2.0',
  rules: [when(object('ClusterRole', 'Role'), grant, { elsewhere: RENDER })],
})

/** Roles that the charts give the control plane, copied. */
function isControlPlane(role: Site): boolean {
  if (/^(?:kuma|kong-mesh)-control-plane(?:-workloads)?$/.test(nameOf(role) ?? '')) return true
  const app = role.get('//metadata.labels.app')?.value
  return app === 'kuma-control-plane' || app === 'kong-mesh-control-plane'
}

function listOf(rule: Site, name: string): readonly unknown[] {
  const list = rule.get(name)?.value
  return Array.isArray(list) ? list : []
}

function isForEvents(rule: Site, group: string): boolean {
  const [groups, resources] = [listOf(rule, 'apiGroups'), listOf(rule, 'resources')]
  return (groups.includes(group) || groups.includes('*')) && (resources.includes('events') || resources.includes('*'))
}

/** A rule for more than events is left as it is; the new rule stands beside it. */
function grant(role: Site): readonly Change[] {
  const rules = role.all('//rules[]')
  if (!isControlPlane(role) || rules.some((rule) => isForEvents(rule, GROUP))) return []
  const core = rules.find((rule) => isForEvents(rule, ''))
  if (core === undefined) return []
  const verbs = core.get('verbs')?.value
  if (listOf(core, 'resources').length === 1) return [put(undefined, GROUP, `//${core.path}.apiGroups`)]
  if (!Array.isArray(verbs)) return [finding(RENDER)]
  return [put(undefined, { apiGroups: [GROUP], resources: ['events'], verbs }, '//rules')]
}
