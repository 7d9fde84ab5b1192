import { KINDS } from '../../src/facts/kinds.ts'
import { add, annotation, defineTransform, finding, object, put, set, value, when } from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'

const LABEL = 'kuma.io/sidecar-injection'
const SYSTEM_LABEL = 'kuma.io/system-namespace'

const WORKLOADS = [
  'Pod',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Job',
  'CronJob',
  'Rollout',
  'Service',
]

/** Resources of the mesh; a Secret is everybody's. */
const RESOURCES = [...KINDS].filter((kind) => kind !== 'Secret')

const SYSTEM = 'system-namespace-injection-label'
const OF_MESH = 'namespaces-need-injection-label'
const SWITCHED_ON =
  'no sidecars are made in the system namespace, and without hooks the chart of 2.11 accepts nothing but "false" here: write that'
const BY_HAND =
  'without hooks the chart of 2.11 fails unless the system namespace has `kuma.io/sidecar-injection: "false"`; `disabled`, which the note asks for, will not do'
const BY_KUBECTL = 'kubectl label namespace SYSTEM_NAMESPACE kuma.io/sidecar-injection=false'

/** Where the labels of pods stand in a workload; the last is Pod's own. */
const POD_LABELS = ['/template.metadata.labels', '/jobTemplate.spec.template.metadata.labels', '//metadata.labels']

export default defineTransform({
  title: 'Namespaces of the control plane and of the mesh need the label `kuma.io/sidecar-injection`',
  since: ['2.11.0'],
  notes: ['system-namespace-injection-label', 'namespaces-need-injection-label'],
  acceptedSince: '2.0',
  questions: {
    system: {
      description: 'names of the namespaces that control planes run in, separated by commas',
      default: 'kuma-system,kong-mesh-system',
    },
    labelled: {
      description:
        'namespaces that have the label already, or whose files are elsewhere, separated by commas; `*` for all',
      default: '',
    },
  },
  rules: [
    when(annotation(SYSTEM_LABEL), beside, { note: SYSTEM, elsewhere: false }),
    when(object('Namespace'), named, { note: SYSTEM, elsewhere: false }),
    when(value('noHelmHooks'), (site) => (String(site.value) === 'false' ? [] : [finding(BY_HAND, BY_KUBECTL)]), {
      note: SYSTEM,
    }),
    when(object('Namespace'), meshed, { note: OF_MESH, elsewhere: false }),
    when(object(...WORKLOADS), injected, { note: OF_MESH, elsewhere: false }),
  ],
})

/** The chart wants this value, and no other, where hooks are off (`templates/pre-install-patch-namespace-job.yaml`). */
function beside(label: Site): readonly Change[] {
  if (!label.path.startsWith('labels:')) return []
  const present = label.get(`labels:${LABEL}`)
  return present === undefined ? [add(LABEL, 'false')] : checked(present)
}

function named(namespace: Site, asked: Asked): readonly Change[] {
  const name = namespace.get('//metadata.name')?.value
  if (typeof name !== 'string' || !asked.option('system').split(',').includes(name)) return []
  if (namespace.get(`//metadata.labels["${SYSTEM_LABEL}"]`) !== undefined) return []
  const present = namespace.get(`//metadata.labels["${LABEL}"]`)
  return present === undefined ? [label(namespace, 'false')] : checked(present)
}

function checked(present: Site): readonly Change[] {
  return ['enabled', 'true'].includes(String(present.value)) ? [finding(SWITCHED_ON)] : []
}

function label(namespace: Site, said: string): Change {
  const labels = namespace.get('//metadata.labels')
  if (labels === undefined) return put('labels', { [LABEL]: said }, '//metadata')
  return labels.value === null ? set({ [LABEL]: said }, '//metadata.labels') : put(LABEL, said, '//metadata.labels')
}

/** `disabled` leaves it to the pods; `enabled` would give every pod of the namespace a sidecar. */
function meshed(namespace: Site, asked: Asked): readonly Change[] {
  const name = namespace.get('//metadata.name')?.value
  const has = (at: string): boolean => namespace.get(`//metadata.${at}`) !== undefined
  if (has(`labels["${LABEL}"]`) || has(`annotations["${LABEL}"]`) || has(`labels["${SYSTEM_LABEL}"]`)) return []
  if (typeof name === 'string' && asked.option('system').split(',').includes(name)) return []
  const inMesh = has('labels["kuma.io/mesh"]') || has('annotations["kuma.io/mesh"]')
  const within = (object: Site): boolean => name !== undefined && object.get('//metadata.namespace')?.value === name
  const used =
    asked.objects(...WORKLOADS).some((workload) => within(workload) && isInjected(workload)) ||
    asked.objects(...RESOURCES).some(within)
  return inMesh || used ? [label(namespace, 'disabled')] : []
}

/** `enabled` is the only word for which the chart asks about a single pod, before 2.11 as well. */
function isInjected(workload: Site): boolean {
  const isPod = workload.get('//kind')?.value === 'Pod'
  return POD_LABELS.slice(isPod ? -1 : 0, isPod ? undefined : -1).some(
    (at) => workload.get(`${at}["${LABEL}"]`)?.value === 'enabled',
  )
}

function injected(workload: Site, asked: Asked): readonly Change[] {
  if (!isInjected(workload)) return []
  const namespace = workload.get('//metadata.namespace')?.value
  const labelled = asked.option('labelled')
  if (labelled === '*' || labelled.split(',').includes(String(namespace))) return []
  const isHere = asked.objects('Namespace').some((each) => each.get('//metadata.name')?.value === namespace)
  return isHere ? [] : [finding(tell(namespace))]
}

function tell(namespace: unknown): string {
  const which = typeof namespace === 'string' ? `the namespace \`${namespace}\`` : 'the namespace this goes to'
  return `pods get a sidecar only where ${which} has the label \`${LABEL}\`: give it \`${LABEL}: disabled\` if it has none (\`--set 2.11/injection-label.labelled=…\` names those that have)`
}
