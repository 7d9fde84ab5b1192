import { defineTransform, field, finding, when } from '../../src/rules.ts'

export default defineTransform({
  title: 'A policy cannot have a MeshGatewayRoute as its target',
  since: ['2.3.0'],
  notes: ['targetref-meshgatewayroute-removed'],
  readUntil: '2.2',
  rules: [
    when(
      field(['MeshAccessLog', 'MeshTrace', 'MeshTrafficPermission'], 'targetRef.kind'),
      ({ value }) => (value === 'MeshGatewayRoute' ? finding(REFUSED) : []),
      { elsewhere: false },
    ),
  ],
})

const REFUSED =
  'Kuma 2.3 refuses this target: name the gateway by its service instead (`kind: MeshService`), or take the policy out'
