import { defineTransform, finding, object, when } from '../../src/rules.ts'
import { nameOf } from '../resources.ts'

const LONG =
  'the name of a MeshMultiZoneService becomes a part of hostnames, which may have 63 characters: 2.14 warns about longer ones and 3.0 refuses them. A new name changes its hostnames, and what refers to it'

export default defineTransform({
  title: 'Names of MeshMultiZoneServices have 63 characters at most',
  since: ['2.14.0'],
  notes: ['mmzs-name-63'],
  acceptedSince: '2.9',
  rules: [
    when(object('MeshMultiZoneService'), (service) => ((nameOf(service) ?? '').length > 63 ? finding(LONG) : []), {
      elsewhere: LONG,
    }),
  ],
})
