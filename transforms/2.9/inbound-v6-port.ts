import {
  annotation,
  defineTransform,
  field,
  finding,
  flag,
  put,
  remove,
  rename,
  set,
  setting,
  text,
  textOf,
  when,
} from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'

/** The family mode as one surface has it. */
interface Mode {
  readonly name: string
  /** How a site of the port reaches it. */
  readonly at: string
  readonly ipv4: string
  /** Kuma 2.7 and 2.8 took a port of 0 for IPv4 whatever the mode said. */
  readonly portWins: boolean
}

const SIDECAR = 'runtime.kubernetes.injector.sidecarContainer'
const FLAG: Mode = mode('--ip-family-mode', true)
const ANNOTATION: Mode = mode('kuma.io/transparent-proxying-ip-family-mode', false)
const SETTING: Mode = mode(`${SIDECAR}.ipFamilyMode`, true)
const DATAPLANE: Mode = { name: 'ipFamilyMode', at: '^ipFamilyMode', ipv4: 'IPv4', portWins: false }

function mode(name: string, portWins: boolean): Mode {
  return { name, at: name, ipv4: 'ipv4', portWins }
}

export default defineTransform({
  title: 'IPv6 has no inbound port of its own any more: `ipFamilyMode` says whether it is redirected',
  since: ['2.9.0'],
  notes: ['tproxy-v6-flag', 'tproxy-v6-annotation', 'tproxy-v6-cp-config', 'dataplane-redirect-port-inbound-v6'],
  acceptedSince: '2.7',
  readUntil: '2.8',
  questions: {
    unset: {
      description: 'the `ipFamilyMode` of Dataplanes that say nothing of IPv6, which 2.9 redirects and 2.8 did not',
      default: 'ask',
      values: ['ask', 'IPv4', 'DualStack'],
    },
  },
  rules: [
    when(flag('kumactl install transparent-proxy', '--redirect-inbound-port-v6'), carryFlag, {
      note: 'tproxy-v6-flag',
      elsewhere: '`--redirect-inbound-port-v6` is gone: write `--ip-family-mode ipv4` where it is 0, else take it out',
    }),
    when(annotation('kuma.io/transparent-proxying-inbound-v6-port'), (site) => carry(site, ANNOTATION), {
      note: 'tproxy-v6-annotation',
      elsewhere: `this annotation is gone: write \`${ANNOTATION.name}: ipv4\` where it is 0, else take it out`,
    }),
    when(setting(`${SIDECAR}.redirectPortInboundV6`), (site) => carry(site, SETTING), {
      note: 'tproxy-v6-cp-config',
      elsewhere: 'this setting is gone: set `ipFamilyMode` to `ipv4` where it is 0, else take it out',
    }),
    when(field('Dataplane', 'networking.transparentProxying.redirectPortInboundV6'), carryDataplane, {
      note: 'dataplane-redirect-port-inbound-v6',
    }),
    when(field('Dataplane', 'networking.transparentProxying'), sayUnset, {
      note: 'dataplane-redirect-port-inbound-v6',
    }),
    when(text(/\bredirectPortInboundV6\b/g), () => finding(GONE), { note: 'dataplane-redirect-port-inbound-v6' }),
  ],
})

const GONE =
  '`redirectPortInboundV6` is gone: write `ipFamilyMode: ipv4` (`IPv4` in a Dataplane) where it is 0, else take it out'

function carry(site: Site, mode: Mode): readonly Change[] {
  const port = textOf(site.value)
  if (port === undefined || !/^\d*$/.test(port)) return [finding(`the port cannot be read here; ${AS_MODE}`)]
  if (Number(port) !== 0) return [remove()]
  const present = site.get(mode.at)
  if (present === undefined) return [rename(mode.name), set(mode.ipv4)]
  if (present.value === mode.ipv4 || !mode.portWins) return [remove()]
  return [finding(`the port 0 won over \`${mode.name}\` beside it up to 2.8; ${AS_MODE}`)]
}

const AS_MODE = 'where it is 0, write `ipv4` as the IP family mode, and take the port out'

function carryFlag(site: Site): readonly Change[] {
  const changes = carry(site, FLAG)
  const port = String(site.value)
  if (!/[1-9]/.test(port) || ['15006', '15010'].includes(port)) return changes
  return [...changes, finding('IPv6 had a port of its own here and goes to `--redirect-inbound-port` now')]
}

/** Without a mode, the port switched IPv6 on (Kuma 2.8 `transparent_proxy_generator.go`). */
function carryDataplane(site: Site, asked: Asked): readonly Change[] {
  const isOn = Number(site.value) > 0 && site.get(DATAPLANE.at) === undefined
  // Taken out, it could not be told from one that never said anything.
  const isMissed = asked.option('unset') !== 'ask' || isAsked(site, '^')
  return isOn && isMissed ? [rename('ipFamilyMode'), set('DualStack')] : carry(site, DATAPLANE)
}

/** Whether a person is asked where nothing is said of IPv6. */
function isAsked(site: Site, around: string): boolean {
  return site.form === 'universal' && site.get(`${around}redirectPortOutbound`) !== undefined
}

function sayUnset(site: Site, asked: Asked): readonly Change[] {
  if (!isAsked(site, '')) return []
  if (site.get('ipFamilyMode') !== undefined || site.get('redirectPortInboundV6') !== undefined) return []
  const answer = asked.option('unset')
  return answer === 'ask' ? [finding(UNSET)] : [put('ipFamilyMode', answer)]
}

const UNSET =
  'nothing here says whether IPv6 is redirected: 2.8 leaves it alone, 2.9 redirects it unless `ipFamilyMode: IPv4` is written here'
