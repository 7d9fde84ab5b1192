import { defineTransform, finding, flag, remove, setting, value, when } from '../../src/rules.ts'
import type { Change, Site } from '../../src/transform.ts'

const FLAG = '--experimental-gatewayapi'
const VARIABLE = 'KUMA_EXPERIMENTAL_GATEWAY_API'

export default defineTransform({
  title: 'The Gateway API needs no switch any more',
  since: ['2.7.0'],
  notes: ['gatewayapi-ga-flag-removed'],
  readUntil: '2.6',
  rules: [
    when(value('experimental.gatewayAPI'), drop, { elsewhere: '`experimental.gatewayAPI` is gone; remove it by hand' }),
    when(setting('experimental.gatewayAPI', VARIABLE), drop, {
      elsewhere: `\`${VARIABLE}\` is gone; remove it by hand`,
    }),
    when(flag('kumactl install control-plane', FLAG), drop, { elsewhere: `\`${FLAG}\` is gone; remove it by hand` }),
    when(flag('kumactl install crds', FLAG), drop, { elsewhere: false }),
  ],
})

function drop(site: Site): readonly Change[] {
  return site.value === false || site.value === 'false' ? [remove(), finding(ALWAYS_ON)] : [remove()]
}

const ALWAYS_ON =
  'it was switched off here, and cannot be any more: Kuma takes up Gateways of its own classes in every cluster that has the CRDs'
