import type { Asked, Site } from '../src/transform.ts'

/** A GatewayClass of Kuma's. */
export function isClassOfKuma(site: Site): boolean {
  return site.get('/controllerName')?.value === 'gateways.kuma.io/controller'
}

/** A Gateway of Kuma's, as far as its file tells. */
export function isGatewayOfKuma(site: Site, asked: Asked): boolean {
  const className = site.get('/gatewayClassName')?.value
  if (className === undefined) return false
  if (className === 'kuma') return true
  return asked
    .objects('GatewayClass')
    .some((other) => isClassOfKuma(other) && other.get('//metadata.name')?.value === className)
}
