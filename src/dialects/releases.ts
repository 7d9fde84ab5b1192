import { formatOf } from '../formats/index.ts'
import type { Told } from '../result.ts'
import { type MapNode, type Node, resolve, stringAt, valueAt } from '../tree.ts'
import type { CommandHome } from '../views/home.ts'
import { chartsOf, prefixOfChart } from './charts.ts'
import { chartOf } from './kuma.ts'
import { readText } from './read.ts'
import { CHART_NAMES } from './tables.ts'

/** A file that a release takes its chart's values from, as it is written there. */
export interface NamedValues {
  /** The chart as it is written: the first that there is. */
  readonly charts: readonly string[]
  readonly file: string
}

/** Keys under which releases name files of values: Argo CD, Flux, Fleet, Skaffold, helmfile, Kustomize, Terraform, Ansible, Pulumi. */
const FILE_KEYS = [
  'values',
  'valueFiles',
  'valuesFiles',
  'valuesFile',
  'values_files',
  'valueYamlFiles',
  'additionalValuesFiles',
]
const FILE = /^[^\n]{1,500}\.(?:ya?ml|json|tftpl|gotmpl|tpl|tmpl|j2)$/
/** Of these texts inside a file, some may name a file of values. */
const MAY_NAME = /\.(?:ya?ml|json|tftpl|gotmpl|tpl|tmpl|j2)\b/

/** The files of values that the releases and commands in a text name. */
export function namedValues(text: string, path: string): NamedValues[] {
  return readText(text, path, (inner) => MAY_NAME.test(inner)).flatMap(({ source, parsed, homes }) => [
    ...parsed.roots.flatMap((root) => mapsIn(root)).flatMap((map) => namedByRelease(map, source.text)),
    ...homes.flatMap((home) => (home.home === 'command' ? namedByCommand(home) : [])),
  ])
}

function mapsIn(root: Node): MapNode[] {
  const maps: MapNode[] = []
  const pending = [root]
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.type === 'map') maps.push(node)
    if (node.type === 'map' || node.type === 'list') for (const { value } of node.members) pending.push(value)
  }
  return maps
}

function namedByRelease(map: MapNode, text: string): NamedValues[] {
  const nodes = FILE_KEYS.flatMap((key) => [valueAt(map, key), valueAt(map, 'helm', key)])
  const files = nodes.flatMap((node) => textsIn(node, text)).filter((file) => FILE.test(file))
  if (files.length === 0) return []
  const names = [...CHART_NAMES, 'remoteChart', 'chartPath', 'path', 'name']
  const chart = names.map((name) => stringAt(map, name)).find((name) => name !== undefined)
  return chart === undefined ? [] : files.map((file) => ({ charts: [chart], file }))
}

/** What a value says, or the texts that are given to the functions in it. */
function textsIn(node: Node | undefined, text: string): string[] {
  const found = resolve(node)
  if (found === undefined || found.type === 'map') return []
  if (found.type === 'list') return found.members.flatMap(({ value }) => textsIn(value, text))
  if (typeof found.value === 'string') return [found.value]
  const written = text.slice(found.span.start, found.span.end)
  if (!written.includes('(')) return [written.replace(/^(["'])(.*)\1$/, '$2')]
  return [...written.matchAll(/["'`]([^"'`\n]{1,500})["'`]/g)].flatMap(([, inner]) => inner ?? [])
}

function namedByCommand({ command }: CommandHome): NamedValues[] {
  const words = command.words.map(({ source }) => source)
  if (!words.some((word) => /(?:^|\/)helm$/.test(word))) return []
  const files = words.flatMap((word, index) => {
    if (word === '-f' || word === '--values') return words[index + 1] ?? []
    return /^(?:-f|--values)=(.+)$/.exec(word)?.[1] ?? []
  })
  const charts = chartsOf(words)
  return files.flatMap((list) => list.split(',')).map((file) => ({ charts, file }))
}

/** What values belong to that lie beside a `Chart.yaml` (or a `requirements.yaml`); undefined: it has nothing to do with Kuma. */
export function valuesOfChart(text: string): Told | undefined {
  const root = formatOf('Chart.yaml').parse(text).roots[0]
  const dependencies = valueAt(root, 'dependencies')
  const name = chartOf(stringAt(root, 'name'))
  const prefixes = (dependencies?.type === 'list' ? dependencies.members : []).flatMap(({ value }) => {
    const chart = chartOf(stringAt(value, 'name'))
    // Kong Mesh's chart itself depends on Kuma's.
    if (chart === undefined || (name === 'kong-mesh' && chart === 'kuma')) return []
    const key = stringAt(value, 'alias') ?? chart
    return chart === 'kuma' ? `${key}.` : `${key}.kuma.`
  })
  if (prefixes.length > 0) return { role: 'values', prefixes }
  return name === undefined ? undefined : { role: 'values', prefixes: [prefixOfChart(name)], doubt: ITSELF }
}

const ITSELF = 'they belong to the chart itself, of which a new release brings its own'
