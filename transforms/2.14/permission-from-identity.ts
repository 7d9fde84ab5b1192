import { defineTransform, finding, object, when } from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'
import { meshOf } from '../resources.ts'

const IGNORED =
  'proxies with a MeshIdentity ignore `from` of a MeshTrafficPermission, also in 2.14, and there is a MeshIdentity of this mesh here: say with `rules` who may call, or nobody may'
const CHECK =
  'proxies with this identity ignore MeshTrafficPermissions that have `from`, also in 2.14: before it is applied, have permissions with `rules` for them, or nobody may call them'

export default defineTransform({
  title: 'A MeshIdentity makes proxies ignore `from` of permissions',
  since: ['2.13.0', '2.14.0'],
  notes: ['meshidentity-before-mtp-2.14'],
  acceptedSince: '2.12',
  rules: [
    when(object('MeshTrafficPermission'), checkPermission, { elsewhere: false }),
    when(object('MeshIdentity'), checkIdentity, { elsewhere: false }),
  ],
})

function ofMesh(site: Site, asked: Asked, kind: string): readonly Site[] {
  return asked.objects(kind).filter((other) => meshOf(other) === meshOf(site))
}

function checkPermission(permission: Site, asked: Asked): readonly Change[] {
  return permission.get('/from') !== undefined && ofMesh(permission, asked, 'MeshIdentity').length > 0
    ? [finding(IGNORED)]
    : []
}

/** One that selects nothing identifies nobody, and permissions with rules beside it show that somebody thought of it. */
function checkIdentity(identity: Site, asked: Asked): readonly Change[] {
  const labels = identity.get('/selector.dataplane')
  const permissions = ofMesh(identity, asked, 'MeshTrafficPermission')
  return labels === undefined || permissions.length > 0 ? [] : [finding(CHECK)]
}
