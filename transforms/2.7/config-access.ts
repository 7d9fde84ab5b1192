import { defineTransform, envOf, finding, setting, when } from '../../src/rules.ts'
import type { Change, Site } from '../../src/transform.ts'

const METADATA = 'access.static.controlPlaneMetadata'

interface List {
  readonly path: string
  readonly env: string
}

/** Lists of who may do what, the ones about reading first. */
const LISTS: readonly List[] = ['viewConfigDump', 'viewStats', 'viewClusters', 'adminResources'].flatMap((list) =>
  ['users', 'groups'].map((who) => ({
    path: `access.static.${list}.${who}`,
    env: envOf(`access.static.${list === 'viewConfigDump' ? 'getConfigDump' : list}.${who}`),
  })),
)

export default defineTransform({
  title: '`access.static.controlPlaneMetadata` says who may read `GET /config`',
  since: ['2.7.0'],
  notes: ['cp-access-static-control-plane-metadata'],
  acceptedSince: '2.7',
  rules: LISTS.map((list) => when(setting(list.path, list.env), (site) => check(site, list), { elsewhere: false })),
})

/** Told once for each control plane, at the first of its lists. */
function check(site: Site, list: List): readonly Change[] {
  const first = LISTS.find(({ path, env }) => (site.get(path) ?? site.get(env)) !== undefined)
  const told = ['users', 'groups'].some((who) => site.get(`${METADATA}.${who}`) !== undefined)
  if (told || first !== list) return []
  return [
    finding(
      `who may act is limited here, and everybody who reaches the API may read the control plane's configuration at \`GET /config\`: say who may with \`${METADATA}\``,
      'KUMA_ACCESS_STATIC_CONTROL_PLANE_METADATA_GROUPS=mesh-system:admin',
    ),
  ]
}
