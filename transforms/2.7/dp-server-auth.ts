import { add, defineTransform, finding, remove, rename, set, setting, textOf, when } from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'
import {
  DP_PROXY_TYPE,
  EXPRESSION,
  isDefaultType,
  RELOADABLE_TOKENS,
  ZONE_PROXY_TYPE,
  zoneTypeOf,
} from '../dp-server-auth.ts'

export default defineTransform({
  title: '`dpServer.auth` became `dpServer.authn`',
  since: ['2.7.0'],
  notes: ['dp-server-auth-type', 'dp-server-auth-use-token-path', 'km-ecs-aws-iam-authn'],
  acceptedSince: '2.2',
  readUntil: '2.6',
  questions: {
    none: {
      description: 'what to do with `type: none`, which Kuma 2.2 to 2.6 ignored and `authn` obeys',
      default: 'ask',
      values: ['ask', 'remove', 'carry'],
    },
  },
  rules: [
    when(setting('dpServer.auth.type'), carryType, {
      elsewhere:
        '`KUMA_DP_SERVER_AUTH_TYPE` is ignored from 2.7 on; set `KUMA_DP_SERVER_AUTHN_DP_PROXY_TYPE` and `KUMA_DP_SERVER_AUTHN_ZONE_PROXY_TYPE`',
    }),
    when(setting('dpServer.auth.useTokenPath'), carryTokenPath, {
      elsewhere:
        '`KUMA_DP_SERVER_AUTH_USE_TOKEN_PATH` is ignored from 2.7 on; set `KUMA_DP_SERVER_AUTHN_ENABLE_RELOADABLE_TOKENS`',
    }),
  ],
})

function carryType(site: Site, asked: Asked): readonly Change[] {
  const type = textOf(site.value)
  if (type === undefined) return [finding(EXPRESSION)]
  if (type === '') return [remove()]
  if (type === 'none') return carryNone(asked.option('none'))
  const carried = [rename(DP_PROXY_TYPE), add(ZONE_PROXY_TYPE, zoneTypeOf(type))]
  if (type === 'aws-iam') return isReloadable(site) ? carried : [...carried, finding(NO_TOKEN_FILES)]
  if (isDefaultType(site, type) || site.get(DP_PROXY_TYPE) !== undefined) return carried
  return [
    ...carried,
    finding(
      `\`${type}\` had no effect from 2.2 to 2.6 and takes effect now; check that every proxy presents such a token`,
    ),
  ]
}

const NO_TOKEN_FILES =
  'proxies that authenticate with AWS IAM read their token from a file: set `KUMA_DP_SERVER_AUTHN_ENABLE_RELOADABLE_TOKENS` to true unless that is done elsewhere'

function isReloadable(site: Site): boolean {
  return site.get('dpServer.auth.useTokenPath') !== undefined || site.get(RELOADABLE_TOKENS) !== undefined
}

/** Kuma 2.2 to 2.6 ignored `none`: to carry it over would switch authentication off. */
function carryNone(answer: string): readonly Change[] {
  if (answer === 'remove') return [remove()]
  if (answer === 'carry') return [rename(DP_PROXY_TYPE), add(ZONE_PROXY_TYPE, 'none')]
  return [
    finding(
      '`none` had no effect from 2.2 to 2.6, and would switch authentication of proxies off under its new name: remove it, or carry it over with `--set 2.7/dp-server-auth.none=remove` or `=carry`',
    ),
  ]
}

/** Kuma 2.2 to 2.6 took either name for true (`pkg/core/bootstrap/autoconfig.go`); the old one's false did nothing. */
function carryTokenPath(site: Site): readonly Change[] {
  const present = site.get(RELOADABLE_TOKENS)
  if (present === undefined) return [rename(RELOADABLE_TOKENS)]
  const [old, now] = [isTrue(site), isTrue(present)]
  if (old === undefined || now === undefined) {
    return [
      finding(
        'old and new name are both set and cannot be compared; keep `KUMA_DP_SERVER_AUTHN_ENABLE_RELOADABLE_TOKENS`, true if either is',
      ),
    ]
  }
  return old && !now ? [set(site.form === 'config' ? true : 'true', RELOADABLE_TOKENS), remove()] : [remove()]
}

/** Go's spellings of a boolean. */
function isTrue(site: Site): boolean | undefined {
  const value = textOf(site.value)
  if (value === undefined) return undefined
  return ['1', 't', 'T', 'TRUE', 'true', 'True'].includes(value)
}
