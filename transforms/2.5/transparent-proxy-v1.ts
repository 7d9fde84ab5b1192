import { annotation, defineTransform, finding, flag, on, remove, setting, text, value, when } from '../../src/rules.ts'
import type { Change, Place, Site } from '../../src/transform.ts'
import type { Data } from '../../src/tree.ts'

const ENGINE = 'runtime.kubernetes.injector.transparentProxyV1'

const IN_USE = finding(
  'version 1 of the transparent proxy or of the CNI was in use here, and version 2 takes its place: try it with a few workloads before the upgrade',
)

/** Names of before 2.2, which chose version 2 and mean nothing since. */
const DEAD: readonly Place[] = [
  value('experimental.transparentProxy'),
  value('experimental.cni'),
  setting('runtime.kubernetes.injector.transparentProxyV2'),
  annotation('kuma.io/transparent-proxying-experimental-engine'),
]

const CNI_FLAGS = ['--cni-registry', '--cni-repository', '--cni-version']

export default defineTransform({
  title: 'Version 1 of the transparent proxy and of the CNI is gone, with all that chose it',
  since: ['2.5.0'],
  notes: ['tproxy-cni-v1-removed'],
  readUntil: '2.4',
  rules: [
    when(value('legacy'), drop, { elsewhere: '`legacy` is gone from the values of the chart; remove it' }),
    when(setting(ENGINE), drop, { elsewhere: gone('KUMA_RUNTIME_KUBERNETES_INJECTOR_TRANSPARENT_PROXY_V1') }),
    when(annotation('kuma.io/transparent-proxying-engine-v1'), drop, {
      elsewhere: gone('kuma.io/transparent-proxying-engine-v1'),
    }),
    when(flag('kumactl install transparent-proxy', '--use-transparent-proxy-engine-v1'), drop, {
      elsewhere: gone('--use-transparent-proxy-engine-v1'),
    }),
    ...DEAD.map((place) => on(place, remove(), { elsewhere: false })),
    on(flag('kumactl install transparent-proxy', '--kuma-cp-ip'), remove()),
    on(flag('kumactl install transparent-proxy', '--skip-resolv-conf'), remove()),
    ...CNI_FLAGS.map((name) => on(flag('kumactl install control-plane', name), remove(), { elsewhere: false })),
    ...CNI_FLAGS.map((name) =>
      on(
        text(new RegExp(`\\bkumactl install control-plane [^\\n]{0,300}${name}\\b`, 'g')),
        finding(`\`${name}\` is gone, as the image that it chose; remove it by hand`),
      ),
    ),
  ],
})

function drop(site: Site): readonly Change[] {
  return choosesV1(site.value) ? [remove(), IN_USE] : [remove()]
}

/** Anything in it is switched on, or cannot be read. */
function choosesV1(chosen: Data | undefined): boolean {
  if (chosen === undefined || chosen === true || chosen === 'true' || chosen === 'enabled') return true
  return typeof chosen === 'object' && chosen !== null && Object.values(chosen).some(choosesV1)
}

function gone(name: string): string {
  return `\`${name}\` is gone, and version 2 of the transparent proxy is all there is; remove it by hand`
}
