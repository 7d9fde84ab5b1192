import { defineTransform, field, finding, when } from '../../src/rules.ts'

export default defineTransform({
  title: 'A MeshExternalService cannot be a Unix socket',
  since: ['2.9.0'],
  notes: ['mes-unix-sockets-removed'],
  readUntil: '2.8',
  rules: [
    when(
      field('MeshExternalService', 'endpoints[].address'),
      ({ value }) => (String(value).startsWith('unix://') ? finding(SOCKET) : []),
      { elsewhere: false },
    ),
  ],
})

const SOCKET =
  'Kuma 2.9 refuses sockets: write the IP address or host name, and the port, of something that passes connections on to it'
