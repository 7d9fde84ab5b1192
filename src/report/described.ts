import { readPage } from '../files/package.ts'
import type { Transform } from '../transform.ts'
import type { Told } from './formats.ts'

/** What reports say about a transform. */
export interface Described {
  readonly id: string
  /** With names in backticks. */
  readonly title: string
  /** The release its folder is named after. */
  readonly release: string
  readonly since: readonly string[]
  /** Where the upgrade note stands. */
  readonly link: string | undefined
  /** The first paragraph of its page, on one line; empty where there is no page. */
  readonly about: string
}

/** The transforms that edits or findings of a report name, in the order of the run. Reads their pages. */
export function occurring({ report, steps }: Told): Map<string, Described> {
  const named = new Set(report.files.flatMap((file) => [...file.edits, ...file.findings].map((at) => at.transform)))
  const known = steps.flatMap(({ transforms }) => transforms).filter(({ id }) => named.has(id))
  return new Map(known.map((transform) => [transform.id, describeTransform(transform)]))
}

export function releaseOf(id: string): string {
  return id.slice(0, id.indexOf('/'))
}

function describeTransform({ id, title, since }: Transform): Described {
  return { id, title, since, release: releaseOf(id), ...factsOf(readPage(id) ?? '') }
}

/** The first paragraph of a page, and the first address after `Note:`. */
export function factsOf(page: string): Pick<Described, 'link' | 'about'> {
  const [introduction = ''] = page.split('\n## ', 1)
  const paragraphs = introduction.replaceAll('\r\n', '\n').split('\n\n')
  const about = paragraphs.map((text) => text.trim()).find((text) => text !== '' && !text.startsWith('#')) ?? ''
  const link = /\bNote: <?(https:\/\/[\w./~%#?&=+-]+)/.exec(introduction)?.[1]?.replace(/\.$/, '')
  return { link, about: about.startsWith('Safety:') ? '' : about.replaceAll('\n', ' ') }
}
