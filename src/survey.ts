import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { chartOf } from './dialects/kuma.ts'
import { prefixOfChart } from './dialects/charts.ts'
import { namedValues, valuesOfChart } from './dialects/releases.ts'
import { showPath } from './files/scan.ts'
import { loading } from './formats/lazy.ts'
import type { Told } from './result.ts'

const VALUES = /values[\w.-]{0,80}\.ya?ml$/i
const MENTION = /kuma|kong-?mesh|kmesh/i

/** What is told of files of values by the charts beside them and by the releases that name them. */
export class Survey {
  /** What the values in a file stand behind; undefined among it: another chart takes it too. */
  private readonly named = new Map<string, Set<string | undefined>>()
  private readonly known = new Map<string, Told | undefined>()
  private readonly base: string

  private constructor(base: string) {
    this.base = base
  }

  /** @param leads files that may name a chart of Kuma's, absolute */
  static async of(base: string, leads: readonly string[]): Promise<Survey> {
    const survey = new Survey(base)
    for (const lead of leads) await loading(() => survey.follow(lead))
    return survey
  }

  /** Files that hold values of the chart, absolute: in some no word shows it. */
  get files(): string[] {
    return [...this.named].filter(([, prefixes]) => !prefixes.has(undefined)).map(([file]) => file)
  }

  /** @param path as it is shown */
  toldOf(path: string): Told | undefined {
    const file = resolve(this.base, path)
    if (!this.known.has(file)) this.known.set(file, this.find(file))
    return this.known.get(file)
  }

  private find(file: string): Told | undefined {
    const named = this.named.get(file)
    if (named?.has(undefined) === true) return undefined
    const beside = VALUES.test(file) ? chartBeside(file) : undefined
    if (named === undefined || named.size === 0) return beside
    const others = beside?.role === 'values' && beside.doubt === undefined ? (beside.prefixes ?? []) : []
    const prefixes = [...new Set([...named, ...others])].filter((prefix) => prefix !== undefined)
    return { role: 'values', prefixes: prefixes.sort() }
  }

  private follow(lead: string): void {
    const text = textOf(lead)
    if (text === undefined) return
    if (isChartFile(lead)) {
      if (valuesOfChart(text) === undefined) return
      for (const file of valuesOf(dirname(lead))) this.note(file, [])
      return
    }
    for (const { charts, file } of namedValues(text, showPath(this.base, lead))) {
      const from = dirname(lead)
      const prefixes = charts.map((chart) => this.prefixesOf(chart, from)).find((each) => each !== undefined)
      const chart = charts[0] ?? ''
      for (const found of this.locate(file, chart, from)) this.note(found, prefixes ?? [undefined])
    }
  }

  private note(file: string, prefixes: readonly (string | undefined)[]): void {
    const all = this.named.get(file) ?? new Set()
    for (const prefix of prefixes) all.add(prefix)
    this.named.set(file, all)
  }

  /** A chart in the repository, or one that is known by its name. */
  private prefixesOf(chart: string, from: string): readonly string[] | undefined {
    for (const folder of this.above(from)) {
      const told = chartIn(join(folder, chart))
      if (told !== undefined) return told.role === 'values' ? told.prefixes : undefined
    }
    const name = chartOf(chart)
    return name === undefined ? undefined : [prefixOfChart(name)]
  }

  /** The files that a name stands for, from the folder of the release, those above it and that of the chart. */
  private locate(file: string, chart: string, from: string): readonly string[] {
    // What comes first may be a source (Argo CD), a folder of the module (Terraform) or of the role (Ansible).
    const path = file.replace(/^(?:\$\{[^}]*\}|\{\{[^}]*\}\}|\$\w+)\//, '').replace(/^\//, '')
    const folders = this.above(from)
    for (const folder of [...folders, ...folders.map((each) => join(each, chart))]) {
      const found = expand(folder, path)
      if (found.length > 0) return found
    }
    return []
  }

  /** A folder and those around it, out to that of the run. */
  private above(from: string): string[] {
    const folders: string[] = []
    for (let folder = from; ; folder = dirname(folder)) {
      folders.push(folder)
      if (folder === this.base || dirname(folder) === folder || !from.startsWith(this.base)) return folders
    }
  }
}

function isChartFile(path: string): boolean {
  return /^(?:Chart|requirements)\.ya?ml$/.test(basename(path))
}

function textOf(path: string): string | undefined {
  try {
    return statSync(path).isFile() ? readFileSync(path, 'utf8') : undefined
  } catch {
    return undefined
  }
}

/** What values belong to that lie in a chart's folder, or in the one of its tests. */
function chartBeside(file: string): Told | undefined {
  const folder = dirname(file)
  const told = chartIn(folder) ?? (basename(folder) === 'ci' ? chartIn(dirname(folder)) : undefined)
  // Such a chart may hand values on that name Kuma in their own words.
  return told?.role === 'other' && MENTION.test(`${file} ${textOf(file) ?? ''}`) ? undefined : told
}

function chartIn(folder: string): Told | undefined {
  const texts = ['Chart.yaml', 'requirements.yaml'].flatMap((name) => textOf(join(folder, name)) ?? [])
  if (texts.length === 0) return undefined
  const told = texts.map(valuesOfChart).findLast((each) => each !== undefined)
  return told ?? (texts.some((text) => MENTION.test(text)) ? undefined : { role: 'other' })
}

function valuesOf(folder: string): string[] {
  return namesIn(folder)
    .filter((name) => VALUES.test(name))
    .map((name) => join(folder, name))
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** The files of a path in which expressions stand for any name: `values/{{ .Environment.Name }}.yaml`. */
function expand(folder: string, path: string): string[] {
  let found = [folder]
  for (const part of path.split('/')) {
    const isOpen = /\{\{|\$/.test(part)
    const pattern = isOpen ? patternOf(part) : undefined
    found = found.flatMap((each) =>
      pattern === undefined
        ? [join(each, part)]
        : namesIn(each)
            .filter((name) => pattern.test(name))
            .map((name) => join(each, name)),
    )
  }
  return found.filter((each) => textOf(each) !== undefined)
}

function patternOf(part: string): RegExp {
  const literals = part.split(/\{\{[^{}]*\}\}|\$\{[^{}]*\}|\$\w+/).map((each) => each.replaceAll(/\W/g, '\\$&'))
  return new RegExp(`^${literals.join('[^/]*')}$`)
}
