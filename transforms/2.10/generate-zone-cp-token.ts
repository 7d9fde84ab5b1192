import { add, defineTransform, field, finding, put, remove, setting, when } from '../../src/rules.ts'
import { type Asked, type Change, COPY, type Site } from '../../src/transform.ts'
import { accessesIn, writtenAs } from '../access-lists.ts'

const OLD = 'GENERATE_ZONE_CP_TOKEN'
const NEW = 'GENERATE_ZONE_TOKEN'

export default defineTransform({
  title: '`GENERATE_ZONE_TOKEN` covers the tokens of zone control planes',
  since: ['2.10.0'],
  notes: ['km-accessrole-generate-zone-cp-token', 'km-accessaudit-zone-cp-token', 'km-static-generate-cp-token'],
  acceptedSince: '2.0',
  questions: {
    grant: {
      description:
        'whether roles that could mint control plane tokens may mint zone tokens, those of zone proxies included',
      default: 'yes',
      values: ['yes', 'no'],
    },
    old: {
      description: 'what to do with `GENERATE_ZONE_CP_TOKEN`, which opens nothing from 2.10 on',
      default: 'keep',
      values: ['keep', 'remove'],
    },
    'static-lists': {
      description:
        'whether the static access lists for control plane tokens are repeated for zone tokens; they count only with `KUMA_ACCESS_TYPE=static`',
      default: 'ask',
      values: ['ask', 'repeat'],
    },
  },
  rules: [
    when(field('AccessRole', 'rules[].access'), grant, {
      note: 'km-accessrole-generate-zone-cp-token',
      elsewhere: false,
    }),
    when(field('AccessAudit', 'rules[].access'), watch, {
      note: 'km-accessaudit-zone-cp-token',
      elsewhere: false,
    }),
    ...['users', 'groups'].map((list) =>
      when(staticList(list), (site, asked) => repeat(site, asked, list), {
        note: 'km-static-generate-cp-token',
        elsewhere: `\`${NEW}\` has a static list of its own, \`KUMA_ACCESS_STATIC_${NEW}_${list.toUpperCase()}\`; set it beside this one`,
      }),
    ),
  ],
})

function staticList(list: string): ReturnType<typeof setting> {
  return setting(
    `kmesh.access.static.generateCpToken.${list}`,
    `KMESH_RBAC_STATIC_GENERATE_CP_TOKEN_${list.toUpperCase()}`,
  )
}

/** Adds the new access after what is there, once; the old one stays unless told otherwise. */
function replace(site: Site, asked: Asked): readonly Change[] {
  if (!Array.isArray(site.value)) return site.value === undefined ? [finding(UNREADABLE)] : []
  const accesses = accessesIn(site)
  const at = accesses.indexOf(OLD)
  if (at === -1) return []
  const old = asked.option('old') === 'remove' ? [remove(`[${at}]`)] : []
  return accesses.includes(NEW) ? old : [put(undefined, writtenAs(site, NEW)), ...old]
}

const UNREADABLE = `the list cannot be read here; where it holds \`${OLD}\`, add \`${NEW}\``

/** A rule that records every access records the new one. */
function watch(site: Site, asked: Asked): readonly Change[] {
  return site.get('^accessAll')?.value === true ? [] : replace(site, asked)
}

function grant(site: Site, asked: Asked): readonly Change[] {
  const changes = replace(site, asked)
  if (!changes.some((change) => change.do === 'put')) return changes
  return asked.option('grant') === 'no' ? [finding(KEPT, NEW)] : [...changes, finding(WIDER)]
}

const KEPT = `\`${OLD}\` opens nothing from 2.10 on; \`${NEW}\` is needed to mint tokens for zone control planes`
const WIDER = `\`${NEW}\` also lets its holders mint tokens for zone ingresses and egresses; check that they may`

function repeat(site: Site, asked: Asked, list: string): readonly Change[] {
  const name = `access.static.generateZoneToken.${list}`
  const present = site.get(name)
  if (present !== undefined)
    return namesIn(site).every((each) => namesIn(present).includes(each)) ? [] : [finding(LACKS)]
  if (asked.option('static-lists') === 'repeat') return [add(name, COPY)]
  return [
    finding(
      `under static access, zone tokens have a list of their own, which this one does not count for; \`--set 2.10/generate-zone-cp-token.static-lists=repeat\` writes it`,
      `KUMA_ACCESS_STATIC_${NEW}_${list.toUpperCase()}`,
    ),
  ]
}

/** Who a list names: a list of its own in a configuration file, one text elsewhere. */
function namesIn({ value }: Site): readonly unknown[] {
  if (Array.isArray(value)) return value
  return typeof value === 'string' ? value.split(',').map((name) => name.trim()) : [value]
}

const LACKS = `under static access this list does not count for zone tokens, and theirs lacks some who are named here, or cannot be read: add to that list who may mint them`
