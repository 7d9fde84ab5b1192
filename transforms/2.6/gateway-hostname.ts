import { defineTransform, field, finding, textOf, when } from '../../src/rules.ts'

export default defineTransform({
  title: 'A hostname of a MeshGateway has 253 characters at most',
  since: ['2.6.0'],
  notes: ['meshgateway-hostname-length'],
  acceptedSince: '2.0',
  readUntil: '2.5',
  rules: [
    when(
      field('MeshGateway', 'conf.listeners[].hostname'),
      (site) => {
        const { length } = textOf(site.value) ?? ''
        return length > 253
          ? finding(`the hostname has ${length} characters, and with more than 253 it is refused`)
          : []
      },
      { elsewhere: false },
    ),
  ],
})
