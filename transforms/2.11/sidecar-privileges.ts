import { defineTransform, field, finding, when } from '../../src/rules.ts'
import type { Change, Site } from '../../src/transform.ts'

export default defineTransform({
  title: 'Sidecars may not gain privileges',
  since: ['2.11.0'],
  notes: ['sidecar-allow-privilege-escalation'],
  rules: [when(field('ContainerPatch', 'sidecarPatch[]'), check)],
})

const CLASHES =
  'from 2.11 on the sidecar has `allowPrivilegeEscalation: false`, which Kubernetes refuses beside `privileged` or `CAP_SYS_ADMIN`: patch `/securityContext/allowPrivilegeEscalation` to true as well, or do without'
const OVERRIDES =
  'from 2.11 on the sidecar has `allowPrivilegeEscalation: false`, and this patch changes it: check that it still says what it should'

function check(patch: Site): readonly Change[] {
  const path = patch.get('path')?.value
  if (typeof path !== 'string' || !/^\/securityContext(?:\/|$)/.test(path)) return []
  const given = patch.get('value')?.value
  const said = `${path} ${typeof given === 'string' ? given : JSON.stringify(given ?? '')}`
  if (said.includes('allowPrivilegeEscalation')) return isOff(said) ? [] : [finding(OVERRIDES)]
  const needs = /\bprivileged\b["\s:]*true/.test(said) || /\b(?:CAP_)?SYS_ADMIN\b/.test(said)
  return needs && !isAllowed(patch) ? [finding(CLASHES)] : []
}

function isOff(said: string): boolean {
  return /allowPrivilegeEscalation["\s:]*false/.test(said)
}

/** Another patch of the same object allows it. */
function isAllowed(patch: Site): boolean {
  return patch
    .all('/sidecarPatch[]')
    .some(
      (other) =>
        other.get('path')?.value === '/securityContext/allowPrivilegeEscalation' &&
        String(other.get('value')?.value) === 'true',
    )
}
