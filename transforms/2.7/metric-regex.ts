import { defineTransform, field, finding, move, put, remove, textOf, when } from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'

const BECAME = '`sidecar.regex` became `sidecar.profiles`'

export default defineTransform({
  title: '`sidecar.regex` of MeshMetric became `sidecar.profiles`',
  since: ['2.7.0'],
  notes: ['meshmetric-sidecar-regex'],
  acceptedSince: '2.7',
  readUntil: '2.6',
  questions: {
    meaning: {
      description:
        'what the pattern chooses: `include`, the metrics to publish, as 2.6 read it; `exclude`, those to leave out, as the upgrade note writes it; `ask`, leave it to a person',
      default: 'include',
      values: ['include', 'exclude', 'ask'],
    },
  },
  rules: [when(field('MeshMetric', 'default.sidecar.regex'), toProfiles, { elsewhere: BECAME })],
})

/** Envoy took any pattern of ECMAScript; Kuma compiles it with Go, which has no way to look around or back. */
const NOT_IN_GO = /\(\?(?:[=!]|<[=!])|\\[1-9]/

function toProfiles(site: Site, asked: Asked): readonly Change[] {
  const pattern = textOf(site.value)
  if (pattern === '') return [remove()]
  const meaning = asked.option('meaning')
  if (meaning === 'ask')
    return [finding(`${BECAME}: write it by hand, or answer \`--set 2.7/metric-regex.meaning=include\``)]
  if (site.get('^profiles') !== undefined)
    return [finding(`${BECAME}, which is there already: bring both together by hand`)]
  if (pattern !== undefined && NOT_IN_GO.test(pattern)) {
    return [finding(`${BECAME}, whose patterns cannot look ahead, behind or back: write another one`)]
  }
  const base = meaning === 'include' ? [put('name', 'None', '^profiles.appendProfiles[0]')] : []
  return [
    ...base,
    put('type', 'Regex', `^profiles.${meaning}[0]`),
    move(`^profiles.${meaning}[0].match`),
    check(pattern),
  ]
}

/** 2.6 matched Envoy's names, 2.7 matches those Prometheus is given. */
function check(pattern: string | undefined): Change {
  const names =
    'it is matched against names such as `envoy_cluster_upstream_cx_total` now, which hold no dots and no names of clusters'
  if (pattern !== undefined && /[$^]|\\\./.test(pattern))
    return finding(`${names}: this pattern is unlikely to match any, so write another one`)
  return finding(`${names}: check that the pattern still finds what it is meant to`)
}
