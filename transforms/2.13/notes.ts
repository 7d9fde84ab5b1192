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
]
