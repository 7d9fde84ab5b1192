import { dataPlane, defineTransform, finding, flag, put, textOf, value, when } from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'
import { KEEP, keepOfSidecars } from '../control-planes.ts'

const VARIABLE = 'KUMA_DATAPLANE_RUNTIME_REUSE_PORT_ENABLED'
const DEFAULT = 'reuse-port-default'
const ROLLING = 'reuse-port-rolling-2.13.7'

const SIDECARS =
  'inbound listeners are made with SO_REUSEPORT now. Where that is known to be a problem, switch it off before the upgrade: a listener that is there cannot be changed (`--set 2.13/reuse-port.keep=true` writes it)'
const ZONE_PROXY =
  'inbound listeners are made with SO_REUSEPORT now, which Envoy cannot change on a listener that is there: while control planes of both releases run, zone proxies keep stale listeners. Switch it off before the upgrade and on after it (`--set 2.13/reuse-port.keep=true` writes it)'
const OF_CHART =
  'inbound listeners are made with SO_REUSEPORT now, which Envoy cannot change on a listener that is there: while control planes of both releases run, zone proxies keep stale listeners. The chart takes no variables for them: set it on the deployment before the upgrade, and take it back after it'

export default defineTransform({
  title: 'Inbound listeners use SO_REUSEPORT',
  since: ['2.13.7'],
  notes: [DEFAULT, ROLLING],
  acceptedSince: '2.13',
  questions: { keep: KEEP },
  rules: [
    keepOfSidecars(VARIABLE, 'false', SIDECARS, DEFAULT),
    when(dataPlane(), keepProxy, { elsewhere: SIDECARS }),
    ...['ingress', 'egress'].flatMap((proxy) =>
      [value(`${proxy}.enabled`), flag('kumactl install control-plane', `--${proxy}-enabled`)].map((place) =>
        when(place, (site) => deployed(site, proxy), { elsewhere: false, note: ROLLING }),
      ),
    ),
  ],
})

function keepProxy(site: Site, asked: Asked): readonly Change[] {
  if (site.get(VARIABLE) !== undefined) return []
  if (asked.option('keep') === 'true') return [put(VARIABLE, 'false')]
  const type = textOf((site.get('KUMA_DATAPLANE_PROXY_TYPE') ?? site.get('--proxy-type'))?.value)
  const isZoneProxy = type === 'ingress' || type === 'egress'
  return [finding(isZoneProxy ? ZONE_PROXY : SIDECARS, `${VARIABLE}=false`)]
}

function deployed(site: Site, proxy: string): readonly Change[] {
  if (textOf(site.value) !== 'true') return []
  return [finding(OF_CHART, `kubectl set env deployment/<chart>-${proxy} ${VARIABLE}=false`)]
}
