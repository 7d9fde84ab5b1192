import { add, annotation, defineTransform, finding, remove, text, when } from '../../src/rules.ts'
import { type Asked, type Change, COPY, type Site } from '../../src/transform.ts'

const LABEL = 'labels:kuma.io/mesh'

/** The kinds on which Kuma reads the annotation (`MeshOfByAnnotation` and `MeshOfByLabelOrAnnotation` of Kuma 2.8). */
const READ = ['Gateway', 'HTTPRoute', 'MeshGatewayInstance', 'Namespace', 'Pod', 'Service']

const WORKLOADS = ['CronJob', 'DaemonSet', 'Deployment', 'Job', 'ReplicaSet', 'Rollout', 'StatefulSet']

export default defineTransform({
  title: 'The mesh of an object is said by the label `kuma.io/mesh`, no longer by an annotation',
  since: ['2.9.0'],
  notes: ['mesh-annotation-to-label'],
  acceptedSince: '2.9',
  readUntil: '2.14',
  questions: {
    annotation: {
      description:
        'whether the annotation, which alone is read on pods and namespaces up to 2.8, stays beside the label',
      default: 'keep',
      values: ['keep', 'remove'],
    },
  },
  rules: [
    when(annotation('kuma.io/mesh'), label, { elsewhere: false }),
    when(text(/\bkubectl annotate [^\n]{0,300}?\bkuma\.io\/mesh=/g), () => finding(COMMAND)),
  ],
})

const COMMAND = 'from 2.9 on the label says the mesh: run `kubectl label` with `kuma.io/mesh` as well'

function label(site: Site, asked: Asked): readonly Change[] {
  const role = site.path.slice(0, site.path.indexOf(':'))
  if (!/annotations$/i.test(role) || site.value === '') return []
  const kind = String(site.get('//kind')?.value ?? '')
  if (role !== 'annotations') return [finding(`${OTHERWISE} under the labels that belong to \`${role}\``)]
  if (WORKLOADS.includes(kind)) return [finding(`Kuma does not read this on a ${kind}; ${OTHERWISE} in its template`)]
  if (kind === 'kubernetes_annotations')
    return [finding(`${OTHERWISE} in \`kubernetes_labels\` if this is a pod or a namespace`)]
  if (kind === '') return [finding(`${OTHERWISE} beside it if this is a pod or a namespace`)]
  if (!READ.includes(kind)) return [finding(NEVER_READ)]
  if (site.get('//verb') !== undefined) return [finding(COMMAND)]
  return labelled(site, asked.option('annotation') === 'remove')
}

const OTHERWISE = 'write the label `kuma.io/mesh`'
const NEVER_READ =
  'Kuma never read this annotation here: the object belongs to the mesh that its label says, else to `default`; a label now would move it'

function labelled(site: Site, alone: boolean): readonly Change[] {
  const present = site.get(LABEL)
  if (present === undefined) {
    const fits = site.value === undefined || /^[A-Za-z0-9](?:[\w.-]{0,61}[A-Za-z0-9])?$/.test(String(site.value))
    if (!fits) return [finding('a label cannot hold this name: give the mesh another one')]
    return alone ? [add(LABEL, COPY), remove()] : [add(LABEL, COPY)]
  }
  if (present.value !== site.value) return [finding(DIFFERENT)]
  return alone && site.value !== undefined ? [remove()] : []
}

const DIFFERENT =
  'the label beside it says otherwise, or one of them cannot be read: up to 2.8 the annotation counts on pods, namespaces and Gateways, from 2.9 on the label'
