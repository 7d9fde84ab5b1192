import type { Format } from '../format.ts'
import { type LazyFormat, lazy } from './lazy.ts'
import { plain } from './plain.ts'

// Parsers are large: each is imported when the first text needs it.
const dockerfile = lazy('dockerfile', 'words', async () => (await import('./dockerfile.ts')).dockerfile)
const dotenv = lazy('dotenv', 'lines', async () => (await import('./dotenv.ts')).dotenv)
const go = lazy('go', undefined, async () => (await import('./go.ts')).go)
const groovy = lazy('groovy', undefined, async () => (await import('./groovy.ts')).groovy)
const hcl = lazy('hcl', 'values', async () => (await import('./hcl.ts')).hcl)
const javascript = lazy('javascript', 'values', async () => (await import('./javascript.ts')).javascript)
const jsonPair = lazy('json-pair', undefined, async () => (await import('./json-pair.ts')).jsonPair)
const makefile = lazy('makefile', 'words', async () => (await import('./makefile.ts')).makefile)
const markdown = lazy('markdown', undefined, async () => (await import('./markdown.ts')).markdown)
const shell = lazy('shell', undefined, async () => (await import('./shell.ts')).shell)
const systemd = lazy('systemd', 'words', async () => (await import('./systemd.ts')).systemd)
const yaml = lazy('yaml', undefined, async () => (await import('./yaml.ts')).yaml)

/** File names and the formats they are in; the first that matches. */
const FORMATS: readonly (readonly [RegExp, LazyFormat])[] = [
  [/\.(?:ya?ml|json|jsonc|template)$/i, yaml],
  [/\.(?:sh|bash|envrc)$/i, shell],
  [/\.(?:md|mdx|markdown)$/i, markdown],
  [/\.(?:tf|tfvars|hcl|nomad)$/i, hcl],
  [/\.(?:[mc]?[jt]s|[jt]sx)$/i, javascript],
  [/(?:^|\/)(?:Dockerfile|Containerfile)(?:\.[\w.-]+)?$|\.dockerfile$/, dockerfile],
  [/(?:^|\/)Jenkinsfile(?:\.[\w.-]+)?$|\.(?:groovy|jenkinsfile)$/, groovy],
  [/(?:^|\/)(?:GNU)?[Mm]akefile(?:\.[\w-]+)?$|\.mk$/, makefile],
  [/\.go$/i, go],
  [/\.json-pair$/, jsonPair],
  [/\.(?:service|socket|timer)$|\.(?:service|socket|timer)\.d\/[^/]+\.conf$/i, systemd],
  [/(?:^|[./])env(?:\.[\w-]+)?$/i, dotenv],
  [/(?:^|\/)(?:sysconfig|default)\/[\w.-]+$/, dotenv],
]

/** CoreDNS has a syntax of its own, whatever the ending: `corefile.template` is no CloudFormation. */
const COREFILE = /(?:^|[./])corefile[^/]*$/i

/** Endings of templates, before which the ending of what they make stands. */
const TEMPLATE = /\.(?:j2|jinja2?|tmpl|tpl|gotmpl|tftpl|erb|template)$/i

/** The format a file's name, or a name given to an inner text, stands for. */
export function formatOf(name: string): Format {
  if (COREFILE.test(name)) return plain
  const made = name.replace(TEMPLATE, '')
  return find(name) ?? (made === name ? undefined : find(made)) ?? plain
}

function find(name: string): Format | undefined {
  return FORMATS.find(([pattern]) => pattern.test(name))?.[1]
}

/** For callers that cannot wait later: after it no text needs a format that is not there. */
export async function loadFormats(): Promise<void> {
  await Promise.all(FORMATS.map(([, format]) => format.load()))
}
