import type { Note } from '../note.ts'
import type { Place, Question, Transform } from '../transform.ts'
import { factsOf } from './described.ts'

/** Where a transform looks, in words of users. */
export const SURFACES = ['setting', 'value', 'resource', 'annotation', 'command', 'data-plane', 'text'] as const
type Surface = (typeof SURFACES)[number]

const SURFACE_OF: { readonly [view in Place['view']]: Surface } = {
  setting: 'setting',
  controlPlane: 'setting',
  value: 'value',
  field: 'resource',
  object: 'resource',
  annotation: 'annotation',
  command: 'command',
  flag: 'command',
  dataPlane: 'data-plane',
  text: 'text',
}

/** In the order of `SURFACES`. */
export function surfacesOf({ rules }: Transform): Surface[] {
  const found = new Set(rules.map(({ at }) => SURFACE_OF[at.view]))
  return SURFACES.filter((surface) => found.has(surface))
}

/** What of the upgrade notes `list` shows: transforms, and notes that no transform carries out. */
export interface Listed {
  readonly transforms: readonly Transform[]
  readonly notes: readonly Note[]
}

/** One line each: id, the releases whose step runs it, title. */
export function formatList({ transforms, notes }: Listed): string {
  const rows = [
    ...transforms.map(({ id, since, title }) => [id, since.join(', ') || 'always', title] as const),
    ...notes.map(({ id, release, title }) => [id, release, title] as const),
  ]
  const width = Math.max(0, ...rows.map(([id]) => id.length))
  return rows.map(([id, releases, title]) => `${id.padEnd(width)}  ${releases}  ${title}\n`).join('')
}

/** The same for machines. @param known all notes there are */
export function formatListJson({ transforms, notes }: Listed, known: readonly Note[]): string {
  const rows = transforms.map((transform) => {
    const { id, title, since, acceptedSince, readUntil, questions } = transform
    const own = known.filter((note) => transform.notes.includes(note.id))
    return {
      id,
      title,
      since,
      acceptedSince: acceptedSince ?? null,
      readUntil: readUntil ?? null,
      safety: safetiesOf(transform),
      surfaces: surfacesOf(transform),
      dispositions: [...new Set(own.map(({ disposition }) => disposition))],
      notes: transform.notes,
      options: Object.entries(questions).map(([name, question]) => ({ name: `${id}.${name}`, ...question })),
    }
  })
  const advice = notes.map(({ id, title, release, advice }) => ({ id, title, release, advice }))
  return `${JSON.stringify({ schemaVersion: 1, transforms: rows, advice }, undefined, 2)}\n`
}

function safetiesOf({ rules }: Transform): string[] {
  return [...new Set(rules.map(({ safety }) => safety))].sort()
}

/** What a transform is, from its data, its page and the notes it carries out. */
export function formatExplanation(transform: Transform, page: string | undefined, known: readonly Note[]): string {
  const { id, since, acceptedSince, readUntil, notes, questions } = transform
  const { link } = factsOf(page ?? '')
  const facts = [
    `id: ${id}`,
    since.length === 0 ? 'runs at the end of every upgrade' : `runs in the step to: ${since.join(', ')}`,
    `new form read since: ${acceptedSince ?? 'there is no new form'}`,
    `old form read until: ${readUntil ?? 'still read'}`,
    ...safetyLines(transform),
    ...Object.entries(questions).flatMap(([name, question]) => questionLines(`${id}.${name}`, question)),
    ...(link === undefined ? [] : [`published at: ${link}`]),
    `upgrade notes: ${notes.join(', ') || 'none'}`,
    ...known.filter((note) => notes.includes(note.id)).flatMap(noteLines),
  ]
  return `${(page ?? `# ${transform.title}`).trimEnd()}\n\n${facts.join('\n')}\n`
}

/** What is known of a note, and which transforms carry it out. */
export function formatNote(note: Note, transforms: readonly Transform[]): string {
  const carriers = transforms.filter((transform) => transform.notes.includes(note.id)).map(({ id }) => id)
  const lines = [
    `# ${note.title}`,
    '',
    `${note.product} ${note.release}`,
    ...(note.advice === undefined ? [] : [`what to do: ${note.advice}`]),
    ...(note.until === undefined ? [] : [`can be done until: ${note.until}`]),
    carriers.length > 0
      ? `carried out by: ${carriers.join(', ')}`
      : `no transform: ${note.uncovered ?? 'no file shows it'}`,
    ...noteLines(note),
  ]
  return `${lines.join('\n')}\n`
}

function safetyLines(transform: Transform): string[] {
  const safeties = safetiesOf(transform)
  if (safeties.length === 0) return []
  return [`safety: ${safeties.join(', ')}${safeties.includes('unsafe') ? ' (unsafe edits need --unsafe)' : ''}`]
}

function noteLines({ id, standing, differs, ifLeft, evidence }: Note): string[] {
  return [
    `${id}:`,
    `  if left: ${ifLeft}`,
    ...(standing === 'accurate' ? [] : [`  the published note is ${standing}: ${differs ?? ''}`]),
    ...evidence.map((source) => `  evidence: ${source}`),
  ]
}

function questionLines(name: string, { description, default: answer, values }: Question): string[] {
  return [`--set ${name}=${answer}  (default; ${values?.join(' | ') ?? 'any text'})`, `    ${description}`]
}
