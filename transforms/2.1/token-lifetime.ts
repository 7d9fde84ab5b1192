import { add, command, defineTransform, finding, set, textOf, when } from '../../src/rules.ts'
import type { Asked, Change, Rule, Site } from '../../src/transform.ts'

/** What kumactl 2.0 took by itself for the tokens of proxies: 24h × 365 × 10. */
const TEN_YEARS = '87600h'

export default defineTransform({
  title: '`--valid-for` is mandatory wherever kumactl generates a token',
  since: ['2.1.0'],
  notes: ['kumactl-valid-for-required'],
  acceptedSince: '2.0',
  readUntil: '2.0',
  questions: {
    'valid-for': {
      description:
        'the lifetime to write where none is given, such as 720h; without an answer 87600h for tokens of proxies, as kumactl 2.0 took by itself, and a finding for the others',
      default: '',
    },
  },
  rules: [
    limit('dataplane-token', TEN_YEARS),
    limit('zone-ingress-token', TEN_YEARS),
    limit('control-plane-token', TEN_YEARS),
    limit('zone-token', undefined),
    limit('user-token', undefined),
  ],
})

/** @param implied the lifetime that kumactl took by itself. */
function limit(token: string, implied: string | undefined): Rule {
  return when(command(`kumactl generate ${token}`), (site, asked) => decide(site, asked, token, implied), {
    elsewhere: `\`kumactl generate ${token}\` needs \`--valid-for\` from 2.1 on; check that it is given`,
  })
}

function decide(site: Site, asked: Asked, token: string, implied: string | undefined): readonly Change[] {
  const given = site.get('--valid-for')
  if (given !== undefined) return inHours(given)
  const { last, unknown } = flagsAfter(site, token)
  if (unknown !== undefined)
    return [finding(`\`--valid-for\` is mandatory from 2.1 on: add it, unless \`${unknown}\` holds it`)]
  const answer = hoursOf(asked.option('valid-for'))
  const lifetime = answer === '' ? implied : answer
  if (lifetime === undefined) return [finding(NO_DEFAULT)]
  return [add('--valid-for', lifetime, last), ...(answer === '' ? [finding(CHOOSE)] : [])]
}

const NO_DEFAULT =
  'there is no `--valid-for`, and kumactl never took a lifetime of its own for such a token: choose one here, or by `--set 2.1/token-lifetime.valid-for=…`'
const CHOOSE =
  '`--valid-for` is mandatory now: ten years were written, as kumactl took by itself up to 2.0; choose a shorter lifetime if you can'

/** A number that stands elsewhere, and its unit. */
const DAYS = /[\d)}]d$/
const NO_DAYS =
  'kumactl cannot read days, whatever stands for their number: give hours, such as `$((DAYS * 24))h` in a script'

/** Go's durations know no days, whatever kumactl's own help says. */
function inHours(site: Site): readonly Change[] {
  const lifetime = textOf(site.value)
  if (lifetime === undefined && DAYS.test(site.written ?? '')) return [finding(NO_DAYS)]
  if (lifetime === undefined || /^(?:\d{1,12}(?:\.\d{1,12})?(?:ns|us|µs|ms|s|m|h))+$/.test(lifetime)) return []
  const hours = hoursOf(lifetime)
  if (hours !== lifetime) return [set(hours, '--valid-for')]
  return [finding('kumactl cannot read this lifetime; give it in hours, such as `720h`')]
}

function hoursOf(lifetime: string): string {
  const days = /^(\d{1,5})d$/.exec(lifetime)?.[1]
  return days === undefined ? lifetime : `${Number(days) * 24}h`
}

/** The last flag behind the token's name, and the first word that may be any number of flags. */
function flagsAfter(site: Site, token: string): { last: string | undefined; unknown: string | undefined } {
  const words = Array.isArray(site.value) ? site.value.map(String) : []
  let last: string | undefined
  for (let at = words.indexOf(token) + 1; at < words.length; at++) {
    const word = words[at] ?? ''
    if (!word.startsWith('-')) {
      if (/[$`{]/.test(word)) return { last, unknown: word }
      continue
    }
    last = word.split('=')[0]
    if (!word.includes('=')) at++
  }
  return { last, unknown: undefined }
}
