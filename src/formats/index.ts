import type { Format } from '../format.ts'
import { dotenv } from './dotenv.ts'
import { hcl } from './hcl.ts'
import { javascript } from './javascript.ts'
import { markdown } from './markdown.ts'
import { plain } from './plain.ts'
import { shell } from './shell.ts'
import { systemd } from './systemd.ts'
import { yaml } from './yaml.ts'

/** File names and the formats they are in; the first that matches. */
const FORMATS: readonly (readonly [RegExp, Format])[] = [
  [/\.(?:ya?ml|json|jsonc|template)$/i, yaml],
  [/\.(?:sh|bash|envrc)$/i, shell],
  [/\.(?:md|mdx|markdown)$/i, markdown],
  [/\.(?:tf|tfvars|hcl|nomad)$/i, hcl],
  [/\.(?:[mc]?[jt]s|[jt]sx)$/i, javascript],
  [/(?:^|[./])env(?:\.[\w-]+)?$/i, dotenv],
  [/\.(?:service|socket|timer)$|\.(?:service|socket|timer)\.d\/[^/]+\.conf$/i, systemd],
  [/(?:^|\/)(?:sysconfig|default)\/[\w.-]+$/, dotenv],
]

/** Endings of templates, before which the ending of what they make stands. */
const TEMPLATE = /\.(?:j2|jinja2?|tmpl|tpl|gotmpl|erb|template)$/i

/** The format a file's name, or a name given to an inner text, stands for. */
export function formatOf(name: string): Format {
  const made = name.replace(TEMPLATE, '')
  return find(name) ?? (made === name ? undefined : find(made)) ?? plain
}

function find(name: string): Format | undefined {
  return FORMATS.find(([pattern]) => pattern.test(name))?.[1]
}
