import { defineTransform, field, finding, on, text, when } from '../../src/rules.ts'
import type { Change, Place, Site } from '../../src/transform.ts'

/** Where a policy says which network filter of Envoy it patches. */
const FILTERS: readonly Place[] = [
  field('MeshProxyPatch', 'default.appendModifications[].networkFilter.match.name'),
  field('ProxyTemplate', 'conf.modifications[].networkFilter.match.name'),
]

export default defineTransform({
  title: 'MeshTrafficPermission is an HTTP filter of Envoy where the service speaks HTTP',
  since: ['2.6.0'],
  notes: ['mtp-http-rbac-filter'],
  readUntil: '2.5',
  rules: [
    ...FILTERS.map((filter) => when(filter, checkFilter, { elsewhere: false })),
    on(
      text(/\binbound:[^\s"'`,;]{1,120}\.rbac\.[a-z]/g),
      finding(
        'for services that speak HTTP this statistic is `http.<address>.rbac.` from 2.6 on, and denied requests are answered with 403 instead of 503',
      ),
    ),
    when(text(/\benvoy_rbac_[a-z_]{1,20}\{[^\n}]{0,400}/g), checkQuery, { elsewhere: false }),
  ],
})

function checkFilter(site: Site): readonly Change[] {
  if (site.value !== 'envoy.filters.network.rbac') return []
  return [
    finding(
      'for services that speak HTTP the filter is `envoy.filters.http.rbac` from 2.6 on, an `httpFilter`: this patch misses it',
    ),
  ]
}

/** Other meshes have the same metric, without the labels of Kuma's proxies. */
function checkQuery(site: Site): readonly Change[] {
  if (!/\bmesh=|\bkuma_io_/.test(String(site.value))) return []
  return [
    finding(
      'services that speak HTTP are counted as `envoy_http_rbac_…` from 2.6 on: add both up; denied requests are answered with 403 instead of 503',
    ),
  ]
}
