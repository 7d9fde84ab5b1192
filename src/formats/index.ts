import type { Format } from '../tree.ts'
import { markdown } from './markdown.ts'
import { plain } from './plain.ts'
import { shell } from './shell.ts'
import { yaml } from './yaml.ts'

/** File names and the formats they are in; the first that matches. */
const FORMATS: readonly (readonly [RegExp, Format])[] = [
  [/\.(?:ya?ml|json|jsonc|template)$/i, yaml],
  [/\.(?:sh|bash|envrc)$/i, shell],
  [/\.(?:md|mdx|markdown)$/i, markdown],
]

/** The format a file's name, or a name given to an inner text, stands for. */
export function formatOf(name: string): Format {
  const base = name.slice(name.lastIndexOf('/') + 1)
  return FORMATS.find(([pattern]) => pattern.test(base))?.[1] ?? plain
}
