/**
 * What ends a line of metrics as Prometheus reads them, behind the brace that closes its labels: a number, and perhaps a time. To be
 * matched behind a selector, so that data is told from a query.
 */
export const SAMPLE = '[ \\t]+[-+]?(?:\\d[\\w.+-]*|NaN|Inf)(?:[ \\t]+\\d+)?(?=\\r?$)'

/** The match is a line of metrics, and no query. */
export function isSample(match: string): boolean {
  return match.includes('}') && !match.endsWith('}')
}
