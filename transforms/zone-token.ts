/** What a token says about itself. Only its header and claims are read; the token is never kept or shown. */
export type TokenState = 'not a token' | 'old' | 'wrong scope' | 'expired' | 'other zone' | 'good'

export interface Claims {
  readonly zone: unknown
  readonly scope: unknown
  readonly expires: unknown
  readonly serial: boolean
  readonly algorithm: unknown
}

/**
 * @param token the text in the place of a control plane token.
 * @param zone the zone it should be for, if that is known.
 * @param now seconds since 1970.
 */
export function stateOf(token: string, zone: string | undefined, now: number): TokenState {
  const claims = claimsOf(token)
  if (claims === undefined) return 'not a token'
  if (claims.algorithm === 'HS256' || claims.serial || claims.scope === undefined) return 'old'
  if (!Array.isArray(claims.scope) || !claims.scope.includes('cp')) return 'wrong scope'
  if (typeof claims.expires === 'number' && claims.expires < now) return 'expired'
  return zone !== undefined && typeof claims.zone === 'string' && claims.zone !== zone ? 'other zone' : 'good'
}

/** The claims of a token; undefined where the text is none. */
export function claimsOf(token: string): Claims | undefined {
  const [header, payload, signature, ...rest] = token.trim().split('.')
  if (header === undefined || payload === undefined || signature === undefined || rest.length > 0) return undefined
  const head = decode(header)
  const body = decode(payload)
  if (head === undefined || body === undefined) return undefined
  return {
    algorithm: head.get('alg'),
    zone: body.get('Zone'),
    scope: body.get('Scope'),
    expires: body.get('exp'),
    serial: body.has('TokenSerialNumber'),
  }
}

function decode(part: string): Map<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : undefined
  } catch {
    return undefined
  }
}
