import type { Word } from '../format.ts'
import type { Change } from '../transform.ts'
import { insertFlags, locateCommand } from './command.ts'
import type { CommandHome, Located } from './home.ts'

/** The commands that install the chart. */
export const KUMACTL_INSTALL = 'kumactl install control-plane'
const COMMANDS = [KUMACTL_INSTALL, 'helm install', 'helm upgrade', 'helm template']

/** What a command may be given to say a value, besides the value. */
export const PAIR = '--set kuma.'

/** Values that stand elsewhere: in a file, or in the release that is there. */
const ELSEWHERE = /^(?:-f|--values|--reuse-values|--reset-then-reuse-values)(?:=|$)/

/**
 * A command that installs the chart and says nothing of the control plane by `--set`, which its pairs would tell. The names given
 * to `get` are values of the chart.
 */
export function locateInstall(home: CommandHome): Located[] {
  const { installs, command } = home
  const said = command.words.map(({ source }) => source)
  if (installs === undefined || said.some((word) => ELSEWHERE.test(word) || /\bcontrolPlane\b/.test(word))) return []
  return COMMANDS.flatMap((name) => locateCommand(home, name)).map((site) => ({
    ...site,
    claims: [],
    form: 'values',
    platform: 'kubernetes',
    get: (name) => flagFor(site, name) ?? pairIn(site, said, name),
    edit: (changes) => addPairs(home, installs, changes),
  }))
}

/** Only kumactl has flags for values. */
export function flagFor(site: Located | undefined, value: string): Located | undefined {
  return value === 'controlPlane.mode' ? site?.get('--mode') : undefined
}

function pairIn(site: Located, said: readonly string[], name: string): Located | undefined {
  const pairs = said.flatMap((word) => word.replace(/^--(?:set(?:-\w+)?|env-var)=/, '').split(','))
  const start = `${name.replace('controlPlane.envVars.', '')}=`
  const found = pairs.map((pair) => pair.replace(/^kuma\./, '')).find((pair) => pair.startsWith(start))
  return found === undefined ? undefined : { ...site, path: name, value: found.slice(start.length) }
}

/** It is written as it is, so that what stands behind it is written so too. */
function isName({ source }: Word): boolean {
  return COMMANDS.some((name) => name.endsWith(` ${source}`))
}

/** `--set name=value` at the end. */
function addPairs(
  { source, command }: CommandHome,
  prefix: string,
  changes: readonly Change[],
): ReturnType<Located['edit']> {
  const last = command.words.at(-1)
  const flags: string[][] = []
  for (const change of changes) {
    if (change.do === 'flag') continue
    if (change.do !== 'put' || change.name === undefined || !/^[\w.:/-]+$/.test(String(change.value)))
      return { because: 'this cannot be written on a command line' }
    flags.push(['--set', `${prefix}${change.name}=${String(change.value)}`])
  }
  return last === undefined ? [] : insertFlags(source.text, last, command.words.find(isName) ?? last, flags)
}
