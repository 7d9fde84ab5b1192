import { defineTransform, finding, object, put, when } from '../../src/rules.ts'
import type { Change, Site } from '../../src/transform.ts'
import { nameOf } from '../resources.ts'

const LIST =
  'the control plane lists requests for certificates now, to take back those that nobody waits for: give it `list` on `certificaterequests`'

export default defineTransform({
  title: 'The control plane lists requests for certificates',
  since: ['2.14.0'],
  notes: ['km-certmanager-list-verb'],
  acceptedSince: '2.0',
  rules: [when(object('ClusterRole', 'Role'), grant, { elsewhere: LIST })],
})

function grant(role: Site): readonly Change[] {
  if (!/-control-plane(?:-kmesh)?$/.test(nameOf(role) ?? '')) return []
  const rules = role.all('//rules[]').filter((rule) => has(rule, 'apiGroups', 'cert-manager.io'))
  const rule = rules.find((each) => has(each, 'resources', 'certificaterequests'))
  if (rule === undefined || rules.some((each) => has(each, 'verbs', 'list') || has(each, 'verbs', '*'))) return []
  if (!Array.isArray(rule.get('verbs')?.value)) return [finding(LIST)]
  return role.get('//kind')?.value === 'Role' ? [put(undefined, 'list', `//${rule.path}.verbs`)] : [finding(LIST)]
}

function has(rule: Site, name: string, value: string): boolean {
  const list = rule.get(name)?.value
  return Array.isArray(list) && list.includes(value)
}
