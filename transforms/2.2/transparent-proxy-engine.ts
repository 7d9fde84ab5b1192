import {
  add,
  annotation,
  defineTransform,
  finding,
  flag,
  remove,
  rename,
  set,
  setting,
  textOf,
  value,
  when,
} from '../../src/rules.ts'
import type { Change, Site } from '../../src/transform.ts'

const KEY = 'runtime.kubernetes.injector.transparentProxy'
const FLAG = '--experimental-transparent-proxy-engine'
const ANNOTATION = 'kuma.io/transparent-proxying-experimental-engine'

export default defineTransform({
  title: 'version 2 of the transparent proxy is the default, and version 1 what is asked for',
  since: ['2.2.0', '2.5.0'],
  notes: ['tproxy-cni-v2-default'],
  acceptedSince: '2.2',
  readUntil: '2.1',
  rules: [
    when(value('experimental.transparentProxy'), invert('legacy.transparentProxy', true), {
      elsewhere: gone('experimental.transparentProxy', 'legacy.transparentProxy: true'),
    }),
    when(setting(`${KEY}V2`), invert(`${KEY}V1`, true), {
      elsewhere: gone(
        'KUMA_RUNTIME_KUBERNETES_INJECTOR_TRANSPARENT_PROXY_V2',
        'KUMA_RUNTIME_KUBERNETES_INJECTOR_TRANSPARENT_PROXY_V1=true',
      ),
    }),
    when(annotation(ANNOTATION), invert('kuma.io/transparent-proxying-engine-v1', 'enabled'), {
      elsewhere: gone(ANNOTATION, 'kuma.io/transparent-proxying-engine-v1: enabled'),
    }),
    when(flag('kumactl install transparent-proxy', FLAG), flagOf, {
      elsewhere: gone(FLAG, '--use-transparent-proxy-engine-v1'),
    }),
  ],
})

function gone(old: string, now: string): string {
  return `\`${old}\` is gone: version 2 is the default from 2.2 on, and \`${now}\` asks for version 1`
}

/** What asked for version 2 goes; what refused it asks for version 1. */
function invert(now: string, yes: string | boolean): (site: Site) => readonly Change[] {
  return (site) => {
    const asked = textOf(site.value)?.toLowerCase()
    if (asked === undefined) return [finding(`this cannot be read here: ${gone(site.path, now)}`)]
    if (['true', 't', '1', 'enabled', ''].includes(asked)) return [remove()]
    return ['false', 'f', '0', 'disabled'].includes(asked)
      ? [add(now, yes), remove()]
      : [finding(`this is neither true nor false: ${gone(site.path, now)}`)]
  }
}

/** A switch without `=` takes no value: a word behind it is not its own. */
function flagOf(site: Site): readonly Change[] {
  const asked = textOf(site.value)
  if (asked === 'true') return [remove()]
  if (asked === 'false') return [rename('--use-transparent-proxy-engine-v1'), set('true')]
  return [finding(gone(FLAG, '--use-transparent-proxy-engine-v1'))]
}
