import { defineTransform, finding, text, when } from '../../src/rules.ts'

const GONE =
  '`kuma-prometheus-sd` is not released any more: give Prometheus 2.29 or newer `kuma_sd_configs` with the address of the control plane, port 5676, and take this out'

export default defineTransform({
  title: '`kuma-prometheus-sd` is gone; Prometheus finds proxies by itself',
  since: ['2.0.0'],
  notes: ['kuma-prometheus-sd-removed'],
  readUntil: '1.8',
  rules: [
    when(
      text(
        /\bkuma-prometheus-sd\b|\bKUMA_MONITORING_ASSIGNMENT_CLIENT_\w+|\bKUMA_PROMETHEUS_OUTPUT_FILE\b|\bkuma\.file_sd\.json\b/g,
      ),
      () => finding(GONE),
    ),
  ],
})
