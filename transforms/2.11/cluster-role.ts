import { copy, defineTransform, finding, object, put, remove, set, when } from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'

const RESOURCE = 'certificaterequests'
const VERBS = ['create', 'get', 'watch', 'update', 'delete', 'patch']

export default defineTransform({
  title: 'The control plane needs fewer rights on the whole cluster',
  since: ['2.11.0'],
  notes: ['km-certmanager-role', 'km-skip-rbac', 'cp-cni-clusterrole-split'],
  questions: {
    namespace: { description: 'the namespace the control plane runs in', default: 'kong-mesh-system' },
  },
  rules: [
    when(object('ClusterRole'), certManager, { note: 'km-certmanager-role', safety: 'unsafe', elsewhere: false }),
    when(object('ClusterRole'), (role, asked) => split(role, asked), {
      note: 'cp-cni-clusterrole-split',
      elsewhere: false,
    }),
  ],
})

function nameOf(site: Site): string {
  const name = site.get('//metadata.name')?.value
  return typeof name === 'string' ? name : ''
}

/** Whether a rule of a role names this group and, where given, this resource. */
function covers(rule: Site, group: string, resource: string, verb?: string): boolean {
  const has = (key: string, wanted: string): boolean => {
    const list = rule.get(key)?.value
    return Array.isArray(list) && (list.includes(wanted) || list.includes('*'))
  }
  return has('apiGroups', group) && has('resources', resource) && (verb === undefined || has('verbs', verb))
}

/** The roles that the charts give the control plane, and what is derived from their names. */
function isControlPlane(name: string): boolean {
  return /^(?:kuma|kong-mesh)-control-plane(?:-kmesh)?$/.test(name)
}

/** Up to 2.10 the chart put these rights into a ClusterRole; from 2.11 on a Role of the system namespace is enough. */
function certManager(role: Site, asked: Asked): readonly Change[] {
  const rule = role.all('//rules[]').find((candidate) => covers(candidate, 'cert-manager.io', RESOURCE))
  if (rule === undefined || !isControlPlane(nameOf(role))) return []
  const name = 'kong-mesh-control-plane-kmesh'
  const namespace = asked.option('namespace')
  const into = (kind: string): readonly Change[] => [set(kind, '//kind'), set({ name, namespace }, '//metadata')]
  return [
    remove(`//${rule.path}`),
    copy(...into('Role'), set([{ apiGroups: ['cert-manager.io'], resources: [RESOURCE], verbs: VERBS }], '//rules')),
    copy(
      ...into('RoleBinding'),
      remove('//rules'),
      put('roleRef', { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name }, '//'),
      put('subjects', [{ kind: 'ServiceAccount', name: 'kong-mesh-control-plane', namespace }], '//'),
    ),
    finding(
      'rights on cert-manager can move from this ClusterRole to a Role in the namespace of the control plane; what is here keeps working. `--unsafe` moves them',
    ),
  ]
}

/** What the 2.10 roles grant is more than 2.11 needs, so vendored copies keep working. */
function split(role: Site, asked: Asked): readonly Change[] {
  const name = nameOf(role)
  const rules = role.all('//rules[]')
  if (/^(?:kuma|kong-mesh)-cni$/.test(name) && rules.some((rule) => covers(rule, '', 'nodes', 'get'))) {
    return [finding('the CNI needs no right to `get` nodes from 2.11 on; the rule may go')]
  }
  if (!/^(?:kuma|kong-mesh)-control-plane$/.test(name)) return []
  if (asked.objects('ClusterRole').some((other) => nameOf(other) === `${name}-workloads`)) return []
  if (!rules.some((rule) => covers(rule, 'apps', 'deployments', 'create') || covers(rule, '', 'services', 'create')))
    return []
  return [
    finding(
      `2.11 splits this role: rights to write move to \`${name}-workloads\`, leases and events to a Role of the system namespace; this copy keeps working, render the chart again to narrow it`,
    ),
  ]
}
