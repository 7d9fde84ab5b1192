import { command, defineTransform, finding, when } from '../../src/rules.ts'

/** What the removed commands installed, as `kumactl install observability` calls it. */
const COMPONENTS: readonly (readonly [string, string])[] = [
  ['metrics', 'prometheus,grafana'],
  ['tracing', 'jaeger'],
  ['logging', 'loki'],
]

export default defineTransform({
  title: '`kumactl install observability` took the place of `metrics`, `tracing` and `logging`',
  since: ['2.4.0'],
  notes: ['install-metrics-tracing-logging-removed'],
  acceptedSince: '2.0',
  readUntil: '2.3',
  rules: COMPONENTS.map(([old, components]) => {
    const because = `\`kumactl install ${old}\` is gone, and what takes its place installs into the namespace \`mesh-observability\` unless told otherwise: change it by hand`
    const written = `kumactl install observability --components=${components}`
    return when(command(`kumactl install ${old}`), () => finding(because, written), { elsewhere: false })
  }),
})
