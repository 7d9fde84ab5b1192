import { defineTransform, finding, object, when } from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'

export default defineTransform({
  title: 'TrafficPermission no longer guards the listener for Prometheus',
  since: ['2.5.0'],
  notes: ['prometheus-inbound-no-trafficpermission'],
  readUntil: '2.4',
  rules: [when(object('TrafficPermission'), checkPermission, { elsewhere: false })],
})

/** Metrics are a service of this name unless the mesh gives them another (Kuma 2.4 `mesh_defaulter.go`). */
function checkPermission(site: Site, asked: Asked): readonly Change[] {
  const given = asked
    .objects('Mesh')
    .flatMap((mesh) => mesh.all('/metrics.backends[].conf.tags["kuma.io/service"]'))
    .map((tag) => tag.value)
  const names = new Set<unknown>(['dataplane-metrics', ...given.filter((name) => name !== undefined)])
  const matches = ['/destinations[].match', '/sources[].match'].flatMap((list) =>
    site.all(`${list}["kuma.io/service"]`),
  )
  if (!matches.some((match) => names.has(match.value))) return []
  return [
    finding(
      'it guards no metrics from 2.5 on, and anybody who reaches the port can read them: protect them with the `tls` of the metrics backend, or with a network policy',
    ),
  ]
}
