import type { Options } from './options.ts'
import { formatHop } from './plan.ts'
import { formatPlanJson, planHops, type Planned, plannedHops } from './report/plan.ts'
import { formatPlan } from './report/plan-text.ts'
import type { Range } from './steps.ts'

/** What `plan` prints: all upgrades, or with `--hop` the next one. */
export function showPlan(planned: Planned, { format, hop }: Pick<Options, 'format' | 'hop'>): string {
  const hops = planHops(planned)
  const shown = hop ? hops.slice(0, 1) : hops
  return format === 'json' ? formatPlanJson(planned, shown) : formatPlan(hops, shown)
}

export interface NextHop {
  readonly range: Range
  /** What is done now and what is left for later, for people. */
  readonly told: string
}

/** The first upgrade of a range. @param planned the run over the whole range, of which nothing was written */
export function nextHop(planned: Planned): NextHop {
  const [first, ...later] = plannedHops(planned)
  if (first === undefined) return { range: planned.range, told: '' }
  const then = later.length === 0 ? 'it is the last one' : `then ${later.map(formatHop).join(', ')}`
  return { range: first, told: `--hop: ${formatHop(first)} only; ${then}\n` }
}
