import { add, annotation, defineTransform, finding, remove, rename, setting, textOf, when } from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'

/** Both ports and the switch under one surface's names. */
interface Names {
  readonly enabled: string
  readonly proxyPort: string
}

const INJECTOR = 'runtime.kubernetes.injector'
const OF_CONFIG: Names = {
  enabled: `${INJECTOR}.virtualProbesEnabled`,
  proxyPort: `${INJECTOR}.applicationProbeProxyPort`,
}
const ENV = 'KUMA_RUNTIME_KUBERNETES'
const OF_ENVIRONMENT: Names = {
  enabled: `${ENV}_VIRTUAL_PROBES_ENABLED`,
  proxyPort: `${ENV}_APPLICATION_PROBE_PROXY_PORT`,
}
const OF_POD: Names = { enabled: 'kuma.io/virtual-probes', proxyPort: 'kuma.io/application-probe-proxy-port' }

const SWITCH = setting(OF_CONFIG.enabled, OF_ENVIRONMENT.enabled)
const PORT = setting(`${INJECTOR}.virtualProbesPort`, `${ENV}_VIRTUAL_PROBES_PORT`)

export default defineTransform({
  title: 'The application probe proxy takes the place of virtual probes',
  since: ['2.9.0'],
  notes: ['virtual-probes-deprecated'],
  acceptedSince: '2.9',
  readUntil: '2.14',
  questions: {
    disabled: {
      description: 'what to do with pods whose virtual probes are switched off: `write` the port 0 beside it',
      default: 'ask',
      values: ['ask', 'write'],
    },
  },
  rules: [
    when(SWITCH, keepOff, { elsewhere: `write \`${OF_ENVIRONMENT.proxyPort}\` 0 where this is false` }),
    when(PORT, carryPort, { elsewhere: `\`${ENV}_VIRTUAL_PROBES_PORT\` became \`${OF_ENVIRONMENT.proxyPort}\`` }),
    when(annotation(OF_POD.enabled), keepPodOff, { elsewhere: false }),
    when(annotation('kuma.io/virtual-probes-port'), carryPort, {
      elsewhere: `this annotation became \`${OF_POD.proxyPort}\``,
    }),
  ],
})

function namesAt({ form }: Site): Names {
  if (form === 'kubernetes') return OF_POD
  return form === 'config' ? OF_CONFIG : OF_ENVIRONMENT
}

function isOff(site: Site | undefined): boolean {
  return ['false', 'f', 'F', 'FALSE', 'False', '0', 'disabled', 'no'].includes(textOf(site?.value) ?? '')
}

/** A switch that is off keeps the proxy off too up to 2.12; from 2.13 on only the port 0 does. */
function keepOff(site: Site): readonly Change[] {
  if (site.value === undefined) return [finding(UNREADABLE)]
  if (!isOff(site)) return []
  const { proxyPort } = namesAt(site)
  const port = site.get(proxyPort)
  if (port === undefined) return [add(proxyPort, site.form === 'config' ? 0 : '0')]
  return textOf(port.value) === '0' ? [] : [finding(SET_OTHERWISE)]
}

const UNREADABLE =
  'this cannot be read here: where it is off, the port of the application probe proxy has to be 0 from 2.13 on'
const SET_OTHERWISE =
  'this keeps the application probe proxy off up to 2.12 and no longer in 2.13: set its port to 0 to keep it off'

/** With a transparent proxy ConfigMap, Kuma 2.9 to 2.12 took a 0 of the pod for the default port (`GetApplicationProbeProxyPort`). */
function keepPodOff(site: Site, asked: Asked): readonly Change[] {
  if (!isOff(site)) return []
  const port = site.get(OF_POD.proxyPort)
  if (port !== undefined) return textOf(port.value) === '0' ? [] : [finding(SET_OTHERWISE)]
  return asked.option('disabled') === 'write' ? [add(OF_POD.proxyPort, '0')] : [finding(POD_OFF)]
}

const POD_OFF = `from 2.13 on this needs \`${OF_POD.proxyPort}: "0"\` beside it; write that now unless control planes of 2.9 to 2.12 have a transparent proxy ConfigMap`

/** 9000 is what virtual probes had anyway, and the proxy has 9001. A port of the proxy that is set already is the one to go by. */
function carryPort(site: Site): readonly Change[] {
  const { enabled, proxyPort } = namesAt(site)
  const present = site.get(proxyPort)
  if (isOff(site.get(enabled)) || site.get('kuma.io/gateway') !== undefined) return [remove()]
  if (present !== undefined) return textOf(present.value) === '0' ? [] : [remove()]
  return textOf(site.value) === '9000' ? [remove()] : [rename(proxyPort)]
}
