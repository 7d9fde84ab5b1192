import { copy, defineTransform, field, finding, remove, set, when } from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'
import type { Data } from '../../src/tree.ts'

const THRESHOLD = 'to[].default.healthyPanicThreshold'

export default defineTransform({
  title: '`healthyPanicThreshold` moved from MeshHealthCheck to MeshCircuitBreaker',
  since: ['2.10.0'],
  notes: ['meshhealthcheck-panic-threshold'],
  acceptedSince: '2.10',
  readUntil: '2.14',
  questions: {
    'circuit-breaker': {
      description:
        'whether a new MeshCircuitBreaker of the same name takes the threshold; `ask` where one that is there should take it',
      default: 'ask',
      values: ['ask', 'new'],
    },
  },
  rules: [
    when(field('MeshHealthCheck', THRESHOLD), carry, {
      elsewhere: '`healthyPanicThreshold` belongs into a MeshCircuitBreaker; change it by hand',
    }),
  ],
})

function carry(threshold: Site, asked: Asked): readonly Change[] {
  const { value } = threshold
  if (value === undefined) return [finding(UNREADABLE)]
  if (asked.option('circuit-breaker') === 'ask') return [finding(ASK, `default: ${JSON.stringify(confOf(value))}`)]
  if (isTaken(threshold, asked)) return [finding(TAKEN, `default: ${JSON.stringify(confOf(value))}`)]
  const [first] = threshold.all(`/${THRESHOLD}`)
  return first?.path === threshold.path ? carryAll(threshold) : []
}

const ASK =
  '`healthyPanicThreshold` is deprecated here: put it into a MeshCircuitBreaker with the same `targetRef` and `to`, or have one written with `--set 2.10/healthy-panic-threshold.circuit-breaker=new`'
const TAKEN =
  '`healthyPanicThreshold` is deprecated here, and a MeshCircuitBreaker of this name stands in the file already: put it there'
const UNREADABLE =
  '`healthyPanicThreshold` is deprecated here and cannot be read: put it under `outlierDetection` of a MeshCircuitBreaker by hand'

/** A detector has to stand there, and without a number of failures it ejects nothing. */
function confOf(healthyPanicThreshold: Data): Data {
  return { outlierDetection: { healthyPanicThreshold, detectors: { totalFailures: {} } } }
}

function isTaken(site: Site, asked: Asked): boolean {
  const nameOf = (of: Site): Data | undefined => (of.get('//metadata.name') ?? of.get('//name'))?.value
  return asked.objects('MeshCircuitBreaker').some((other) => nameOf(other) === nameOf(site))
}

/** All thresholds of the policy at once, into one new policy beside it that says nothing else. */
function carryAll(threshold: Site): readonly Change[] {
  const kind = threshold.get('//kind') ?? threshold.get('//type')
  const gone: Change[] = []
  const copied: Change[] = [set('MeshCircuitBreaker', `//${kind?.path}`)]
  for (const item of threshold.all('/to[]')) {
    const value = item.get('default.healthyPanicThreshold')?.value
    if (value === undefined) copied.push(remove(`//${item.path}`))
    else {
      gone.push(remove(`//${item.path}.default.healthyPanicThreshold`))
      copied.push(set(confOf(value), `//${item.path}.default`))
    }
  }
  return [...gone, copy(...copied)]
}
