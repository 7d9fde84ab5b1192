import { defineTransform, finding, text, when } from '../../src/rules.ts'

export default defineTransform({
  title: 'Metrics of proxies carry no label `service` any more: it is `kuma_io_service`',
  since: ['2.9.0'],
  notes: ['prometheus-scrape-service-label'],
  acceptedSince: '2.0',
  readUntil: '2.8',
  rules: [
    when(text(/\b(?:envoy|kuma)_\w+\{(?:[^{}\n]{0,500}[, ])?service ?(?:=|!=|!~)/g), () => finding(QUERY), {
      mentions: ['envoy_', 'kuma_'],
    }),
    when(text(/\b__meta_kuma_service\b/g), () => finding(SCRAPE)),
  ],
})

const QUERY =
  'with the scrape configuration of `kumactl install observability` of 2.9 the label `service` is gone: ask for `kuma_io_service`'
const SCRAPE =
  'the scrape configuration that comes with 2.9 no longer makes the label `service` of this: let queries use `kuma_io_service`, then take it out'
