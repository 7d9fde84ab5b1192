import { defineTransform, field, finding, object, when } from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'
import { meshOf } from '../resources.ts'

const LABEL = 'kuma.io/workload'

export default defineTransform({
  title: 'AWS IAM checks the tag `kuma.io/workload` of a role',
  since: ['2.13.0'],
  notes: ['aws-iam-workload-tag'],
  acceptedSince: '2.13',
  rules: [
    when(field('MeshIdentity', 'spiffeID.path'), (path) => (isConcerned(path) ? finding(TAG) : []), {
      elsewhere: false,
    }),
    when(object('Dataplane'), checkDataplane, { elsewhere: false }),
  ],
})

const TAG =
  'proxies that authenticate with AWS IAM are refused unless the role of their task has the tag `kuma.io/workload`, with the value that the label has on the Dataplane: tag the roles before the upgrade'
const UNLABELLED =
  'identities of this mesh are made of the label `kuma.io/workload`, which this Dataplane lacks: give it one, and the same tag to the role of its task where it authenticates with AWS IAM'

function isConcerned(path: Site): boolean {
  return path.written?.includes(LABEL) === true
}

function checkDataplane(dataplane: Site, asked: Asked): readonly Change[] {
  if (dataplane.form !== 'universal' || dataplane.get(`//labels["${LABEL}"]`) !== undefined) return []
  const paths = asked
    .objects('MeshIdentity')
    .filter((identity) => meshOf(identity) === meshOf(dataplane))
    .flatMap((identity) => identity.get('/spiffeID.path') ?? [])
  return paths.some(isConcerned) ? [finding(UNLABELLED, `labels: {${LABEL}: <name>}`)] : []
}
