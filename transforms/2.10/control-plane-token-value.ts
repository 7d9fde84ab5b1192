import { defineTransform, finding, flag, object, setting, textOf, when } from '../../src/rules.ts'
import type { Change, Site } from '../../src/transform.ts'
import { claimsOf, stateOf, type TokenState } from '../zone-token.ts'

const AUTH = 'kmesh.multizone.zone.kds.auth'

export default defineTransform({
  title: 'Zone control planes authenticate with a zone token of scope `cp`',
  since: ['2.10.0'],
  notes: ['km-cp-token-value'],
  acceptedSince: '2.0',
  readUntil: '2.9',
  rules: [
    when(setting(`${AUTH}.cpTokenInline`), checkToken, { elsewhere: false }),
    when(setting(`${AUTH}.cpTokenPath`), (site) => (usesKonnect(site) ? [] : tell(site, UNSEEN)), { elsewhere: false }),
    when(flag('kumactl install control-plane', '--cp-token-path'), (site) => tell(site, UNSEEN), { elsewhere: false }),
    // How the header of Kuma's tokens begins, and that in Base64 once more.
    when(object('Secret'), checkSecret, { elsewhere: false, mentions: ['eyJhbGci', 'ZXlKaGJHY2'] }),
  ],
})

const UNSEEN =
  'the token is kept elsewhere: from 2.10 on it must be a zone token with scope `cp`; the name of the setting stays'

const NEW_TOKEN = 'kumactl generate zone-token --zone=<zone> --scope=cp --valid-for=720h'

const REASONS = {
  'not a token': undefined,
  old: 'this is a control plane token of the old kind, which 2.10 refuses; put a zone token in its place, the name of the setting stays',
  'wrong scope': 'this zone token lacks the scope `cp`; put one with that scope in its place',
  expired: 'this zone token has expired; put a new one in its place',
  'other zone': 'this zone token is for another zone; put one for this zone in its place',
  good: undefined,
} as const satisfies { readonly [state in TokenState]: string | undefined }

function checkToken(site: Site): readonly Change[] {
  if (usesKonnect(site)) return []
  const token = textOf(site.value)
  if (token === undefined) return tell(site, UNSEEN)
  const reason = REASONS[stateOf(token, zoneOf(site), Date.now() / 1000)]
  return reason === undefined ? [] : tell(site, reason)
}

/** A Secret of Kubernetes may hold it under any name, and in Base64 once more; tokens of proxies and users have other claims. */
function checkSecret(secret: Site): readonly Change[] {
  return ['stringData', 'data'].flatMap((list) => {
    const held = secret.get(`//${list}`)?.value
    return typeof held === 'object' && held !== null
      ? Object.values(held).flatMap((value) => checkHeld(textOf(value) ?? '', list))
      : []
  })
}

function checkHeld(text: string, list: string): readonly Change[] {
  const claims = claimsOf(list === 'data' ? Buffer.from(text, 'base64').toString() : text)
  const isOld = claims !== undefined && typeof claims.zone === 'string' && claims.scope === undefined
  return isOld ? [finding(REASONS.old, NEW_TOKEN)] : []
}

function tell(site: Site, because: string): readonly Change[] {
  return [
    finding(because, `kumactl generate zone-token --zone=${zoneOf(site) ?? '<zone>'} --scope=cp --valid-for=720h`),
  ]
}

function zoneOf(site: Site): string | undefined {
  return textOf(site.get('multizone.zone.name')?.value) ?? textOf(site.get('--zone')?.value)
}

/** Konnect hands out tokens of its own, which the removal does not concern. */
function usesKonnect(site: Site): boolean {
  const address = textOf(site.get('multizone.zone.globalAddress')?.value) ?? ''
  return (
    site.get('kmesh.multizone.zone.konnect.cpId') !== undefined || /\.mesh\.sync\.konghq\.com(?::\d+)?$/.test(address)
  )
}
