import { annotation, defineTransform, finding, remove, set, setting, text, textOf, when } from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'
import { editPairs, POD_VARIABLES, SIDECAR_VARIABLES } from '../sidecar-variables.ts'

const VARIABLE = 'KUMA_READINESS_PORT'
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
    when(setting(`${SIDECAR_VARIABLES}.${VARIABLE}`, VARIABLE), check, { elsewhere: false }),
    ...[setting(SIDECAR_VARIABLES), annotation(POD_VARIABLES)].map((place) =>
      when(place, checkPairs, { elsewhere: false }),
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

function checkPairs(site: Site, asked: Asked): readonly Change[] {
  const port = asked.option('port')
  return editPairs(site, VARIABLE, (value) => (value !== '0' ? value : port === 'default' ? undefined : port), ZERO)
}
