import { defineTransform, textOf } from '../../src/rules.ts'
import { KEEP, keepDefaults } from '../control-planes.ts'

const ENDPOINT = 'otlpEndpoint'

const PUSHED =
  'with `OTEL_EXPORTER_OTLP_ENDPOINT` set, the control plane now sends all its metrics there too: leave it so, or switch it off (`--set 2.14/otlp-metrics.keep=true` writes it)'

export default defineTransform({
  title: 'The control plane sends its metrics to the OpenTelemetry collector',
  since: ['2.14.0'],
  notes: ['cp-metrics-otlp-push'],
  acceptedSince: '2.14',
  questions: { keep: KEEP },
  rules: [
    keepDefaults([{ path: 'metrics.openTelemetry.enabled', env: 'KUMA_METRICS_OPENTELEMETRY_ENABLED', kept: false }], {
      because: PUSHED,
      isConcerned: (site) => {
        const endpoint = site.get(ENDPOINT)
        return endpoint !== undefined && textOf(endpoint.value) !== ''
      },
      names: { [ENDPOINT]: { env: 'OTEL_EXPORTER_OTLP_ENDPOINT' } },
    }),
  ],
})
