import type { Note } from '../../src/note.ts'

export const notes: readonly Note[] = [
  {
    id: 'tproxy-cni-v1-removed',
    product: 'kuma',
    release: '2.5',
    title: 'Version 1 of the transparent proxy and of the CNI is gone',
    disposition: 'rewrite',
    standing: 'incomplete',
    differs:
      'The note names nothing that went. Gone are the Helm values below `legacy`, `runtime.kubernetes.injector.transparentProxyV1`, the annotation `kuma.io/transparent-proxying-engine-v1`, and flags of kumactl: `--use-transparent-proxy-engine-v1`, `--kuma-cp-ip`, `--skip-resolv-conf`, `--cni-registry`, `--cni-repository` and `--cni-version`.',
    ifLeft: 'Values, settings and annotations are ignored; a command with one of the flags fails.',
    evidence: [
      'kumahq/kuma release-2.4, release-2.5: deployments/charts/kuma/values.yaml, pkg/config/app/kuma-cp/kuma-cp.defaults.yaml',
      'kumahq/kuma release-2.4, release-2.5: app/kumactl/cmd/install/install_transparent_proxy.go, install_control_plane.go',
      'kumahq/kuma 1633d34ad1 (#8062)',
    ],
  },
  {
    id: 'tproxy-exclude-uids-deprecated',
    product: 'kuma',
    release: '2.5',
    title: 'Ports excluded for users are given with one flag and one annotation for all protocols',
    disposition: 'advise',
    standing: 'accurate',
    ifLeft: 'Nothing until 2.9, which removes the old flags and annotations.',
    advice:
      'The step to 2.9 rewrites them. The new form is read from 2.5 on, so that step can be run on its own with `--from 2.8 --to 2.9` as soon as every machine has 2.5.',
    evidence: ['kumahq/kuma release-2.5: app/kumactl/cmd/install/install_transparent_proxy.go'],
  },
  {
    id: 'resource-names-rfc1123-create',
    product: 'kuma',
    release: '2.5',
    title: 'New resources must have RFC 1123 names',
    disposition: 'flag',
    standing: 'accurate',
    ifLeft: 'A resource that is not stored yet is refused; one that is can be updated up to 2.9.',
    evidence: [
      'kumahq/kuma release-2.5, release-2.9: pkg/core/resources/apis/mesh/meta_validator.go, pkg/api-server/resource_endpoints.go',
    ],
  },
  {
    id: 'api-overview-paths',
    product: 'kuma',
    release: '2.5',
    title: 'Overviews are found under `/_overview`',
    disposition: 'rewrite',
    standing: 'wrong',
    differs:
      'The overviews of zone ingresses and egresses were never below `/meshes/{mesh}`, and are not now. The note leaves out that the name of a single item moves before `/_overview`.',
    ifLeft: 'Nothing up to 2.14; 3.0 answers to `dataplanes+insights` and `zones+insights` only.',
    evidence: [
      'kumahq/kuma release-2.5: pkg/api-server/resource_endpoints.go, pkg/core/resources/apis/mesh/zz_generated.resources.go',
      'kumahq/kuma release-2.0: pkg/api-server/zoneingress_overview_endpoints.go, zoneegressoverview_endpoints.go',
    ],
  },
  {
    id: 'prometheus-inbound-no-trafficpermission',
    product: 'kuma',
    release: '2.5',
    title: 'TrafficPermission no longer guards the listener for Prometheus',
    disposition: 'flag',
    standing: 'accurate',
    ifLeft: 'Whoever reaches the port of a proxy can read its metrics.',
    evidence: ['kumahq/kuma UPGRADE.md, section 2.5.x', 'kumahq/kuma #8172', 'kumahq/kuma #2417'],
  },
  {
    id: 'gateway-api-v1',
    product: 'kuma',
    release: '2.5',
    title: '`v1` of the Gateway API is supported, and `v1beta1` will go',
    disposition: 'rewrite',
    standing: 'accurate',
    ifLeft: 'Works until the CRDs in the cluster no longer serve `v1beta1`.',
    evidence: ['kumahq/kuma UPGRADE.md, section 2.5.x'],
  },
  {
    id: 'kds-delta-default',
    product: 'kuma',
    release: '2.5',
    title: 'Delta KDS is on by default, and synced policies are stored in the system namespace',
    disposition: 'advise',
    standing: 'accurate',
    ifLeft: 'What looks for synced policies in the namespace `default` of a zone finds none.',
    advice:
      'Point rights, scripts and GitOps tools that read synced policies in zones at the system namespace instead of `default`. The switch `KUMA_EXPERIMENTAL_KDS_DELTA_ENABLED` can stay until 2.9, which removes it.',
    until: '2.8',
    evidence: ['kumahq/kuma release-2.6: deployments/charts/kuma/values.yaml', 'kumahq/kuma UPGRADE.md, section 2.5.x'],
  },
]
