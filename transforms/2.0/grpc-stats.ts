import { defineTransform, field, finding, text, when } from '../../src/rules.ts'

/** What Envoy counts without telling methods apart (`source/extensions/filters/http/grpc_stats`). */
const AGGREGATED =
  /^envoy_cluster_grpc_(?:\d+|success|failure|total|request_message_count|response_message_count|upstream_rq_time\w*)$/

export default defineTransform({
  title: 'gRPC methods are counted together',
  since: ['2.0.0'],
  notes: ['grpc-stats-aggregated'],
  readUntil: '1.8',
  rules: [
    when(text(/\benvoy_cluster_grpc_\w+/g), (site) =>
      AGGREGATED.test(String(site.value))
        ? undefined
        : finding(
            'proxies no longer count each gRPC method by itself, so this stays empty; use `envoy_cluster_grpc_request_message_count` and its likes, which count all methods',
          ),
    ),
    when(
      field('ProxyTemplate', 'conf.modifications[].httpFilter'),
      (filter) =>
        [filter.get('match.name')?.value, filter.get('value')?.written].some(isPatched) ? finding(PATCHED) : undefined,
      { elsewhere: false, mentions: ['grpc_stats'] },
    ),
  ],
})

function isPatched(words: unknown): boolean {
  return typeof words === 'string' && /\benvoy\.filters\.http\.grpc_stats\b/.test(words)
}

const PATCHED =
  'Kuma now gives this filter no `stats_for_all_methods`; check that the patch still does what it is for, and let it ask for the methods that are to be counted'
