import { defineTransform, finding, text, when } from '../../src/rules.ts'
import type { Change, Site } from '../../src/transform.ts'
import { isSample, SAMPLE } from '../exposition.ts'

/** Summaries of 2.13 (Kuma `SummaryOpts`). */
const METRICS = [
  'ca_manager_get_cert',
  'ca_manager_get_root_cert_chain',
  'component_catalog_writer',
  'component_dp_gc',
  'component_heartbeat',
  'component_hostname_generator',
  'component_meshservice_generator',
  'component_ms_status_updater',
  'component_mzms_status_updater',
  'component_store_counter',
  'component_sub_finalizer',
  'component_vip_allocator',
  'component_workload_generator',
  'component_workload_status_updater',
  'component_zone_available_services',
  'component_zone_gc',
  'component_zone_watch',
  'hds_generation',
  'insights_resyncer_event_time_processing',
  'insights_resyncer_event_time_to_process',
  'insights_resyncer_processor_idle_time',
  'kds_delta_delivery',
  'kds_delta_generation',
  'kuma_dp_dns_request_duration_seconds',
  'kuma_dp_dns_upstream_request_duration_seconds',
  'kuma_dp_envoyconfigfetcher_handler_call_duration_seconds',
  'vip_generation',
  'xds_delivery',
  'xds_generation',
]

const QUERY = new RegExp(
  METRICS.map((metric) => `(?<![\\w:])${metric}\\{[^{}]{0,300}quantile[^{}]{0,300}\\}(?:${SAMPLE})?`).join('|'),
  'gm',
)
const HISTOGRAM =
  'this became a histogram in 2.14 and has no `quantile` any more: compute it from the buckets, over a window of your choice'

export default defineTransform({
  title: "The control plane's summaries became histograms",
  since: ['2.14.0'],
  notes: ['summary-to-histogram'],
  acceptedSince: '2.14',
  readUntil: '2.13',
  rules: [when(text(QUERY), propose, { elsewhere: HISTOGRAM, mentions: ['kuma', 'mesh'] })],
})

/** Other labels stay; the window is a choice. */
function propose(site: Site): readonly Change[] {
  const query = String(site.value)
  if (isSample(query)) return []
  const [, metric = query, rest = ''] = /^([^{]*)\{(.*)\}/s.exec(query) ?? []
  const labels = rest.split(',').map((label) => label.trim().replaceAll('\\"', '"'))
  const quantile = labels.flatMap((label) => /^quantile="(0\.\d+)"$/.exec(label)?.[1] ?? [])[0] ?? '<quantile>'
  const others = labels.filter((label) => label !== '' && !label.startsWith('quantile')).join(', ')
  const selector = others === '' ? '' : `{${others}}`
  return [finding(HISTOGRAM, `histogram_quantile(${quantile}, sum by (le) (rate(${metric}_bucket${selector}[5m])))`)]
}
