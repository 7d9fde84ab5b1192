import { defineTransform, field, finding, on, remove, text, when } from '../../src/rules.ts'

export default defineTransform({
  title: "A MeshTrust's `origin` is told in its status",
  since: ['2.13.0'],
  notes: ['meshtrust-spec-origin'],
  acceptedSince: '2.12',
  readUntil: '2.14',
  rules: [
    on(field('MeshTrust', 'origin'), remove(), {
      elsewhere: '`origin` of a MeshTrust stands in its status from 2.13 on; leave it out of the spec',
    }),
    when(text(/\.spec\.origin(?:\.kri)?(?![\w-])/g), () => finding(READ, '.status.origin'), {
      elsewhere: false,
      mentions: ['meshtrust'],
    }),
  ],
})

const READ = 'from 2.13 on the origin of a MeshTrust stands in its status; the one in the spec goes with 3.0'
