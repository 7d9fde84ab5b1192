import { defineTransform, finding, object, when } from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'
import { meshOf, nameOf } from '../resources.ts'

export default defineTransform({
  title: 'Without a policy, connecting is given 5 seconds instead of 10',
  since: ['2.6.0'],
  notes: ['connect-timeout-default-5s'],
  rules: [
    when(object('Timeout'), checkTimeout, { elsewhere: false }),
    when(object('Mesh'), checkMesh, { elsewhere: false }),
  ],
})

function checkTimeout(site: Site): readonly Change[] {
  const conf = site.get('/conf')
  if (conf === undefined || conf.get('connectTimeout') !== undefined) return []
  return [finding(`${SHORTER}: state \`connectTimeout\` if a service needs longer`, 'connectTimeout: 10s')]
}

const SHORTER = 'without a time of its own, connecting is given 5s from 2.6 on, and was given 10s before'

/** Other meshes have had a Timeout of 5s from the start. */
function checkMesh(site: Site, asked: Asked): readonly Change[] {
  const skipped = site.get('/skipCreatingInitialPolicies')?.value
  if (!Array.isArray(skipped) || !(skipped.includes('*') || skipped.includes('Timeout'))) return []
  const mesh = nameOf(site)
  if (mesh === undefined || asked.objects('MeshTimeout', 'Timeout').some((policy) => meshOf(policy) === mesh)) return []
  return [
    finding(
      `${SHORTER}: the mesh was created without a Timeout, so add a MeshTimeout with \`to[].default.connectionTimeout\` if a service needs longer`,
    ),
  ]
}
