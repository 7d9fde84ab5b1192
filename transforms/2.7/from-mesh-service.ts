import { defineTransform, field, finding, move, remove, set, when } from '../../src/rules.ts'
import type { Change, Site } from '../../src/transform.ts'
import { stringOf } from '../resources.ts'

const TAG = 'tags["kuma.io/service"]'
const BECAME = '`kind: MeshService` in `from` became `kind: MeshSubset` with the tag `kuma.io/service`'

export default defineTransform({
  title: '`from[].targetRef` has `kind: MeshSubset` and a tag instead of `kind: MeshService` and a name',
  since: ['2.7.0'],
  notes: ['from-meshservice-to-meshsubset'],
  acceptedSince: '2.0',
  readUntil: '2.14',
  rules: [
    when(field(['MeshTrafficPermission', 'MeshFaultInjection'], 'from[].targetRef'), toSubset, { elsewhere: BECAME }),
  ],
})

/** Fields that narrow the service down and have no tag that says the same. */
const UNTAGGED = ['namespace', 'mesh', 'sectionName', 'labels', 'proxyTypes']

function toSubset(site: Site): readonly Change[] {
  const kind = stringOf(site.get('kind'))
  if (kind !== 'MeshService' && kind !== 'MeshServiceSubset') return []
  const name = site.get('name')
  const untagged = UNTAGGED.find((key) => site.get(key) !== undefined)
  if (untagged !== undefined)
    return [finding(`${BECAME}, and no tag says what \`${untagged}\` says: change it by hand`)]
  if (name === undefined) return [finding(`${BECAME}, and no name is given for it here`)]
  if (stringOf(name)?.includes('*')) return [finding(`${BECAME}, whose value can hold no \`*\`: change it by hand`)]
  const tag = site.get(TAG)
  if (tag === undefined) return [set('MeshSubset', 'kind'), move(`^${TAG}`, 'name')]
  if (tag.value !== undefined && tag.value === name.value) return [set('MeshSubset', 'kind'), remove('name')]
  return [finding(`${BECAME}, which is there already and not the same as the name: change it by hand`)]
}
