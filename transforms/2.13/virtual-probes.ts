import { add, annotation, defineTransform, finding, setting, textOf, when } from '../../src/rules.ts'
import type { Change, Site } from '../../src/transform.ts'
import { injects, KEEP, keepDefaults } from '../control-planes.ts'

const INJECTOR = 'runtime.kubernetes.injector'
const ENV = 'KUMA_RUNTIME_KUBERNETES'
const SWITCH = { path: `${INJECTOR}.virtualProbesEnabled`, env: `${ENV}_VIRTUAL_PROBES_ENABLED` }
const PROXY = { path: `${INJECTOR}.applicationProbeProxyPort`, env: `${ENV}_APPLICATION_PROBE_PROXY_PORT` }
const POD_PROXY = 'kuma.io/application-probe-proxy-port'

const NEITHER =
  'the application probe proxy is off here, and virtual probes, which took its place, are off by default now: probes of pods with strict mTLS fail. Let the proxy have a port, or switch virtual probes on'
const PROXY_ON = `this keeps the application probe proxy off up to 2.12 only; from 2.13 on \`${PROXY.env}\` does, as 0`
const NO_USE = 'the application probe proxy answers probes, so this has no use and goes with 3.0: leave it out'
const POD_ON = `this keeps the application probe proxy off up to 2.12 only. With \`${POD_PROXY}: "0"\` beside it, 2.13 and 2.14 switch virtual probes on instead; both stay off only where the control plane has \`${PROXY.env}\` 0`
const NO_PORT = 'virtual probes are off by default from 2.13 on: a port for them has no use unless they are switched on'

export default defineTransform({
  title: 'Virtual probes are off by default',
  since: ['2.13.0'],
  notes: ['virtual-probes-default-off'],
  acceptedSince: '2.9',
  questions: { keep: KEEP },
  rules: [
    keepDefaults([{ ...SWITCH, kept: true }], {
      because: NEITHER,
      isConcerned: (site) => injects(site) && textOf(site.get(PROXY.path)?.value) === '0',
      names: { [PROXY.path]: { env: PROXY.env } },
    }),
    when(setting(SWITCH.path, SWITCH.env), keepOff, { elsewhere: PROXY_ON }),
    when(setting(`${INJECTOR}.virtualProbesPort`, `${ENV}_VIRTUAL_PROBES_PORT`), checkPort, { elsewhere: NO_PORT }),
    when(annotation('kuma.io/virtual-probes'), checkPod, { elsewhere: false }),
  ],
})

function isOff(site: Site): boolean {
  return ['false', 'f', 'F', 'FALSE', 'False', '0', 'disabled', 'no'].includes(textOf(site.value) ?? '')
}

function nameAt(site: Site, { path, env }: { readonly path: string; readonly env: string }): string {
  return site.form === 'config' ? path : env
}

/** Up to 2.12 the switch kept the proxy off too. */
function keepOff(site: Site): readonly Change[] {
  const proxy = nameAt(site, PROXY)
  if (site.value === undefined) return [finding(PROXY_ON)]
  if (!isOff(site) || site.get(proxy) !== undefined) return []
  return [add(proxy, site.form === 'config' ? 0 : '0')]
}

function checkPort(site: Site): readonly Change[] {
  const chosen = site.get(nameAt(site, SWITCH))
  return chosen !== undefined && !isOff(chosen) ? [] : [finding(NO_PORT)]
}

/** 2.13 takes a pod's port 0 for a wish for virtual probes, whatever the annotation for them says. */
function checkPod(site: Site): readonly Change[] {
  if (site.get('kuma.io/gateway') !== undefined || site.value === undefined) return []
  const port = textOf(site.get(POD_PROXY)?.value)
  if (!isOff(site)) return port === '0' ? [] : [finding(NO_USE)]
  return port === undefined || port === '0' ? [finding(POD_ON)] : []
}
