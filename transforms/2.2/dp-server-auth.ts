import { add, defineTransform, finding, remove, rename, setting, textOf, when } from '../../src/rules.ts'
import { DP_PROXY_TYPE, EXPRESSION, ZONE_PROXY_TYPE, zoneTypeOf } from '../dp-server-auth.ts'

export default defineTransform({
  title: '`dpServer.auth.type` was split into `dpServer.authn.dpProxy.type` and `dpServer.authn.zoneProxy.type`',
  since: ['2.2.0'],
  notes: ['dp-server-auth-deprecated'],
  acceptedSince: '2.2',
  readUntil: '2.1',
  rules: [
    when(
      setting('dpServer.auth.type'),
      (site) => {
        const type = textOf(site.value)
        if (type === undefined) return finding(EXPRESSION)
        if (type === '') return remove()
        // Kong Mesh reads the old name up to 2.6 for `aws-iam`, and Kuma's check refuses that value: 2.7 carries it over.
        if (type === 'aws-iam') return []
        return [rename(DP_PROXY_TYPE), add(ZONE_PROXY_TYPE, zoneTypeOf(type))]
      },
      {
        elsewhere:
          '`KUMA_DP_SERVER_AUTH_TYPE` has no effect from 2.2 on; set `KUMA_DP_SERVER_AUTHN_DP_PROXY_TYPE` and `KUMA_DP_SERVER_AUTHN_ZONE_PROXY_TYPE`',
      },
    ),
  ],
})
