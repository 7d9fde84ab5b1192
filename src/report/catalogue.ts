import type { Question, Transform } from '../transform.ts'

/** One line for each transform: id, the releases whose step runs it, title. */
export function formatList(transforms: readonly Transform[]): string {
  const width = Math.max(0, ...transforms.map(({ id }) => id.length))
  return transforms
    .map(({ id, since, title }) => `${id.padEnd(width)}  ${since.join(', ') || 'always'}  ${title}\n`)
    .join('')
}

/** What a transform is, from its data and its page. */
export function formatExplanation(transform: Transform, page: string | undefined): string {
  const { id, since, acceptedSince, readUntil, notes, questions } = transform
  const facts = [
    `id: ${id}`,
    since.length === 0 ? 'runs at the end of every upgrade' : `runs in the step to: ${since.join(', ')}`,
    `new form read since: ${acceptedSince ?? 'there is no new form'}`,
    `old form read until: ${readUntil ?? 'still read'}`,
    `upgrade notes: ${notes.join(', ') || 'none'}`,
    ...Object.entries(questions).flatMap(([name, question]) => questionLines(`${id}.${name}`, question)),
  ]
  return `${(page ?? `# ${transform.title}`).trimEnd()}\n\n${facts.join('\n')}\n`
}

function questionLines(name: string, { description, default: answer, values }: Question): string[] {
  return [`--set ${name}=${answer}  (default; ${values?.join(' | ') ?? 'any text'})`, `    ${description}`]
}
