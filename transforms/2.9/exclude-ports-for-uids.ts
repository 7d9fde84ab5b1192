import { add, annotation, defineTransform, finding, flag, remove, rename, set, textOf, when } from '../../src/rules.ts'
import type { Change, Rule, Site } from '../../src/transform.ts'

const ANNOTATION = 'traffic.kuma.io/exclude-outbound-ports-for-uids'
const FLAG = '--exclude-outbound-ports-for-uids'
const PROTOCOLS = ['tcp', 'udp'] as const

export default defineTransform({
  title: 'Ports that are excluded for user ids are named in one place for TCP and UDP',
  since: ['2.9.0'],
  notes: ['tproxy-exclude-uids-flags', 'tproxy-exclude-uids-annotations'],
  acceptedSince: '2.5',
  readUntil: '2.8',
  rules: [...PROTOCOLS.map(flagRule), annotationRule('tcp'), annotationRule('udp')],
})

function flagRule(protocol: string): Rule {
  const name = `--exclude-outbound-${protocol}-ports-for-uids`
  return when(flag('kumactl install transparent-proxy', name), (site) => carryFlag(site, protocol), {
    note: 'tproxy-exclude-uids-flags',
    elsewhere: `\`${name}\` became \`${FLAG}\`, with \`${protocol}:\` before its value`,
  })
}

function annotationRule(protocol: string): Rule {
  const name = annotationOf(protocol)
  return when(annotation(name), (site) => carryAnnotations(site, protocol), {
    note: 'tproxy-exclude-uids-annotations',
    elsewhere: `this annotation became \`${ANNOTATION}\`, with \`${protocol}:\` before each of its entries`,
  })
}

function annotationOf(protocol: string): string {
  return `traffic.kuma.io/exclude-outbound-${protocol}-ports-for-uids`
}

const UNREADABLE = 'this cannot be read here; each entry says protocol, ports and user id in one: `tcp:22:1000`'

function carryFlag(site: Site, protocol: string): readonly Change[] {
  const [first, ...others] = entryOf(protocol, textOf(site.value)) ?? []
  if (first === undefined) return [finding(UNREADABLE)]
  return [rename(FLAG), set(first), ...others.map((entry) => add(FLAG, entry))]
}

/** The first of the two that is there takes the other along; the order is the one that Kuma put them in up to 2.8. */
function carryAnnotations(site: Site, protocol: string): readonly Change[] {
  const together = PROTOCOLS.filter((each) => site.get(annotationOf(each)) !== undefined)
  if (protocol !== together[0]) return []
  const present = site.get(ANNOTATION)
  const lists = together.map((each) => entriesOf(each, textOf(site.get(annotationOf(each))?.value)))
  const old = present === undefined ? [] : textOf(present.value)?.split(';')
  if (old === undefined || lists.some((list) => list === undefined)) return [finding(UNREADABLE)]
  const entries = [...old, ...lists.flatMap((list) => list ?? [])].filter((entry) => entry.trim() !== '')
  const value = [...new Set(entries)].join(';')
  const others = together.slice(1).map((each) => remove(annotationOf(each)))
  if (present !== undefined) return [...(value === present.value ? [] : [set(value, ANNOTATION)]), remove(), ...others]
  return value === '' ? [remove(), ...others] : [rename(ANNOTATION), set(value), ...others]
}

function entriesOf(protocol: string, said: string | undefined): readonly string[] | undefined {
  const lists = said?.split(';').map((entry) => (entry.trim() === '' ? [] : entryOf(protocol, entry)))
  return lists?.every((list) => list !== undefined) === true ? lists.flatMap((list) => list ?? []) : undefined
}

/** `22:103,104`: Kuma took several user ids up to 2.4, since then each needs an entry of its own. */
function entryOf(protocol: string, said: string | undefined): readonly string[] | undefined {
  const [ports, uids] = /^([\d*, -]*):([\d, -]+)$/.exec(said ?? '')?.slice(1) ?? []
  if (ports === undefined || uids === undefined) return undefined
  return uids.split(',').map((uid) => `${protocol}:${ports.replaceAll(' ', '')}:${uid.trim()}`)
}
