import { command, defineTransform, field, finding, remove, textOf, when } from '../../src/rules.ts'
import type { Change, Site } from '../../src/transform.ts'

const TEMPLATES: readonly (readonly [kinds: readonly string[], path: string])[] = [
  [['Pod'], ''],
  [['DaemonSet', 'Deployment', 'Job', 'ReplicaSet', 'StatefulSet'], 'template.spec.'],
  [['CronJob'], 'jobTemplate.spec.template.spec.'],
]

/** No other image is looked at. */
const ABOUT = { elsewhere: false, mentions: ['/kumactl'] } as const

export default defineTransform({
  title: 'the image of kumactl runs kumactl by itself',
  since: ['2.3.0'],
  notes: ['kumactl-image-entrypoint'],
  acceptedSince: '2.3',
  readUntil: '2.2',
  rules: [
    ...['docker', 'podman', 'nerdctl'].map((engine) => when(command(`${engine} run`), ofCommand, ABOUT)),
    when(command('kubectl run'), ofPod, ABOUT),
    when(command('kumactl'), ofService, ABOUT),
    ...TEMPLATES.flatMap(([kinds, path]) =>
      ['containers', 'initContainers'].map((list) => when(field(kinds, `${path}${list}[]`), ofContainer, ABOUT)),
    ),
  ],
})

function ofCommand(site: Site): readonly Change[] {
  const words = Array.isArray(site.value) ? site.value.map(String) : []
  const image = words.findIndex((word) => releaseOf(word) !== undefined)
  if (image === -1 || words.slice(0, image).some((word) => word.startsWith('--entrypoint'))) return []
  return decide(words[image], words[image + 1], `#${image + 1}`)
}

/** What stands behind `--` are arguments of the image's own program, unless `--command` says otherwise. */
function ofPod(site: Site): readonly Change[] {
  const words = Array.isArray(site.value) ? site.value.map(String) : []
  const end = words.indexOf('--')
  if (end === -1 || words.slice(0, end).includes('--command')) return []
  return decide(textOf(site.get('--image')?.value), words[end + 1], `#${end + 1}`)
}

/** The image of a service stands for the program, before the words it is given. */
function ofService(site: Site): readonly Change[] {
  const [image, first] = Array.isArray(site.value) ? site.value.map(String) : []
  return decide(image, first, '#1')
}

/** A `command` takes the place of what the image runs, and all is as before. */
function ofContainer(site: Site): readonly Change[] {
  const image = site.get('image')?.value
  if (typeof image !== 'string' || site.get('command') !== undefined) return []
  return decide(image, textOf(site.get('args[0]')?.value), 'args[0]')
}

function decide(image: string | undefined, first: string | undefined, at: string): readonly Change[] {
  const release = releaseOf(image ?? '')
  const program = first?.slice(first.lastIndexOf('/') + 1)
  if (release === undefined || program === undefined) return []
  if (['sh', 'bash', 'ash'].includes(program)) return [finding(SHELL)]
  if (program !== 'kumactl') return []
  return release === 'new' ? [remove(at)] : [finding(release === 'old' ? OLD : UNKNOWN)]
}

const SHELL =
  'the image of kumactl runs kumactl from 2.3 on, which takes the shell for an argument: give the shell as the entrypoint (`command` in Kubernetes, `entrypoint` in compose, `--entrypoint` of `docker run`)'
const OLD =
  'the image of kumactl runs kumactl by itself from 2.3 on: take the word `kumactl` out when the tag becomes 2.3 or newer'
const UNKNOWN =
  'the image of kumactl runs kumactl by itself from 2.3 on: take the word `kumactl` out if the image is 2.3 or newer'

/** Whether an image of kumactl has the entrypoint; undefined: it is another image. */
function releaseOf(image: string): 'old' | 'new' | 'unknown' | undefined {
  const match = /^[\w$][^\s=,]*\/kumactl(?::([^/@]*))?(?:@.*)?$/.exec(image)
  if (match === null) return undefined
  const tag = /^v?(\d{1,3})\.(\d{1,3})(?:\.|$)/.exec(match[1] ?? '')
  if (tag === null) return 'unknown'
  return Number(tag[1]) > 2 || (tag[1] === '2' && Number(tag[2]) >= 3) ? 'new' : 'old'
}
