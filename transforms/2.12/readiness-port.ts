import { annotation, defineTransform, finding, remove, set, setting, text, textOf, when } from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'

const VARIABLE = 'KUMA_READINESS_PORT'
const SIDECAR = 'runtime.kubernetes.injector.sidecarContainer.envVars'
const ZERO = '`KUMA_READINESS_PORT` may not be 0 any more: leave it out, which means 9902, or give it a port'

export default defineTransform({
  title: 'The readiness of kuma-dp cannot be switched off by port 0',
  since: ['2.12.0'],
  notes: ['readiness-port-zero'],
  acceptedSince: '2.7',
  readUntil: '2.11',
  questions: {
    port: {
      description: 'the port to give in the place of 0; `default` leaves it out, which means 9902',
      default: 'default',
    },
  },
  rules: [
    when(setting(`${SIDECAR}.${VARIABLE}`, VARIABLE), check, { elsewhere: false }),
    when(setting(SIDECAR), (site, asked) => checkList(site, asked, /^ ?KUMA_READINESS_PORT: ?0 ?$/, ','), {
      elsewhere: false,
    }),
    when(
      annotation('kuma.io/sidecar-env-vars'),
      (site, asked) => checkList(site, asked, /^ ?KUMA_READINESS_PORT= ?0 ?$/, ';'),
      {
        elsewhere: false,
      },
    ),
    when(text(/KUMA_READINESS_PORT ?[=:] ?["']?0(?!\d)/g), () => finding(ZERO), { elsewhere: ZERO }),
  ],
})

function check(site: Site, asked: Asked): readonly Change[] {
  if (site.value === undefined) return [finding(ZERO)]
  if (textOf(site.value) !== '0') return []
  const port = asked.option('port')
  return [port === 'default' ? remove() : set(port)]
}

/** Variables for sidecars in one text. */
function checkList(site: Site, asked: Asked, zero: RegExp, separator: string): readonly Change[] {
  const pairs = textOf(site.value)?.split(separator) ?? []
  if (!pairs.some((pair) => zero.test(pair))) return []
  const port = asked.option('port')
  const kept = pairs.flatMap((pair) =>
    !zero.test(pair) ? [pair] : port === 'default' ? [] : [pair.replace(/0 ?$/, port)],
  )
  return [kept.length === 0 ? remove() : set(kept.join(separator))]
}
