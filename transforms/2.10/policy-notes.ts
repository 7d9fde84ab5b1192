import type { Note } from '../../src/note.ts'

/** What 2.10 changed in policies. */
export const notes: readonly Note[] = [
  {
    id: 'meshsubset-to-dataplane',
    product: 'kuma',
    release: '2.10',
    title: 'A top-level `targetRef` of kind `MeshSubset` became `Dataplane`',
    disposition: 'rewrite-with-input',
    standing: 'incomplete',
    differs:
      'The note does not say that `Dataplane` never selects a gateway, builtin or delegated, while `MeshSubset` does; nor that MeshHTTPRoute does not take it. It stands in copies of the notes from 2.11 on only.',
    ifLeft: 'It is accepted with a warning up to 2.14, and gone with 3.0.',
    evidence: [
      'kumahq/kuma release-2.10:pkg/plugins/policies/core/matchers/dataplane.go',
      'kumahq/kuma release-2.10:pkg/core/resources/apis/mesh/validators.go',
    ],
  },
  {
    id: 'from-to-rules',
    product: 'kuma',
    release: '2.10',
    title: '`from` of inbound policies became `rules`',
    disposition: 'rewrite',
    standing: 'incomplete',
    differs:
      'The note spells MeshTLS `MeshTls`, and stands in copies of the notes from 2.11 on only. Zones before 2.10 do not know `rules`.',
    ifLeft: '`from` works with a warning up to 2.14, and is gone with 3.0.',
    evidence: [
      'kumahq/kuma release-2.10:pkg/plugins/policies/meshtimeout/api/v1alpha1/validator.go',
      'kumahq/kuma release-2.10:pkg/plugins/policies/core/rules/inbound/inboundrules.go',
    ],
  },
  {
    id: 'meshhttproute-redirect-statuscode',
    product: 'kuma',
    release: '2.10',
    title: 'Redirects of MeshHTTPRoute state their `statusCode` on Universal',
    disposition: 'rewrite',
    standing: 'incomplete',
    differs:
      'The field stands at `to[].rules[].default.filters[].requestRedirect.statusCode`. Sidecars take 302 for nothing, before and after; routes of builtin gateways take the bare value from 2.10 on.',
    ifLeft: 'A builtin gateway redirects with status 0 for objects that were stored without the default.',
    evidence: ['kumahq/kuma release-2.10:pkg/plugins/policies/meshhttproute/plugin/v1alpha1/gateway_routes.go'],
  },
  {
    id: 'meshtrace-zipkin-apiversion',
    product: 'kuma',
    release: '2.10',
    title: 'Zipkin backends of MeshTrace state their `apiVersion` on Universal',
    disposition: 'rewrite',
    standing: 'wrong',
    differs:
      'The path in the note is the Mesh’s; MeshTrace has `default.backends[].zipkin.apiVersion`. `httpJson` was sent for nothing before and after, so stating it changes nothing.',
    ifLeft: 'Nothing that can be seen.',
    evidence: ['kumahq/kuma release-2.9 and release-2.10:pkg/plugins/policies/meshtrace/plugin/xds/configurer.go'],
  },
  {
    id: 'meshtrace-zipkin-sharedspancontext',
    product: 'kuma',
    release: '2.10',
    title: '`sharedSpanContext` of Zipkin backends has a default on Universal',
    disposition: 'flag',
    standing: 'wrong',
    differs:
      'The note calls false the default of Universal. 2.9 sent nothing there, and Envoy takes true; 2.10 sends true. Stating false, as the note asks, would change what is sent.',
    ifLeft: 'Nothing changes.',
    evidence: ['kumahq/kuma release-2.9 and release-2.10:pkg/plugins/policies/meshtrace/plugin/xds/configurer.go'],
  },
  {
    id: 'meshmetric-application-path',
    product: 'kuma',
    release: '2.10',
    title: 'The path of an application’s metrics is `/metrics` by default on Kubernetes too',
    disposition: 'rewrite',
    standing: 'wrong',
    differs:
      'The note asks Universal users to state `/metrics`, which was and is their default. The CRD’s default changed, from `/metrics/prometheus`: Kubernetes users have to state the old value.',
    ifLeft: 'Objects that are created or replaced scrape another path than before.',
    evidence: [
      'kumahq/kuma release-2.9 and release-2.10:deployments/charts/kuma/crds/kuma.io_meshmetrics.yaml',
      'kumahq/kuma 7bafa578aa (#12844)',
    ],
  },
  {
    id: 'meshpassthrough-mode',
    product: 'kuma',
    release: '2.10',
    title: '`passthroughMode` of MeshPassthrough is `Matched` by default on Kubernetes too',
    disposition: 'rewrite',
    standing: 'accurate',
    ifLeft: 'What `appendMatch` lists is let through in objects that are created or replaced.',
    evidence: [
      'kumahq/kuma release-2.9:pkg/plugins/policies/meshpassthrough/api/v1alpha1/meshpassthrough.go',
      'kumahq/kuma release-2.10:pkg/plugins/policies/meshpassthrough/plugin/v1alpha1/plugin.go',
    ],
  },
  {
    id: 'mlbs-sourceip-to-connection',
    product: 'kuma',
    release: '2.10',
    title: 'Hash policies of type `SourceIP` became `Connection`',
    disposition: 'rewrite-with-input',
    standing: 'wrong',
    differs:
      'The latest copy of the note says that 2.10 removed the word; it is refused from 3.0 on. No release acted on it, so `Connection` switches on what was never on; and CRDs up to 2.9 do not know `Connection`.',
    ifLeft: 'A warning up to 2.14; refused with 3.0.',
    evidence: [
      'kumahq/kuma release-2.10:pkg/plugins/policies/meshloadbalancingstrategy/plugin/xds/hashpolicyconfigurer.go',
      'kumahq/kuma 7a5db23faa (#12111), c77624ddbb',
    ],
  },
  {
    id: 'meshgateway-policy-targeting-removed',
    product: 'kuma',
    release: '2.10',
    title: 'Policies no longer attach to listeners of builtin gateways',
    disposition: 'advise',
    standing: 'wrong',
    differs:
      'It was written into the notes of 2.10 in July 2026 and takes effect with 3.0; 2.10 to 2.14 go on as before.',
    ifLeft: 'Nothing in any 2.x; policies with `targetRef.kind: MeshGateway` have no effect with 3.0.',
    advice: 'Plan to move builtin gateways to delegated ones before 3.0. Nothing is to be done for 2.10.',
    evidence: ['kumahq/kuma f4a0448473 (#17184)', 'kumahq/kuma release-2.14:UPGRADE.md'],
  },
  {
    id: 'legacy-faultinjection-inert',
    product: 'kuma',
    release: '2.10',
    title: 'FaultInjection does nothing any more',
    disposition: 'advise',
    standing: 'wrong',
    differs:
      'It was written into the notes of 2.10 in July 2026 and takes effect with 3.0; 2.10 to 2.14 go on as before.',
    ifLeft: 'Nothing in any 2.x; with 3.0 faults are no longer injected, without a word.',
    advice: 'Replace FaultInjection by MeshFaultInjection before 3.0. Nothing is to be done for 2.10.',
    evidence: ['kumahq/kuma 09761e4278 (#17321)', 'kumahq/kuma release-2.14:UPGRADE.md'],
  },
  {
    id: 'meshhealthcheck-panic-threshold',
    product: 'kuma',
    release: '2.10',
    title: '`healthyPanicThreshold` moved from MeshHealthCheck to MeshCircuitBreaker',
    disposition: 'rewrite-with-input',
    standing: 'accurate',
    ifLeft: 'It works with a warning up to 2.14, and is gone with 3.0.',
    evidence: [
      'kumahq/kuma release-2.10:pkg/plugins/policies/meshcircuitbreaker/api/v1alpha1/meshcircuitbreaker.go',
      'kumahq/kuma release-2.10:pkg/plugins/policies/meshcircuitbreaker/plugin/xds/configurer.go',
    ],
  },
]
