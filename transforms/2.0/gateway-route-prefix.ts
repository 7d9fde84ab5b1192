import { defineTransform, field, finding, set, when } from '../../src/rules.ts'
import type { Change, Site } from '../../src/transform.ts'

export default defineTransform({
  title: 'a `PREFIX` path of MeshGatewayRoute has no trailing slash',
  since: ['2.0.0'],
  notes: ['meshgatewayroute-prefix-trailing-slash'],
  acceptedSince: '1.8',
  readUntil: '1.8',
  rules: [when(field('MeshGatewayRoute', 'conf.http.rules[].matches[].path.value'), strip, { elsewhere: false })],
})

function strip(site: Site): Change | undefined {
  const match = site.get('^match')
  if (match !== undefined && match.value !== 'PREFIX' && match.value !== undefined) return undefined
  const path = site.value
  if (typeof path !== 'string') {
    return match === undefined
      ? undefined
      : finding('this path cannot be read here; a `PREFIX` must not end in a slash, unless it is `/`')
  }
  const stripped = withoutSlashes(path)
  if (match === undefined || stripped === path) return undefined
  return match.value === 'PREFIX'
    ? set(stripped)
    : finding('the kind of this match cannot be read here; a `PREFIX` must not end in a slash', stripped)
}

function withoutSlashes(path: string): string {
  let end = path.length
  while (end > 1 && path[end - 1] === '/') end--
  return path.slice(0, end)
}
