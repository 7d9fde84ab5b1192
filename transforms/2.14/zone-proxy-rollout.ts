import { copy, defineTransform, finding, object, put, remove, set, value, when } from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'
import { nameOf, stringOf } from '../resources.ts'

const NEEDS =
  'a job of the chart restarts the zone proxies of `meshes` once the control plane is there; where you keep roles outside Helm, it needs one that may get, list and patch deployments (`--set 2.14/zone-proxy-rollout.role=write` writes it beside the roles of the control plane)'

export default defineTransform({
  title: 'The job that restarts zone proxies needs a Role',
  since: ['2.14.0'],
  notes: ['rbac-zoneproxy-rollout-role'],
  acceptedSince: '2.0',
  questions: {
    role: {
      description: 'whether to write the Role, its ServiceAccount and RoleBinding beside the Role of the control plane',
      default: 'ask',
      values: ['ask', 'write'],
    },
  },
  rules: [
    when(value('meshes'), (site) => (deploysProxies(site) && isOwn(site) ? finding(NEEDS) : []), {
      elsewhere: NEEDS,
      // The name of the value itself says `mesh`.
      mentions: ['kuma', 'kong-mesh'],
    }),
    when(object('Role'), (role, asked) => beside(role, asked), { elsewhere: false }),
  ],
})

function deploysProxies({ value: meshes }: Site): boolean {
  return Array.isArray(meshes) && /"(?:in|e)gress":\{[^{}]*"enabled":true/.test(JSON.stringify(meshes))
}

/** The roles do not come from the chart. */
function isOwn(site: Site): boolean {
  return site.get('skipRBAC')?.value === true
}

function beside(role: Site, asked: Asked): readonly Change[] {
  const [, chart] = /^(kuma|kong-mesh)-control-plane$/.exec(nameOf(role) ?? '') ?? []
  const namespace = stringOf(role.get('//metadata.namespace'))
  const name = `${chart}-rollout-zoneproxy-job`
  const isThere = asked.objects('Role').some((other) => nameOf(other) === name)
  if (asked.option('role') !== 'write' || chart === undefined || isThere) return []
  if (namespace === undefined) return [finding(NEEDS)]
  const rules = [{ apiGroups: ['apps'], resources: ['deployments'], verbs: ['get', 'list', 'patch'] }]
  const metadata = set({ name, namespace }, '//metadata')
  return [
    copy(set('v1', '//apiVersion'), set('ServiceAccount', '//kind'), metadata, remove('//rules')),
    copy(metadata, set(rules, '//rules')),
    copy(
      set('RoleBinding', '//kind'),
      metadata,
      remove('//rules'),
      put('roleRef', { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name }, '//'),
      put('subjects', [{ kind: 'ServiceAccount', name, namespace }], '//'),
    ),
  ]
}
