import { defineTransform, finding, text, when } from '../../src/rules.ts'
import type { Change, Site } from '../../src/transform.ts'
import { isSample, SAMPLE } from '../exposition.ts'

const QUERY = new RegExp(`\\{[^{}\\n]{0,400}\\benvoy_cluster_name=\\\\{0,2}"[^}\\n]{0,400}(?:\\}${SAMPLE})?`, 'gm')

export default defineTransform({
  title: 'With MeshMetric, a service whose traffic is split has several clusters',
  since: ['2.7.0'],
  notes: ['meshmetric-stats-merging'],
  rules: [when(text(QUERY), checkQuery, { elsewhere: false })],
})

/** Clusters of Kuma's own; their traffic is not split. */
const OWN = /^(?:access_log_sink|ads_cluster|kuma_|localhost|meshtrace_|tracing|_)/

/** Other meshes have the same metrics, without the labels of Kuma's proxies. */
function checkQuery(site: Site): readonly Change[] {
  const query = String(site.value)
  if (isSample(query)) return []
  const [, quote, cluster] = /\benvoy_cluster_name=(\\{0,2}")([^"\\]*)/.exec(query) ?? []
  if (cluster === undefined || cluster === '' || OWN.test(cluster) || !/\bmesh=|\bkuma_io_/.test(query)) return []
  return [
    finding(
      'from 2.7 on MeshMetric counts each part of split traffic as a cluster with a hash behind its name: match what the name starts with, if that fits no other service',
      `envoy_cluster_name=~${quote}${cluster}.*${quote}`,
    ),
  ]
}
