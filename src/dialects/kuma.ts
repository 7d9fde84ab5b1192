import { KINDS } from '../facts/kinds.ts'
import { entryOf, type MapNode, stringAt } from '../tree.ts'

/** Keys at the root of the control plane's configuration in some release (Kuma `kuma-cp.defaults.yaml`, Kong Mesh adds `kmesh`). */
const CONFIG_KEYS = new Set([
  'access',
  'apiserver',
  'bootstrapserver',
  'coredns',
  'defaults',
  'diagnostics',
  'dnsserver',
  'dpserver',
  'environment',
  'eventbus',
  'experimental',
  'general',
  'guiserver',
  'interceptor',
  'intercp',
  'ipam',
  'kmesh',
  'metrics',
  'mode',
  'monitoringassignmentserver',
  'multizone',
  'policies',
  'proxy',
  'reports',
  'runtime',
  'store',
  'tracing',
  'xds',
  'xdsserver',
])

/** Of these, the ones no other product uses at the root of its configuration. */
const TELLING = new Set([
  'bootstrapserver',
  'dpserver',
  'intercp',
  'kmesh',
  'monitoringassignmentserver',
  'multizone',
  'xdsserver',
])

/** Keys at the root of the chart's values in some release. */
const CHART_KEYS = new Set([
  'cni',
  'controlPlane',
  'dataPlane',
  'egress',
  'experimental',
  'extraManifests',
  'fullnameOverride',
  'global',
  'hooks',
  'ingress',
  'installCrdsOnUpgrade',
  'kubectl',
  'kumactl',
  'legacy',
  'meshZoneProxyDefaults',
  'meshes',
  'nameOverride',
  'namespaceAllowList',
  'noHelmHooks',
  'patchSystemNamespace',
  'plugins',
  'postgres',
  'restartOnSecretChange',
  'skipRBAC',
  'transparentProxy',
  'zoneProxyImage',
])

/** Nothing in the map speaks against its being the chart's values; many charts have an `ingress` of their own. */
export function looksLikeValues(node: MapNode): boolean {
  return node.members.every(({ key }) => key === undefined || key.startsWith('x-') || isChartKey(key))
}

/** A key at the root of the chart's values in some release. */
export function isChartKey(key: string): boolean {
  return CHART_KEYS.has(key)
}

/** The map is the control plane's configuration by its own keys. */
export function looksLikeConfig(node: MapNode): boolean {
  const keys = node.members.map((entry) => entry.key ?? '')
  return keys.some((key) => TELLING.has(key.toLowerCase())) && keys.every(isConfigKey)
}

/** A key at the root of the control plane's configuration; it is read in any case. */
export function isConfigKey(key: string): boolean {
  return CONFIG_KEYS.has(key.toLowerCase())
}

/** A text that could be the control plane's configuration, by the keys at its root. */
export function isConfigText(text: string): boolean {
  const keys = [...text.matchAll(/^["']?([A-Za-z][\w-]*)["']?:(?=\s|$)/gm)].map(([, key]) => key ?? '')
  return keys.length > 0 && keys.every(isConfigKey)
}

/** Resource kinds by which a Universal resource is told (`type: Mesh`): see `facts/kinds.ts`. */
export function isMeshMetadataKey(key: string): boolean {
  return /^(?:[a-z0-9-]+\.)*kuma\.io\/[A-Za-z0-9._-]+$/.test(key)
}

export function isKumaVariable(name: string): boolean {
  return /^K(?:UMA|MESH)_[A-Z][A-Z0-9_]*$/.test(name)
}

/** A variable of Kuma's, or one that is not its own and that it reads: they tell nothing without others. */
export function isReadVariable(name: string): boolean {
  return isKumaVariable(name) || name === 'OTEL_EXPORTER_OTLP_ENDPOINT'
}

export function chartOf(name: string | undefined): 'kuma' | 'kong-mesh' | undefined {
  const base = name?.slice(name.lastIndexOf('/') + 1)
  return base === 'kuma' || base === 'kong-mesh' ? base : undefined
}

/** Another product's object with the name of a kind of Kuma's: Consul's MeshService. Secrets are everybody's. */
export function isNamesake(kind: string, apiVersion: string): boolean {
  return KINDS.has(kind) && kind !== 'Secret' && !apiVersion.startsWith('kuma.io/')
}

export function isUniversalResource(node: MapNode, kinds: ReadonlySet<string>): boolean {
  const type = stringAt(node, 'type')
  if (type === undefined || !kinds.has(type)) return false
  return entryOf(node, 'name') !== undefined || entryOf(node, 'mesh') !== undefined
}
