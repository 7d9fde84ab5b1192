import type { Note } from '../../src/note.ts'

export const notes: readonly Note[] = [
  {
    id: 'serviceless-dataplane-naming',
    product: 'kuma',
    release: '2.1',
    title: '`kuma.io/service` of Pods that no Service selects comes from what owns them',
    disposition: 'flag',
    standing: 'accurate',
    ifLeft: 'Policies that name the old service stop matching without a word.',
    evidence: [
      'kumahq/kuma release-2.0:pkg/plugins/runtime/k8s/controllers/inbound_converter.go (nameFromPod)',
      'kumahq/kuma release-2.1:pkg/plugins/runtime/k8s/controllers/serviceless_name_extractor.go',
    ],
  },
  {
    id: 'mtp-action-pascalcase',
    product: 'kuma',
    release: '2.1',
    title: 'Actions of MeshTrafficPermission are written `Allow`, `Deny` and `AllowWithShadowDeny`',
    disposition: 'rewrite',
    standing: 'accurate',
    ifLeft: 'The policy is refused, by the schema on Kubernetes and by the validator on Universal.',
    evidence: [
      'kumahq/kuma 24229c68af (#5747), release-2.1:pkg/plugins/policies/meshtrafficpermission/api/v1alpha1/meshtrafficpermission.go',
    ],
  },
  {
    id: 'http-post-tokens',
    product: 'kuma',
    release: '2.1',
    title: '`POST /tokens` is gone; `POST /tokens/dataplane` does the same',
    disposition: 'rewrite',
    standing: 'accurate',
    ifLeft: 'Requests get 404.',
    evidence: ['kumahq/kuma release-2.0 and release-2.1:pkg/tokens/builtin/server/webservice.go'],
  },
  {
    id: 'sidecar-container-first',
    product: 'kuma',
    release: '2.1',
    title: 'The sidecar comes before all other containers of a Pod',
    disposition: 'flag',
    standing: 'incomplete',
    differs:
      'A ContainerPatch is applied to the container itself and counts nothing; patches that count the containers of injected Pods are what meets another one.',
    ifLeft: 'A patch that counts containers changes the wrong one.',
    evidence: ['kumahq/kuma #5436, release-2.1:pkg/plugins/runtime/k8s/webhooks/injector/injector.go'],
  },
  {
    id: 'leader-election-lease',
    product: 'kuma',
    release: '2.1',
    title: 'Control planes elect their leader by leases',
    disposition: 'flag',
    standing: 'accurate',
    ifLeft: 'Where roles are kept by hand and lack `leases`, no control plane becomes the leader.',
    evidence: [
      'kumahq/kuma 161476ba57 (#5817), release-1.8 and release-2.1:deployments/charts/kuma/templates/cp-rbac.yaml',
    ],
  },
  {
    id: 'kumactl-valid-for-required',
    product: 'kuma',
    release: '2.1',
    title: 'kumactl wants `--valid-for` for every token',
    disposition: 'rewrite-with-input',
    standing: 'incomplete',
    differs:
      'Only tokens of data plane proxies and of zone ingresses had ten years before; `zone-token` and `user-token` wanted the flag in 2.0 already. The HTTP API keeps ten years where `validFor` is left out.',
    ifLeft: '`dataplane-token` ends with an error; `zone-ingress-token` gives a token that is expired at birth.',
    evidence: [
      'kumahq/kuma 6f842a5af1 (#5521), release-2.0 and release-2.1:app/kumactl/cmd/generate',
      'kumahq/kuma release-2.1:pkg/tokens/builtin/server/webservice.go',
    ],
  },
]
