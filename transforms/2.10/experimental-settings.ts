import { defineTransform, finding, on, remove, setting, textOf, when } from '../../src/rules.ts'

export default defineTransform({
  title: 'Experimental settings that nothing reads any more are gone',
  since: ['2.10.0'],
  notes: ['env-experimental-removed-unnoted'],
  readUntil: '2.8',
  rules: [
    on(setting('experimental.skipPersistedVIPs', 'KUMA_EXPERIMENTAL_SKIP_PERSISTED_VIPS'), remove()),
    on(setting('experimental.KDSSyncNameWithHashSuffix', 'KUMA_EXPERIMENTAL_KDS_SYNC_NAME_WITH_HASH_SUFFIX'), remove()),
    when(
      setting('experimental.generateMeshServices'),
      (site) => (isOff(textOf(site.value)) ? remove() : [remove(), finding(BY_MESH)]),
      { elsewhere: '`KUMA_EXPERIMENTAL_GENERATE_MESH_SERVICES` is gone; remove it by hand' },
    ),
  ],
})

const BY_MESH =
  'MeshServices are made where `meshServices.mode` of the Mesh is not `Disabled`; set it there if you count on them'

/** Go's spellings of false. */
function isOff(value: string | undefined): boolean {
  return value !== undefined && ['', '0', 'f', 'F', 'FALSE', 'false', 'False'].includes(value)
}
