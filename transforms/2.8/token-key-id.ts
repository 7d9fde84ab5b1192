import { defineTransform, finding, text, when } from '../../src/rules.ts'
import type { Change, Site } from '../../src/transform.ts'

export default defineTransform({
  title: 'Tokens that do not say which key signed them (`kid`) are refused',
  since: ['2.8.0'],
  notes: ['legacy-tokens-without-kid'],
  readUntil: '2.7',
  rules: [
    when(text(/(?<![\w.-])eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+/g), (site) => judge(textOf(site))),
    // A Secret of Kubernetes holds it in Base64 once more.
    when(text(/(?<![\w+/=-])ZXlK[\w+/]+={0,2}/g), (site) => judge(Buffer.from(textOf(site), 'base64').toString())),
  ],
})

function textOf(site: Site): string {
  return String(site.value ?? '')
}

/** The token itself is never repeated: findings end up in logs. */
function judge(token: string): readonly Change[] {
  const parts = token.trim().split('.')
  const [header, claims] = parts.map(decode)
  if (parts.length !== 3 || header === undefined || claims === undefined || header.has('kid')) return []
  const kind = kindOf(claims)
  if (kind === undefined) return []
  return [finding(`this token does not say which key signed it and is refused from 2.8 on: ${RENEW[kind]}`)]
}

const RENEW = {
  dataplane: 'issue a new one with `kumactl generate dataplane-token`',
  zone: 'issue a new one with `kumactl generate zone-token`',
  user: 'issue a new one with `kumactl generate user-token`',
} as const

/** By the claims of Kuma's own, so that other products' tokens are left alone. */
function kindOf(claims: ReadonlySet<string>): keyof typeof RENEW | undefined {
  if (claims.has('Zone')) return 'zone'
  if (!claims.has('Name')) return undefined
  if (claims.has('Groups')) return 'user'
  return claims.has('Mesh') ? 'dataplane' : undefined
}

/** The names in one part of a token; undefined: it is no JSON. */
function decode(part: string): ReadonlySet<string> | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(part, 'base64url').toString())
    return typeof parsed === 'object' && parsed !== null ? new Set(Object.keys(parsed)) : undefined
  } catch {
    return undefined
  }
}
