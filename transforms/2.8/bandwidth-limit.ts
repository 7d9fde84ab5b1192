import { defineTransform, field, finding, textOf, when } from '../../src/rules.ts'
import type { Change, Site } from '../../src/transform.ts'

const PLACES = [
  field('MeshFaultInjection', 'from[].default.http[].responseBandwidth.limit'),
  field('MeshFaultInjection', 'to[].default.http[].responseBandwidth.limit'),
  field('FaultInjection', 'conf.responseBandwidth.limit'),
]

export default defineTransform({
  title: 'The limit of a `responseBandwidth` is read strictly',
  since: ['2.8.0'],
  notes: ['faultinjection-bandwidth-strict'],
  readUntil: '2.7',
  rules: PLACES.map((place) => when(place, judge, { elsewhere: false })),
})

/** Kuma `pkg/core/validators/common_validators.go` of 2.8: up to 2.7 a limit needed to hold such text anywhere in it. */
function judge(limit: Site): readonly Change[] {
  const said = textOf(limit.value)
  if (said === undefined) return [finding(UNREADABLE)]
  if (/^\d*\s?[GMk]+bps$/.test(said)) return []
  return [
    finding(
      `\`${said}\` is no limit from 2.8 on: write a whole number with \`kbps\`, \`Mbps\` or \`Gbps\``,
      suggest(said),
    ),
  ]
}

const UNREADABLE =
  'the limit cannot be read here; Kuma 2.8 takes nothing but a whole number with `kbps`, `Mbps` or `Gbps`'

/** Where the meaning is plain; a limit of a few bits, or below zero, has none in kilobits. */
function suggest(said: string): string | undefined {
  const [, number, unit] = /^\s*(\d+)\s*([GMk]?bps)\s*$/.exec(said) ?? []
  if (number === undefined || unit === undefined) return undefined
  if (unit !== 'bps') return `${number}${unit}`
  return number.endsWith('000') ? `${number.slice(0, -3)}kbps` : undefined
}
