import type { Note } from '../../src/note.ts'

/** What 2.3 took away and no upgrade note names. */
export const notes: readonly Note[] = [
  {
    id: 'targetref-meshgatewayroute-removed',
    product: 'kuma',
    release: '2.3',
    title: '`targetRef.kind: MeshGatewayRoute` is gone from policies',
    disposition: 'flag',
    standing: 'missing',
    differs: 'No note names the removal.',
    ifLeft: 'The policy is refused.',
    evidence: [
      'kumahq/kuma ec821fd060 (#6988)',
      'kumahq/kuma release-2.2 and release-2.3: pkg/plugins/policies/meshtrafficpermission/api/v1alpha1/validator.go',
    ],
  },
  {
    id: 'km-authn-konnect-removed',
    product: 'kong-mesh',
    release: '2.3',
    title: '`KMESH_AUTHN_KONNECT_*` is no longer documented',
    disposition: 'flag',
    standing: 'missing',
    differs:
      'No note names the settings; they are in the reference of 2.2 and in none since. The source is not public.',
    ifLeft: 'They are ignored, as far as can be told.',
    evidence: ['Kong/developer.konghq.com: app/assets/mesh/2.2.x/raw and 2.3.x/raw'],
  },
]
