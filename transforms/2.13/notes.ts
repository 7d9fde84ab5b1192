import type { Note } from '../../src/note.ts'

export const notes: readonly Note[] = [
  {
    id: 'aws-iam-workload-tag',
    product: 'kong-mesh',
    release: '2.13',
    title: 'AWS IAM checks the tag `kuma.io/workload` of a role against the label of the Dataplane',
    disposition: 'flag',
    standing: 'accurate',
    ifLeft: 'Where the path of a SPIFFE id takes the label, proxies on ECS whose role lacks the tag are refused.',
    evidence: ['Kong/developer.konghq.com app/assets/mesh/raw/UPGRADE.md'],
  },
  {
    id: 'opa-dynamicconfig',
    product: 'kong-mesh',
    release: '2.13',
    title: 'OPA is configured over dynamic configuration, which does not serve OPAPolicy',
    disposition: 'rewrite-with-input',
    standing: 'accurate',
    ifLeft: 'An OPAPolicy has no effect any more: what it refused is let through.',
    evidence: [
      'Kong/developer.konghq.com app/assets/mesh/raw/UPGRADE.md',
      'Kong/developer.konghq.com app/assets/mesh/2.13.x/raw/crds',
    ],
  },
  {
    id: 'strict-inbound-ports-default-on',
    product: 'kuma',
    release: '2.13',
    title: 'Transparent proxies drop inbound traffic on ports that are not declared',
    disposition: 'rewrite-with-input',
    standing: 'incomplete',
    differs:
      'Only meshes with strict mTLS are concerned. Under a MeshIdentity or a MeshTLS policy of mode Strict the opt-out has no effect. The value of the ContainerPatch in the note is no JSON, because backslashes stay what they are between single quotes in YAML; `runtime.kubernetes.injector.sidecarContainer.envVars` does the same without a patch.',
    ifLeft: 'What comes in on a port that the Dataplane does not have is dropped.',
    evidence: [
      'kumahq/kuma f98b6c456b (#15163)',
      'kumahq/kuma release-2.13:pkg/xds/generator/transparent_proxy_generator.go',
      'kumahq/kuma release-2.13:pkg/plugins/policies/meshtls/plugin/v1alpha1/plugin.go',
      'kumahq/kuma release-2.13:pkg/plugins/resources/k8s/native/api/v1alpha1/container_patch.go',
    ],
  },
  {
    id: 'virtual-probes-default-off',
    product: 'kuma',
    release: '2.13',
    title: 'Virtual probes are off by default',
    disposition: 'flag',
    standing: 'wrong',
    differs:
      'The note says that `kuma.io/virtual-probes: disabled` keeps the application probe proxy off; the injector of 2.13 and 2.14 no longer looks at it for that, nor at `virtualProbesEnabled: false`. A pod with `kuma.io/application-probe-proxy-port: "0"` gets virtual probes, even where they are disabled beside it. The new default concerns only control planes that give the proxy the port 0.',
    ifLeft:
      'With the proxy off by port 0, probes of pods are answered by nobody where mTLS is strict. Where `virtualProbesEnabled` is false, the proxy comes on.',
    evidence: [
      'kumahq/kuma release-2.12 and release-2.13:pkg/plugins/runtime/k8s/probes/pod_probe_overrider.go, probe.go',
      'kumahq/kuma release-2.13:pkg/config/plugins/runtime/k8s/config.go',
    ],
  },
  {
    id: 'cp-service-account-name-removed',
    product: 'kuma',
    release: '2.13',
    title: '`runtime.kubernetes.serviceAccountName` became one of `allowedUsers`',
    disposition: 'rewrite',
    standing: 'incomplete',
    differs:
      'The charts set the list by a variable. A list among their values takes the place of that, and must name the account of the control plane as well; one in `controlPlane.config` has no effect.',
    ifLeft: 'It is ignored, and a control plane under an account of its own is refused what it writes.',
    evidence: [
      'kumahq/kuma 237de3f6e7',
      'kumahq/kuma release-2.12:pkg/plugins/runtime/k8s/plugin.go',
      'kumahq/kuma release-2.13:deployments/charts/kuma/templates/_helpers.tpl',
    ],
  },
  {
    id: 'reuse-port-rolling-2.13.7',
    product: 'kuma',
    release: '2.13.7',
    title: 'Zone proxies keep stale listeners while control planes with and without SO_REUSEPORT run',
    disposition: 'flag',
    standing: 'accurate',
    ifLeft: 'During the upgrade Envoy refuses updates of the listeners of zone proxies.',
    evidence: ['kumahq/kuma 17b24aadc4 (#16707)', 'kumahq/kuma v2.13.7:pkg/config/app/kuma-dp/config.go'],
  },
  {
    id: 'go-module-v2',
    product: 'kuma',
    release: '2.13',
    title: "Kuma's Go module is `github.com/kumahq/kuma/v2`",
    disposition: 'rewrite',
    standing: 'incomplete',
    differs: 'Patches of older lines took the new path before: 2.7.20, 2.10.9, 2.11.8 and 2.12.4.',
    ifLeft: 'Programs do not build against Kuma 2.13.',
    evidence: [
      'kumahq/kuma fa7b39e3e9 (#14886)',
      'kumahq/kuma v2.13.0, v2.12.4, v2.11.8, v2.10.9:go.mod',
      'kumahq/kuma docs/madr/decisions/091',
    ],
  },
  {
    id: 'meshtrust-spec-origin',
    product: 'kuma',
    release: '2.13',
    title: "A MeshTrust's `origin` is told in its status",
    disposition: 'rewrite',
    standing: 'wrong',
    differs:
      'The notes of 3.0 say that the field went with 2.13. It is there and deprecated in 2.13 and 2.14, as the notes of these releases say.',
    ifLeft: 'A warning in 2.13 and 2.14; 3.0 refuses or drops the field.',
    evidence: [
      'kumahq/kuma release-2.14:pkg/core/resources/apis/meshtrust/api/v1alpha1/meshtrust.go',
      'kumahq/kuma release-2.14:UPGRADE.md',
    ],
  },
  {
    id: 'tls-skip-verify-explicit',
    product: 'kuma',
    release: '2.13.7',
    title: '`kuma-dp` and `kumactl` verify the certificate of the control plane',
    disposition: 'rewrite-with-input',
    standing: 'accurate',
    ifLeft:
      'With a certificate that is self-signed or of a private CA, proxies do not connect and kumactl fails. The same fix is in 2.7.26, 2.9.16, 2.11.14 and 2.12.11, and in all of 2.14.',
    evidence: [
      'kumahq/kuma v2.13.7, v2.12.11, v2.11.14:pkg/config/app/kuma-dp/config.go',
      'kumahq/kuma release-2.13:UPGRADE.md',
    ],
  },
]
