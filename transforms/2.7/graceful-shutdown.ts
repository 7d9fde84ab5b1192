import {
  add,
  command,
  controlPlane,
  defineTransform,
  field,
  finding,
  put,
  setting,
  text,
  textOf,
  value,
  when,
} from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'

const TIMEOUT = setting('dpServer.gracefulShutdownTimeout')
const VARIABLE = 'KUMA_DP_SERVER_GRACEFUL_SHUTDOWN_TIMEOUT'
const VALUE = `controlPlane.envVars.${VARIABLE}`

const CUT = `with more than 30 seconds to end, streams of proxies are still cut after 10: set \`${VARIABLE}\` to less than is given here, or answer \`--set 2.7/graceful-shutdown.timeout=auto\``

export default defineTransform({
  title: 'The shutdown of the dp-server ends after 10 seconds',
  since: ['2.7.26', '2.9.16', '2.11.14', '2.12.11', '2.13.6', '2.14.0'],
  notes: ['dp-server-graceful-shutdown-patch', 'dp-server-graceful-shutdown-2.12', 'dp-server-graceful-shutdown'],
  questions: {
    timeout: {
      description: `how long proxies may take to leave, such as \`60s\`; \`auto\`: ten seconds less than the pod is given to end`,
      default: 'ask',
    },
  },
  rules: [
    when(value('controlPlane.terminationGracePeriodSeconds'), check, { elsewhere: CUT }),
    when(field('Deployment', 'template.spec.terminationGracePeriodSeconds'), checkPod, {
      elsewhere: false,
      mentions: ['kuma-cp'],
    }),
    when(
      text(/\b(?:stop_grace_period|stopTimeout|TimeoutStopSec)\b["']?[ \t]{0,9}[:=][ \t]{0,9}["']?[\w. ]{1,24}/g),
      checkService,
      {
        elsewhere: false,
        mentions: ['kuma-cp'],
      },
    ),
    // Nothing is wrong with the setting; it tells that the time is limited already.
    when(TIMEOUT, () => [], { elsewhere: false }),
  ],
})

/** The chart gives 30 seconds, and the time limit of 10 fits in. Whoever gives more wants to use them. */
function check(site: Site, asked: Asked): readonly Change[] {
  const told = asked.sites(TIMEOUT).length > 0 || site.get(VALUE) !== undefined
  const grace = textOf(site.value)
  if (told || (grace !== undefined && Number(grace) <= 30)) return []
  const answer = asked.option('timeout')
  const seconds = answer === 'auto' ? Number(grace) - 10 : secondsOf(answer)
  if (grace === undefined || answer === 'ask') return [finding(CUT, `${VARIABLE}: 60s`)]
  if (!(seconds > 0 && seconds < Number(grace))) {
    return [finding(`${CUT}. \`${answer}\` is no time between 0 and the ${grace} seconds given here`)]
  }
  const timeout = answer === 'auto' ? `${seconds}s` : answer
  return [site.get('controlPlane') === undefined ? add(VALUE, timeout) : put(VALUE, timeout)]
}

/** A control plane that is deployed as it stands; 30 seconds is what Kubernetes gives as well. */
function checkPod(grace: Site, asked: Asked): readonly Change[] {
  const images = grace.all('^containers[].image').map(({ value }) => String(value))
  const isKuma = images.some((image) => /(?:^|\/)kuma-cp(?::|@|$)/.test(image))
  const told = asked.sites(TIMEOUT).length > 0 || Number(textOf(grace.value)) <= 30
  return isKuma && !told ? [finding(CUT_OF_POD, `${VARIABLE}: 60s`)] : []
}

const CUT_OF_POD = `with more than 30 seconds to end, streams of proxies are still cut after 10: set \`${VARIABLE}\` of the control plane to less than is given here`

/** What these give where nothing is said, in seconds: who writes more wants to use it. */
const GIVEN: { readonly [name: string]: number } = { stop_grace_period: 10, stopTimeout: 30, TimeoutStopSec: 90 }

/** Compose, ECS and systemd. The text does not tell which of several services it is for. */
function checkService(site: Site, asked: Asked): readonly Change[] {
  const [, name = '', span = ''] = /^(\w+)\W+(.*)$/.exec(site.path) ?? []
  const isControlPlane = [command('kuma-cp run'), controlPlane()].some((place) => asked.sites(place).length > 0)
  if (!isControlPlane || asked.sites(TIMEOUT).length > 0 || totalOf(span) <= (GIVEN[name] ?? 0)) return []
  return [finding(CUT_OF_SERVICE, `${VARIABLE}=60s`)]
}

const CUT_OF_SERVICE = `if a control plane is given this time to end, streams of proxies are still cut after 10 seconds: set \`${VARIABLE}\` of it to less than is given here`

/** `1m30s`, `5min`, or seconds; endless where it is no number of them. */
function totalOf(span: string): number {
  if (/^[\d.]+ *$/.test(span)) return Number(span)
  const parts = [...span.matchAll(/(?<![\d.])([\d.]{1,20}) ?(ms|s|m|h)/g)]
  const seconds = parts.map(([, number, unit = '']) => Number(number) * (SECONDS[unit] ?? 0))
  return parts.length === 0 ? Infinity : seconds.reduce((sum, each) => sum + each, 0)
}

const SECONDS: { readonly [unit: string]: number } = { ms: 0.001, s: 1, m: 60, h: 3600 }

function secondsOf(duration: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)(s|m)$/.exec(duration) ?? []
  return Number(number) * (unit === 'm' ? 60 : 1)
}
