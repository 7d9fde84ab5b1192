import { defineTransform, finding, object, when } from '../../src/rules.ts'
import type { Asked, Flag, Site } from '../../src/transform.ts'

export default defineTransform({
  title: 'the control plane elects its leader by leases',
  since: ['2.1.0'],
  notes: ['leader-election-lease'],
  readUntil: '2.0',
  rules: [when(object('ClusterRole'), roleOfControlPlane, { elsewhere: false })],
})

/** Only the control plane both writes proxies and reviews tokens. */
function roleOfControlPlane(role: Site, asked: Asked): Flag | undefined {
  if (!grants(role, 'kuma.io', 'dataplanes', 'create')) return undefined
  if (!grants(role, 'authentication.k8s.io', 'tokenreviews', 'create')) return undefined
  const roles = asked.objects('ClusterRole', 'Role')
  if (roles.some((each) => grants(each, 'coordination.k8s.io', 'leases', 'create'))) return undefined
  return finding(
    'the control plane elects its leader by leases from 2.1 on: grant it get, list, watch, create, update, patch and delete on `leases` of `coordination.k8s.io`, here or in a Role',
  )
}

function grants(role: Site, group: string, resource: string, verb: string): boolean {
  return role.all('//rules[]').some((rule) => {
    const holds = (key: string, wanted: string): boolean => {
      const list = rule.get(key)?.value
      // What cannot be read may hold it.
      return list === undefined || (Array.isArray(list) && (list.includes(wanted) || list.includes('*')))
    }
    return holds('apiGroups', group) && holds('resources', resource) && holds('verbs', verb)
  })
}
