import { annotation, defineTransform, finding, flag, on, remove, when } from '../../src/rules.ts'

const WITH_VALUE = ['--redirect-dns-upstream-target-chain', '--kuma-cp-ip']
const WITHOUT = ['--skip-resolv-conf', '--use-transparent-proxy-engine-v1', '--experimental-transparent-proxy-engine']

export default defineTransform({
  title: 'Flags that `kumactl install transparent-proxy` no longer has, and an annotation',
  since: ['2.9.0'],
  notes: ['tproxy-removed-flags-unnoted'],
  readUntil: '2.8',
  rules: [
    on(annotation('kuma.io/transparent-proxying-engine-v1'), remove()),
    ...WITH_VALUE.map((name) => on(flag('kumactl install transparent-proxy', name), remove())),
    ...WITHOUT.map((name) =>
      when(
        flag('kumactl install transparent-proxy', name),
        // A word behind a switch is not the switch's.
        ({ value }) =>
          value === true || value === 'true' || value === 'false' ? remove() : finding(`take \`${name}\` out`),
        { elsewhere: `\`${name}\` is gone; remove it by hand` },
      ),
    ),
  ],
})
