import type { Command } from '../format.ts'
import { chartOf } from './kuma.ts'

/** The program that installs the chart itself, or its image. */
export const KUMACTL = /(?:^|\/)kumactl(?:[:@]|$)/

/** What may be the chart of a Helm command. The release may have the product's name too; where a path stands, that is the chart. */
export function chartsOf(words: readonly string[]): readonly string[] {
  const others = words.filter(
    (word, index) => !word.startsWith('-') && !/^(?:-f|--values)$/.test(words[index - 1] ?? ''),
  )
  const paths = others.filter((word) => word.includes('/') && !/^https?:|helm$/.test(word))
  return paths.length > 0 ? paths : others.filter((word) => chartOf(word) !== undefined)
}

/** What the chart's values stand behind that a command installs; undefined: it installs none, or not surely Kuma's. */
export function installedBy({ words }: Command): string | undefined {
  const said = words.map(({ source }) => source)
  if (said.some((word) => KUMACTL.test(word))) return ''
  if (!said.some((word) => /(?:^|\/)helm$/.test(word))) return undefined
  const [chart] = chartsOf(said)
  const isTold = said.some((word) => /[/.]/.test(word) && /kuma|kong/.test(word))
  const name = isTold ? chartOf(chart) : undefined
  return name === undefined ? undefined : prefixOfChart(name)
}

/** What stands before the values of a chart that is released by its own name. */
export function prefixOfChart(chart: 'kuma' | 'kong-mesh'): string {
  return chart === 'kuma' ? '' : 'kuma.'
}
