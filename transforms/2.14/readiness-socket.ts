import {
  annotation,
  command,
  dataPlane,
  defineTransform,
  finding,
  on,
  remove,
  setting,
  text,
  when,
} from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'
import { editPairs, POD_VARIABLES, SIDECAR_VARIABLES } from '../sidecar-variables.ts'

const VARIABLE = 'KUMA_READINESS_UNIX_SOCKET_DISABLED'
const GONE = `\`${VARIABLE}\` is gone: kuma-dp of 2.14 tells its readiness over TCP only`
const SOCKET =
  'kuma-dp of 2.14 has no socket for its readiness: ask `http://localhost:9902/ready`, or the port that `KUMA_READINESS_PORT` says'
const PORTS =
  'several kuma-dp are started here. Each tells its readiness on port 9902 from 2.14 on, and the second on a host cannot start: give each a port of its own'

export default defineTransform({
  title: 'kuma-dp tells its readiness over TCP only',
  since: ['2.14.0'],
  notes: ['readiness-tcp-only'],
  acceptedSince: '2.14',
  readUntil: '2.13',
  rules: [
    on(setting(`${SIDECAR_VARIABLES}.${VARIABLE}`, VARIABLE), remove(), { elsewhere: GONE }),
    ...[setting(SIDECAR_VARIABLES), annotation(POD_VARIABLES)].map((place) =>
      when(place, (site) => editPairs(site, VARIABLE, () => undefined, GONE), { elsewhere: false }),
    ),
    when(
      text(/(?<![\w./${}*~-])[\w./${}*~-]{0,200}kuma-readiness-reporter\.sock/g),
      () => finding(SOCKET, 'http://localhost:9902/ready'),
      {
        elsewhere: SOCKET,
      },
    ),
    when(dataPlane(), portOfItsOwn, { elsewhere: false }),
  ],
})

/** Commands without variables around them, of a script or a unit. */
function portOfItsOwn(site: Site, asked: Asked): readonly Change[] {
  const commands = asked.sites(command('kuma-dp run')).length
  const alone = asked.sites(dataPlane()).filter(({ form }) => form === 'command').length
  return site.form === 'command' && commands > 1 && alone > 1 ? [finding(PORTS, 'KUMA_READINESS_PORT=9903')] : []
}
