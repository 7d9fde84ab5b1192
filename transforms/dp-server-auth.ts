import { textOf } from '../src/rules.ts'
import type { Site } from '../src/transform.ts'

export const DP_PROXY_TYPE = 'dpServer.authn.dpProxy.type'
export const ZONE_PROXY_TYPE = 'dpServer.authn.zoneProxy.type'
export const RELOADABLE_TOKENS = 'dpServer.authn.enableReloadableTokens'

export const EXPRESSION =
  'the type of `dpServer.auth` cannot be read here; set `dpServer.authn.dpProxy.type` and `dpServer.authn.zoneProxy.type` by hand'

/** Zone proxies take `zoneToken` where data plane proxies take `dpToken` (Kuma 2.2 `pkg/config/dp-server/config.go`). */
export function zoneTypeOf(type: string): string {
  return type === 'dpToken' ? 'zoneToken' : type
}

/** What Kuma chooses where nothing is set (`autoconfigureDpServerAuth`). */
export function isDefaultType(site: Site, type: string): boolean {
  const environment = textOf(site.get('environment')?.value) ?? site.platform ?? 'universal'
  return type === (environment === 'kubernetes' ? 'serviceAccountToken' : 'dpToken')
}
