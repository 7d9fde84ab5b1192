import { defineTransform, finding, text, when } from '../../src/rules.ts'

const GONE =
  '`/status/zones` is gone from 2.12 on; `/zones/_overview` says the same in another shape, with the zone and its insight in each of `items`: change what reads the answer along with the path'

export default defineTransform({
  title: '`/status/zones` of the API is gone',
  since: ['2.12.0'],
  notes: ['status-zones-endpoint-removed'],
  acceptedSince: '2.6',
  readUntil: '2.11',
  rules: [
    when(text(/\/status\/zones(?![\w/-])/g), () => finding(GONE, '/zones/_overview'), {
      elsewhere: GONE,
      mentions: ['kuma', 'mesh'],
    }),
  ],
})
