import { add, annotation, defineTransform, finding, rename, when } from '../../src/rules.ts'
import { type Asked, type Change, COPY, type Rule, type Site } from '../../src/transform.ts'

export default defineTransform({
  title:
    '`kuma.io/builtindns` and `kuma.io/builtindnsport` became `kuma.io/builtin-dns` and `kuma.io/builtin-dns-port`',
  since: ['2.2.0', '2.5.0'],
  notes: ['annotation-builtindns'],
  acceptedSince: '1.8',
  readUntil: '2.1',
  questions: {
    'legacy-cni': {
      description: 'whether pods go through version 1 of the CNI (2.2 to 2.4 only), which reads none but the old names',
      default: 'no',
      values: ['no', 'yes'],
    },
  },
  rules: [
    respell('kuma.io/builtindns', 'kuma.io/builtin-dns'),
    respell('kuma.io/builtindnsport', 'kuma.io/builtin-dns-port'),
  ],
})

function respell(old: string, now: string): Rule {
  return when(annotation(old), (site, asked) => carry(site, asked, now), {
    elsewhere: `\`${old}\` became \`${now}\`, and has no effect from 2.2 on; change it by hand`,
  })
}

function carry(site: Site, asked: Asked, now: string): readonly Change[] {
  // It has never meant anything as a label.
  if (/labels:/i.test(site.path)) return []
  const present = site.get(now)
  if (present !== undefined && present.value !== site.value)
    return [
      finding(`\`${now}\` beside it says otherwise, or one of them cannot be read; only that is read from 2.2 on`),
    ]
  if (asked.option('legacy-cni') === 'no') return [rename(now)]
  return present === undefined ? [add(now, COPY)] : []
}
