import { command, defineTransform, finding, when } from '../../src/rules.ts'

export default defineTransform({
  title: '`kumactl install gateway` is gone',
  since: ['2.7.0'],
  notes: ['install-gateway-removed'],
  readUntil: '2.6',
  rules: ['kong', 'kong-enterprise'].map((gateway) =>
    when(
      command(`kumactl install gateway ${gateway}`),
      () =>
        finding(
          `\`kumactl install gateway ${gateway}\` is gone: install Kong's ingress controller with its own Helm chart, in a namespace whose pods get a sidecar`,
        ),
      { elsewhere: false },
    ),
  ),
})
