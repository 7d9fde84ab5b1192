import { copy, defineTransform, field, finding, remove, rename, set, when } from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'

/** The policies that read `rules` in 2.10; MeshTrafficPermission follows in 2.12, MeshFaultInjection in 2.13, both with matches. */
const KINDS = ['MeshAccessLog', 'MeshCircuitBreaker', 'MeshRateLimit', 'MeshTLS', 'MeshTimeout']

/** The longest name an object may have (RFC 1123 subdomain). */
const LONGEST = 253

export default defineTransform({
  title: '`from` of inbound policies became `rules`',
  since: ['2.10.0'],
  notes: ['from-to-rules'],
  acceptedSince: '2.10',
  readUntil: '2.14',
  questions: {
    suffix: {
      description:
        'what is put behind the name of a policy for the new one that takes its `rules`, where it has `to` as well',
      default: '-inbound',
    },
  },
  rules: [
    when(field(KINDS, 'from'), convert, {
      elsewhere: '`from` became `rules`, whose items have no `targetRef`; change it by hand',
    }),
  ],
})

function convert(from: Site, asked: Asked): readonly Change[] {
  const [item, ...others] = from.all('[]')
  if (item === undefined) return from.value === undefined ? [finding(UNREADABLE)] : []
  if (others.length > 0) return [finding(SEVERAL)]
  if (item.get('default') === undefined || !selectsAll(item)) return [finding(NARROWED)]
  const converted = [rename('rules'), remove('[0].targetRef')]
  return isFilled(from.get('^to')) ? split(from, asked, converted) : converted
}

const UNREADABLE = '`from` cannot be read here; write its item under `rules`, without its `targetRef`, by hand'
const SEVERAL =
  '`from` has several items, of which later ones override earlier ones: write one item under `rules` that says what they come to'
const NARROWED = 'this item of `from` does not simply select the mesh; write what it should do under `rules` by hand'

/** Nothing but `kind: Mesh`, which is all that Kuma accepts here. */
function selectsAll(item: Site): boolean {
  const reference = item.get('targetRef')
  if (reference === undefined) return true
  const { value } = reference
  return typeof value === 'object' && value !== null && JSON.stringify(value) === '{"kind":"Mesh"}'
}

function isFilled(list: Site | undefined): boolean {
  if (list === undefined || list.value === null) return false
  return !Array.isArray(list.value) || list.value.length > 0
}

/** Kuma refuses `rules` beside `to` in one policy: the copy takes the rules. */
function split(from: Site, asked: Asked, converted: readonly Change[]): readonly Change[] {
  const name = from.get('//metadata.name') ?? from.get('//name')
  const suffix = asked.option('suffix')
  if (name === undefined || typeof name.value !== 'string')
    return [finding(`${APART}; the name cannot be read here, so write the second policy by hand`)]
  if (from.get('^targetRef.sectionName') !== undefined)
    return [finding(`${APART}, and only the one with \`rules\` may keep \`sectionName\`: part it by hand`)]
  const inbound = `${name.value}${suffix}`
  if (inbound.length > LONGEST || isTaken(from, asked, inbound))
    return [finding(`${APART}; the name \`${inbound}\` cannot be used, choose another suffix`)]
  return [remove(), copy(set(inbound, `//${name.path}`), remove('^to'), ...converted)]
}

const APART = '`rules` cannot stand beside `to`, so the policy has to become two'

function isTaken(from: Site, asked: Asked, wanted: string): boolean {
  const kind = from.get('//kind') ?? from.get('//type')
  return asked.objects(String(kind?.value)).some((other) => {
    const name = other.get('//metadata.name') ?? other.get('//name')
    const beside = ['//metadata.namespace', '//mesh'].every((at) => other.get(at)?.value === from.get(at)?.value)
    return beside && name?.value === wanted
  })
}
