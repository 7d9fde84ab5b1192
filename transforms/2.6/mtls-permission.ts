import { defineTransform, finding, object, when } from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'
import { meshOf, nameOf } from '../resources.ts'

export default defineTransform({
  title: 'A new mesh with mTLS needs a MeshTrafficPermission',
  since: ['2.6.0'],
  notes: ['mtp-before-mtls'],
  rules: [when(object('Mesh'), checkMesh, { elsewhere: false })],
})

function checkMesh(site: Site, asked: Asked): readonly Change[] {
  const backend = site.get('/mtls.enabledBackend')
  if (backend === undefined || backend.value === null || backend.value === '') return []
  const mesh = nameOf(site)
  const permissions = asked.objects('MeshTrafficPermission', 'TrafficPermission')
  if (mesh === undefined || permissions.some((permission) => meshOf(permission) === mesh)) return []
  return [
    finding(
      'with mTLS everything is denied in a mesh that 2.6 or later creates, until a policy allows it, and this file has none for it: make sure that there is a MeshTrafficPermission',
    ),
  ]
}
