import type { Change } from '../transform.ts'
import { locateFlat } from './flat.ts'
import type { FlatHome, Located, Variable } from './home.ts'
import { isNamed } from './metadata.ts'

/** Where a path of Helm's leads into annotations or labels; the rest of it is the name of one, with dots that are escaped. */
const ROLE = /(?:^|\.)(\w{0,40}(?:[Aa]nnotations|[Ll]abels))\./

/** An annotation or label that `--set` gives a chart, Kuma's or another: `podAnnotations.kuma\.io/mesh=default`. */
export function locateSetMetadata(home: FlatHome, name: string): Located[] {
  return home.variables.flatMap((variable) => located(home, variable, name))
}

function located(home: FlatHome, variable: Variable, wanted: string): Located[] {
  const match = ROLE.exec(variable.name)
  const role = match?.[1]
  if (match === null || role === undefined) return []
  const start = match.index + match[0].length
  const [prefix, rest] = [variable.name.slice(0, start), variable.name.slice(start)]
  const key = rest.replaceAll(/\\+|["']/g, '')
  const quote = /^["']/.exec(rest)?.[0] ?? ''
  // A shell may take one backslash for itself.
  const escape = /\\+/.exec(rest)?.[0] ?? '\\'
  if (!isNamed(wanted, key)) return []
  const own = (name: string): string => (name.startsWith(`${role}:`) ? name.slice(role.length + 1) : name)
  const isElsewhere = (name: string | undefined): boolean =>
    name !== undefined && /[:/]/.test(own(name).split('.')[0] ?? '')
  const spell = (name: string): string => prefix + quote + own(name).replaceAll('.', `${escape}.`) + quote
  const sites = locateFlat(home, key, spell).filter(({ span }) => span === variable.nameSpan)
  return sites.map((site) => ({
    ...site,
    // The name is Kuma's, whosever chart it is.
    doubt: undefined,
    path: `${role}:${key}`,
    form: 'kubernetes',
    get: (name) => (isElsewhere(name) ? undefined : site.get(name)),
    all: (name) => (isElsewhere(name) ? [] : site.all(name)),
    edit: (changes) => {
      if (changes.some((change) => namesOf(change).some(isElsewhere)))
        return { because: `what \`${role}\` stands for has its labels elsewhere` }
      const isText = isTyped(site.value) || setsText(home)
      return !isText && changes.some((change) => 'value' in change && isTyped(change.value))
        ? { because: 'it has to be text: `--set-string` is needed' }
        : site.edit(changes)
    },
  }))
}

/** What Helm's `--set` takes for something else than text. */
function isTyped(value: unknown): boolean {
  return /^(?:true|false|null|-?\d+)$/.test(String(value))
}

function setsText({ source, chain }: FlatHome): boolean {
  const [link] = chain
  const start = link?.list.members[link.index]?.span.start ?? 0
  return /^["']?--set-string\b/.test(source.text.slice(start, start + 20))
}

function namesOf(change: Change): (string | undefined)[] {
  if (change.do === 'copy') return []
  return [change.at, 'to' in change ? change.to : undefined, 'name' in change ? change.name : undefined]
}
