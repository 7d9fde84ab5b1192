import { defineTransform, finding, flag, on, set, setting, text, textOf, value, when } from '../../src/rules.ts'
import type { Asked, Change, Place, Site } from '../../src/transform.ts'

const MODES: readonly Place[] = [
  setting('mode'),
  value('controlPlane.mode'),
  flag('kumactl install control-plane', '--mode'),
]

/** Where the mode is written in prose, and in files that cannot be read. */
const MENTIONS: readonly RegExp[] = [
  /\bKUMA_MODE\b["']?[ \t?:=]{1,16}["']?standalone\b/gi,
  /\bcontrolPlane\.mode=["']?standalone\b/gi,
  /\bkumactl install control-plane [^\n]{0,300}--mode[= ]standalone\b/gi,
]

const BECAME = 'the mode `standalone` became `zone`, without the address of a global control plane; change it by hand'

export default defineTransform({
  title: 'The mode `standalone` became `zone` without a global control plane',
  since: ['2.6.0', '3.0.0'],
  notes: ['standalone-mode-deprecated'],
  acceptedSince: '2.6',
  readUntil: '2.14',
  rules: [
    ...MODES.map((mode) => when(mode, toZone, { elsewhere: false })),
    ...MENTIONS.map((mention) => on(text(mention), finding(BECAME))),
  ],
})

const ADDRESSES = ['multizone.zone.globalAddress', 'controlPlane.kdsGlobalAddress', '--kds-global-address']

function toZone(site: Site, asked: Asked): readonly Change[] {
  const mode = textOf(site.value)
  if (mode === undefined) {
    return [
      finding(
        'the mode cannot be read here: `standalone` is deprecated, and `zone` without a global control plane is the same',
      ),
    ]
  }
  if (mode.toLowerCase() !== 'standalone') return []
  // A standalone control plane ignores the address; a zone's joins the global one.
  const beside = ADDRESSES.flatMap((name) => site.get(name) ?? [])
  const address = [...beside, ...elsewhere(site, asked)].find((found) => found.value !== '')
  if (address === undefined) return [set('zone')]
  return [finding(`with the mode \`zone\` it would join a global control plane: remove \`${address.path}\` first`)]
}

/** The chart's values and the variables and configuration in them speak of one control plane. */
function elsewhere(site: Site, asked: Asked): Site[] {
  const places = [setting('multizone.zone.globalAddress'), value('controlPlane.kdsGlobalAddress')]
  return places.flatMap((place) => asked.sites(place)).filter(({ form }) => form !== site.form)
}
