import ignore from 'ignore'
import type { Told } from './result.ts'
import { UserError } from './user-error.ts'

/** What a user can say that files hold, where no words in them tell. */
export const ASSUMABLE: readonly {
  readonly dialect: string
  readonly about: string
  readonly told: Told
}[] = [
  { dialect: 'kuma-values', about: "values of Kuma's chart", told: { role: 'values' } },
  {
    dialect: 'kong-mesh-values',
    about: "values of Kong Mesh's chart, which stand under `kuma`",
    told: { role: 'values', prefixes: ['kuma.'] },
  },
  { dialect: 'kuma-cp-config', about: "the control plane's configuration", told: { role: 'config' } },
  {
    dialect: 'chart-release',
    about: "releases of Kuma's chart that do not name it, such as `helm upgrade mesh $CHART`",
    told: { role: 'release' },
  },
  {
    dialect: 'other',
    about: "another product's: values and configuration in them are no findings either",
    told: { role: 'other' },
  },
]

/**
 * What is known of files by the user's word: of several that speak of a file, the last counts.
 * @param assumptions `kuma-values=deploy/**\/values*.yaml`, with globs as in ignore files
 * @returns undefined where there are none
 * @throws UserError for one that is not written so
 */
export function toldBy(assumptions: readonly string[]): ((path: string) => Told | undefined) | undefined {
  const all = assumptions.map(parse)
  if (all.length === 0) return undefined
  return (path) => (ignore.isPathValid(path) ? all.findLast(({ matches }) => matches(path))?.told : undefined)
}

function parse(text: string): { told: Told; matches: (path: string) => boolean } {
  const [dialect = '', ...rest] = text.split('=')
  const glob = rest.join('=')
  const known = ASSUMABLE.find((each) => each.dialect === dialect)
  if (known === undefined || glob === '')
    throw new UserError(
      `--assume ${text}: write --assume <dialect>=<glob>, the dialect one of ${ASSUMABLE.map((each) => each.dialect).join(', ')}.`,
    )
  if (/^[!#]/.test(glob))
    throw new UserError(`--assume ${text}: the glob names files; it cannot start with ${glob[0]}.`)
  const matcher = ignore({ ignorecase: false }).add(glob.replace(/^\.\//, '/'))
  return { told: known.told, matches: (path) => matcher.ignores(path) }
}
