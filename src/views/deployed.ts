import type { Home } from './home.ts'

/** What the variables begin with that only the control plane reads. */
const PREFIXES = [
  'KUMA_ACCESS_',
  'KUMA_API_SERVER_',
  'KUMA_BOOTSTRAP_SERVER_',
  'KUMA_CORE_RESOURCES_',
  'KUMA_DEFAULTS_',
  'KUMA_DIAGNOSTICS_',
  'KUMA_DNS_SERVER_',
  'KUMA_DP_SERVER_',
  'KUMA_ENVIRONMENT(?!\\w)',
  'KUMA_EVENT_BUS_',
  'KUMA_EXPERIMENTAL_',
  'KUMA_GENERAL_',
  'KUMA_INJECTOR_',
  'KUMA_INTER_CP_',
  'KUMA_IPAM_',
  'KUMA_METRICS_',
  'KUMA_MODE(?!\\w)',
  'KUMA_MONITORING_ASSIGNMENT_SERVER_',
  'KUMA_MULTIZONE_',
  'KUMA_PLUGIN_POLICIES_',
  'KUMA_PROXY_GATEWAY_',
  'KUMA_REPORTS_',
  'KUMA_RUNTIME_',
  'KUMA_STORE_',
  'KUMA_TRACING_',
  'KUMA_XDS_SERVER_',
  'KMESH_ACCESS_',
  'KMESH_AUTHN_',
  'KMESH_AWSIAM_',
  'KMESH_CA_',
  'KMESH_LICENSE_',
  'KMESH_MULTIZONE_',
  'KMESH_RBAC_',
  'KMESH_RUNTIME_',
]

/** Matches a variable that only the control plane reads. */
export const CONTROL_PLANE_VARIABLE = new RegExp(PREFIXES.join('|'))

/** Matches a variable that only kuma-dp reads. */
export const DATA_PLANE_VARIABLE =
  /KUMA_APPLICATION_PROBE_|KUMA_CONTROL_PLANE_|KUMA_DATAPLANE_|KUMA_DNS_(?!SERVER_)|KUMA_READINESS_/

/** Keys of the control plane's configuration, one of which any has. */
export const CONFIGURATION_KEYS = [
  'access',
  'apiServer',
  'bootstrapServer',
  'defaults',
  'diagnostics',
  'dnsServer',
  'dpServer',
  'environment',
  'experimental',
  'general',
  'interCp',
  'kmesh',
  'metrics',
  'mode',
  'monitoringAssignmentServer',
  'multizone',
  'reports',
  'runtime',
  'store',
  'xdsServer',
]

/** Not a block of documentation, which shows how to do something and runs nowhere. */
export function isDeployed({ source }: Home): boolean {
  return !source.name.startsWith('fence.')
}
