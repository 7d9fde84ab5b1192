import { add, command, defineTransform, finding, rename, when } from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'

export default defineTransform({
  title: '`kumactl generate control-plane-token` became `kumactl generate zone-token --scope=cp`',
  since: ['2.10.0'],
  notes: ['km-cp-token-command', 'km-cp-token-deprecated'],
  acceptedSince: '2.0',
  readUntil: '2.9',
  questions: {
    'valid-for': {
      description: 'the lifetime to write where none is given, in hours; the old command took ten years',
      default: '87600h',
    },
  },
  rules: [
    when(command('kumactl generate control-plane-token'), toZoneToken, {
      elsewhere:
        '`kumactl generate control-plane-token` is gone; use `kumactl generate zone-token --scope=cp` with `--valid-for`',
    }),
  ],
})

function toZoneToken(site: Site, asked: Asked): readonly Change[] {
  const near = site.get('--zone') === undefined ? undefined : '--zone'
  const scope = site.get('--scope') === undefined ? [add('--scope', 'cp', near)] : []
  if (site.get('--valid-for') !== undefined) return [rename('zone-token'), ...scope]
  const lifetime = asked.option('valid-for')
  return [
    rename('zone-token'),
    ...scope,
    add('--valid-for', lifetime, near),
    finding(
      `\`--valid-for\` is mandatory now: \`${lifetime}\` was written, as long as the old command gave; choose a lifetime`,
    ),
  ]
}
