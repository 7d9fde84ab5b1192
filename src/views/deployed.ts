import type { FlatHome, Home } from './home.ts'

/** What the variables begin with that only the control plane reads. */
const PREFIXES = [
  'KUMA_ACCESS_',
  'KUMA_API_SERVER_',
  'KUMA_BOOTSTRAP_SERVER_',
  'KUMA_CORE_RESOURCES_',
  'KUMA_DEFAULTS_(?=CREATE_|ENABLE_|SKIP_)',
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
export function isDeployed({ source }: Pick<Home, 'source'>): boolean {
  return !source.name.startsWith('fence.')
}

/**
 * Whether an environment is of something that its author starts and that goes on running: not of a sidecar, which was injected and
 * is made anew, and not of a step before the control plane, which prepares its database.
 */
export function isStarted({ source, chain }: FlatHome): boolean {
  const members = chain[0]?.list.members ?? []
  const container = source.text.slice(members[0]?.span.start ?? 0, members.at(-1)?.span.end ?? 0)
  return (
    !/\bname["']?: ?["']?kuma-sidecar\b/.test(container) && !/\bargs["']?:\s{0,40}[-["' ]{0,9}migrate\b/.test(container)
  )
}

/** Variables of a script or a Makefile reach a control plane only where it starts one, or hands them on. */
export function reaches({ source, container }: FlatHome): boolean {
  const isScript = container.layout.kind === 'lines' && /(?:\.(?:sh|bash|mk)|akefile)$/.test(source.name)
  return !isScript || /kuma-cp|\bexport\b/.test(source.text)
}
