import type { Outcome } from '../outcome.ts'
import type { Step } from '../result.ts'
import { formatReport, type Report } from './json.ts'

export const FORMATS = ['json', 'sarif', 'github', 'junit', 'markdown', 'html'] as const
export type Format = (typeof FORMATS)[number]

export function isFormat(word: string): word is Format {
  return FORMATS.some((format) => format === word)
}

/** What there is to tell of a run. */
export interface Told {
  readonly report: Report
  /** What the files of the report were made from, clean ones too. */
  readonly outcomes: readonly Outcome[]
  /** The transforms of the range; one may be in several steps. */
  readonly steps: readonly Step[]
}

/** A report as text. Only the format asked for is loaded. */
export async function formatAs(format: Format, told: Told): Promise<string> {
  switch (format) {
    case 'json':
      return formatReport(told.report)
    case 'sarif':
      return (await import('./sarif.ts')).formatSarif(told)
    case 'github':
      return (await import('./github.ts')).formatAnnotations(told)
    case 'junit':
      return (await import('./junit.ts')).formatJunit(told)
    case 'markdown':
      return (await import('./markdown.ts')).formatMarkdown(told)
    case 'html':
      return (await import('./html/page.ts')).formatPage(told)
  }
}
