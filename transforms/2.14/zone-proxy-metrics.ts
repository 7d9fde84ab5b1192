import { defineTransform, finding, setting, textOf, value, when } from '../../src/rules.ts'

const LAST =
  'only 2.14 reads this: before 3.0 have Prometheus read zone proxies by a MeshMetric, which matches them then, and leave this out'

export default defineTransform({
  title: '`experimental.exposeZoneProxyMetrics` is for 2.14 only',
  since: ['2.14.3'],
  notes: ['expose-zone-proxy-metrics-2.14-only'],
  rules: [setting('experimental.exposeZoneProxyMetrics'), value('experimental.exposeZoneProxyMetrics')].map((place) =>
    when(place, (site) => (textOf(site.value) === 'false' ? [] : finding(LAST)), { elsewhere: LAST }),
  ),
})
