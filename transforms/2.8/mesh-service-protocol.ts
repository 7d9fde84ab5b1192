import { defineTransform, field, on, rename } from '../../src/rules.ts'

const RENAMED = '`protocol` of a MeshService port became `appProtocol`; change it by hand'

export default defineTransform({
  title: '`protocol` of a MeshService port became `appProtocol`',
  since: ['2.8.0'],
  notes: ['meshservice-port-protocol-renamed'],
  acceptedSince: '2.8',
  readUntil: '2.7',
  rules: [on(field('MeshService', 'ports[].protocol'), rename('appProtocol'), { elsewhere: RENAMED })],
})
