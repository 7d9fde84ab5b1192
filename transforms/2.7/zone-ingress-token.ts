import {
  add,
  command,
  defineTransform,
  finding,
  flag,
  on,
  rename,
  set,
  setting,
  text,
  textOf,
  when,
} from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'
import { claimsOf } from '../zone-token.ts'

const COMMAND = 'kumactl generate zone-ingress-token'
const MOVED = '`POST /tokens/zone-ingress` is gone; ask `/tokens/zone` with `"scope": ["ingress"]` in the body'

/** Where a proxy is given its token. */
const TOKENS = [flag('kuma-dp run', '--dataplane-token'), setting('dataplaneRuntime.token')]

/** How claims start that start with the zone; only tokens of zones do. */
const CLAIMS = 'eyJab25lIjoi'
const ALONE = /(?<![\w.-])eyJ[\w-]{10,600}\.eyJab25lIjoi[\w-]{2,4000}\.[\w-]{2,4000}/g

export default defineTransform({
  title: 'Zone ingress tokens became zone tokens of scope `ingress`',
  since: ['2.7.0'],
  notes: ['zone-ingress-token-removed'],
  acceptedSince: '2.0',
  readUntil: '2.6',
  questions: {
    'valid-for': {
      description: 'the lifetime to write where none is given, in hours; the old command meant ten years',
      default: '87600h',
    },
  },
  rules: [
    when(command(COMMAND), toZoneToken, {
      elsewhere: `\`${COMMAND}\` is gone; use \`kumactl generate zone-token --scope=ingress\` with \`--valid-for\``,
    }),
    when(command('curl'), askForZoneToken, { elsewhere: false, mentions: ['zone-ingress'] }),
    on(text(/\/tokens\/zone-ingress(?![\w-])/g), finding(MOVED)),
    ...TOKENS.map((place) => when(place, checkToken, { elsewhere: false })),
    when(flag('kuma-dp run', '--dataplane-token-file'), checkIngress, { elsewhere: false }),
    when(setting('dataplaneRuntime.tokenPath'), checkIngress, { elsewhere: false }),
    when(text(ALONE), checkAlone, { elsewhere: false, mentions: [CLAIMS] }),
    on(
      text(/\bzone-ingress-token-signing-key(?:-\d+)?(?![\w-])/g),
      finding(
        'nothing is signed with this key from 2.7 on: remove it. The control plane makes `zone-token-signing-key-1` itself; never rename a key',
      ),
    ),
    on(
      text(/\bzone-ingress-token-revocations(?![\w-])/g),
      finding(
        'the tokens revoked here are refused anyway from 2.7 on: remove it. `zone-token-revocations` is read for zone tokens',
      ),
    ),
  ],
})

function toZoneToken(site: Site, asked: Asked): readonly Change[] {
  const near = site.get('--zone') === undefined ? undefined : '--zone'
  const scoped = [rename('zone-token'), add('--scope', 'ingress', near)]
  if (site.get('--valid-for') !== undefined) return scoped
  const lifetime = asked.option('valid-for')
  return [...scoped, add('--valid-for', lifetime, near), finding(chosen(lifetime))]
}

function chosen(lifetime: string): string {
  return `\`--valid-for\` is mandatory now: \`${lifetime}\` was written; choose a lifetime`
}

const DATA = ['-d', '--data', '--data-raw', '--data-binary', '--json']

/** Where the body can be read; other requests are found by their path. */
function askForZoneToken(site: Site, asked: Asked): readonly Change[] {
  const words = Array.isArray(site.value) ? site.value.map(String) : []
  const index = words.findIndex((word) => /\/tokens\/zone-ingress(?=$|[?#])/.test(word))
  const name = DATA.find((data) => site.get(data) !== undefined)
  const body = name === undefined ? undefined : textOf(site.get(name)?.value)
  const scoped = body === undefined ? undefined : withScope(body, asked.option('valid-for'))
  if (index === -1 || scoped === undefined || name === undefined) return []
  return [rename((words[index] ?? '').replace('/tokens/zone-ingress', '/tokens/zone'), `#${index}`), set(scoped, name)]
}

/** The body of the request with what the new one needs after what is there; undefined where it cannot be read. */
function withScope(body: string, lifetime: string): string | undefined {
  const end = body.lastIndexOf('}')
  const given = parse(body)
  if (given === undefined || end === -1 || !given.has('zone') || given.has('scope')) return undefined
  const blank = /":\s/.test(body) ? ' ' : ''
  const added = [`"scope":${blank}["ingress"]`, ...(given.has('validFor') ? [] : [`"validFor":${blank}"${lifetime}"`])]
  const head = body.slice(0, end).trimEnd()
  return `${head}${added.map((each) => `,${blank}${each}`).join('')}${body.slice(head.length)}`
}

function parse(body: string): ReadonlyMap<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : undefined
  } catch {
    return undefined
  }
}

/** Only the names of claims are looked at: a token of a zone that has no scope is a zone ingress token here. */
function checkToken(site: Site): readonly Change[] {
  const claims = claimsOf(textOf(site.value) ?? '')
  if (claims === undefined || claims.zone === undefined || claims.scope !== undefined) return []
  return [finding(OLD_TOKEN, NEW_TOKEN)]
}

/** A token that is kept elsewhere, of a proxy that is told to be an ingress. */
function checkIngress(site: Site, asked: Asked): readonly Change[] {
  const isFlag = site.form === 'command'
  const told = site.get(isFlag ? '--proxy-type' : 'dataplane.proxyType')
  const types = told !== undefined ? [told] : isFlag ? [] : asked.sites(PROXY_TYPE)
  return types.some(({ value }) => value === 'ingress') ? [finding(UNSEEN, NEW_TOKEN)] : []
}

const PROXY_TYPE = flag('kuma-dp run', '--proxy-type')
const NEW_TOKEN = 'kumactl generate zone-token --zone=<zone> --scope=ingress --valid-for=87600h'
const UNSEEN =
  'the token of this ingress is kept elsewhere: if it is a zone ingress token, which 2.7 refuses, put a zone token of scope `ingress` in its place before the upgrade'

/** A token in a file of its own, in a Secret or under a name that tells nothing; those of zone control planes look the same. */
function checkAlone(site: Site, asked: Asked): readonly Change[] {
  const token = textOf(site.value) ?? ''
  const claims = claimsOf(token)
  const isTold = TOKENS.some((place) => asked.sites(place).some(({ value }) => value === token))
  return isTold || claims === undefined || claims.scope !== undefined ? [] : [finding(PERHAPS, NEW_TOKEN)]
}

const PERHAPS =
  'this token of a zone has no scope: if an ingress shows it, 2.7 refuses it; put a zone token of scope `ingress` in its place, and restart the ingress before the upgrade'

const OLD_TOKEN =
  'this is a zone ingress token, which 2.7 refuses: put a zone token of scope `ingress` in its place, and restart the ingress before the upgrade'
