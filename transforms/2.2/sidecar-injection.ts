import { annotation, command, defineTransform, finding, move, remove, rename, text, when } from '../../src/rules.ts'
import type { Change, Site } from '../../src/transform.ts'

const NAME = 'kuma.io/sidecar-injection'
const WORKLOADS = [
  'CronJob',
  'DaemonSet',
  'Deployment',
  'DeploymentConfig',
  'Job',
  'ReplicaSet',
  'ReplicationController',
  'Rollout',
  'StatefulSet',
]
const ONLY_LABEL = `\`${NAME}\` has no effect as an annotation from 2.2 on`

export default defineTransform({
  title: '`kuma.io/sidecar-injection` is a label',
  since: ['2.2.0'],
  notes: ['annotation-sidecar-injection-to-label'],
  acceptedSince: '1.5',
  readUntil: '2.1',
  rules: [
    when(annotation(NAME), toLabel, { elsewhere: false }),
    when(command('kubectl annotate'), relabel, { elsewhere: false }),
    when(command('oc annotate'), relabel, { elsewhere: false }),
    when(text(/\bannotat[a-z]{0,6}\b(?:(?!label)[^:{}]){0,120}?\bkuma\\{0,2}\.io\/sidecar-injection\b/gi), () =>
      finding(`${ONLY_LABEL}: make it a label`),
    ),
  ],
})

function toLabel(site: Site): readonly Change[] {
  const role = site.path.slice(0, site.path.indexOf(':'))
  // The command is looked at as a whole.
  if (!/annotations$/i.test(role) || site.get('//verb') !== undefined) return []
  if (role !== 'annotations') return [finding(`${ONLY_LABEL}: write it under the labels that belong to \`${role}\``)]
  const kind = String(site.get('//kind')?.value ?? '')
  if (WORKLOADS.includes(kind)) return [finding(`this has no effect on a ${kind}: write the label in its template`)]
  if (kind === 'kubernetes_annotations')
    return [finding(`${ONLY_LABEL}: give it to the object by \`kubernetes_labels\``)]
  if (kind !== 'Pod' && kind !== 'Namespace')
    return [finding(`${ONLY_LABEL}: make it a label of the Pod or the Namespace`)]
  if (site.value !== undefined && !['enabled', 'true', 'disabled', 'false'].includes(wordOf(site)))
    return [
      finding('the injector takes `enabled`, `"true"`, `disabled` and `"false"` only; write one of them as a label'),
    ]
  const label = site.get(`labels:${NAME}`)
  if (label === undefined) return [move(`labels:${NAME}`)]
  if (meaningOf(label) !== undefined && meaningOf(label) === meaningOf(site)) return [remove()]
  return [
    finding(
      'the label beside it says otherwise, or one of them cannot be read; the label has always won: take this out',
    ),
  ]
}

/** The value as it is written: `true` without quotes is no string, and no annotation. */
function wordOf({ value }: Site): string {
  return typeof value === 'string' ? value : ''
}

function meaningOf(site: Site): string | undefined {
  const word = wordOf(site)
  return { true: 'enabled', false: 'disabled' }[word] ?? (word === '' ? undefined : word)
}

/** `kubectl label` takes the same words. */
function relabel(site: Site): readonly Change[] {
  const words = Array.isArray(site.value) ? site.value.map(String) : []
  const pairs = words.slice(words.indexOf('annotate') + 1).filter((word) => /^[\w.-]+(?:\/[\w.-]*)?(?:=|-$)/.test(word))
  if (!pairs.some((word) => word.startsWith(`${NAME}=`) || word === `${NAME}-`)) return []
  const object = words.slice(words.indexOf('annotate') + 1).find((word) => !word.startsWith('-')) ?? ''
  const fits = /^(?:ns|namespaces?|po|pods?)(?:\/|$)/i.test(object)
  if (fits && pairs.length === 1) return [rename('label')]
  return [finding(`${ONLY_LABEL}: run \`kubectl label\` with it, on the Namespace or the Pod`)]
}
