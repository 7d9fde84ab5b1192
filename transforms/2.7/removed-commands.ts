import { command, defineTransform, finding, text, when } from '../../src/rules.ts'

export default defineTransform({
  title: '`kumactl install gateway kong` and `kong-enterprise` are gone',
  since: ['2.7.0'],
  notes: ['kumactl-install-gateway-removed'],
  readUntil: '2.6',
  rules: [
    ...['kong', 'kong-enterprise'].map((product) =>
      when(command(`kumactl install gateway ${product}`), () => finding(GONE), { elsewhere: false }),
    ),
    when(text(/\bkumactl install gateway kong\b/g), () => finding(GONE)),
  ],
})

const GONE =
  'this command is gone: install the Kong Ingress Controller with its own Helm chart, and label its namespace for the sidecar'
