import { controlPlane, defineTransform, finding, object, put, when } from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'

const TTL = 'hooks.ttlSecondsAfterFinished'
const POLICY = 'hooks.annotations.argocd\\.argoproj\\.io/hook-delete-policy'
/** The values of a chart, found where its control plane is configured. */
const VALUES = controlPlane({ [TTL]: { value: TTL }, [POLICY]: { value: POLICY } })

const HANGS =
  'Argo CD may wait for ever for hooks of the chart, whose jobs delete themselves: keep them from doing so, and have Argo CD delete them (`--set 2.12/hook-jobs.argocd=write` writes it)'
const LINES =
  'hooks: {ttlSecondsAfterFinished: null, annotations: {argocd.argoproj.io/hook-delete-policy: BeforeHookCreation}}'

export default defineTransform({
  title: 'Jobs of the chart need not delete themselves under Argo CD',
  since: ['2.12.9', '2.13.4'],
  notes: ['helm-hook-ttl-argocd'],
  acceptedSince: '2.12',
  questions: {
    argocd: {
      description: 'whether values here are for Argo CD, and to be given what it needs',
      default: 'ask',
      values: ['ask', 'write'],
    },
  },
  rules: [
    when(VALUES, (site, asked) => checkValues(site, asked), { elsewhere: HANGS }),
    when(object('Application', 'ApplicationSet'), checkApplication, { elsewhere: false }),
  ],
})

function checkValues(site: Site, asked: Asked): readonly Change[] {
  if (site.form !== 'values' || site.get(TTL) !== undefined) return []
  if (asked.option('argocd') !== 'write') return applications(asked).length > 0 ? [finding(HANGS, LINES)] : []
  const policy = site.get(POLICY) === undefined ? [put(POLICY, 'BeforeHookCreation')] : []
  return [put(TTL, null), ...policy]
}

function applications(asked: Asked): readonly Site[] {
  return asked
    .objects('Application', 'ApplicationSet')
    .filter((each) => String(each.get('//apiVersion')?.value).startsWith('argoproj.io/'))
}

/** One that takes its values from files. */
function checkApplication(application: Site, asked: Asked): readonly Change[] {
  const isArgo = String(application.get('//apiVersion')?.value).startsWith('argoproj.io/')
  const sources = ['/source', '/sources[]', '/template.spec.source', '/template.spec.sources[]']
  const charts = sources.flatMap((source) => application.all(`${source}.chart`)).map((chart) => chart.value)
  if (!isArgo || !(charts.includes('kuma') || charts.includes('kong-mesh'))) return []
  return asked.sites(VALUES).some(({ form }) => form === 'values') ? [] : [finding(HANGS, LINES)]
}
