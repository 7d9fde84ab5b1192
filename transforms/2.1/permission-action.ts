import { defineTransform, field, finding, set, when } from '../../src/rules.ts'
import type { Change, Site } from '../../src/transform.ts'

const ACTIONS: { readonly [old: string]: string } = {
  ALLOW: 'Allow',
  DENY: 'Deny',
  ALLOW_WITH_SHADOW_DENY: 'AllowWithShadowDeny',
}

export default defineTransform({
  title: 'actions of MeshTrafficPermission are written `Allow`, `Deny` and `AllowWithShadowDeny`',
  since: ['2.1.0'],
  notes: ['mtp-action-pascalcase'],
  acceptedSince: '2.1',
  readUntil: '2.0',
  rules: [when(field('MeshTrafficPermission', 'from[].default.action'), respell, { elsewhere: false })],
})

function respell({ value }: Site): Change | undefined {
  if (value === undefined) {
    return finding('this action cannot be read here; it must come out as `Allow`, `Deny` or `AllowWithShadowDeny`')
  }
  const now = typeof value === 'string' ? ACTIONS[value] : undefined
  return now === undefined ? undefined : set(now)
}
