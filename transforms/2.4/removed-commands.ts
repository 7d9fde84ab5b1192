import { add, command, defineTransform, finding, remove, rename, text, when } from '../../src/rules.ts'
import type { Change, Site } from '../../src/transform.ts'

/** What each of the commands installed, by the names `--components` has for it, and where. */
const INSTALLERS = [
  { name: 'metrics', components: ['prometheus', 'grafana'], namespace: 'kuma-metrics' },
  { name: 'tracing', components: ['jaeger'], namespace: 'kuma-tracing' },
  { name: 'logging', components: ['loki'], namespace: 'kuma-logging' },
] as const

export default defineTransform({
  title: '`kumactl install metrics`, `tracing` and `logging` became `kumactl install observability`',
  since: ['2.4.0'],
  notes: ['kumactl-install-observability-parts-removed'],
  acceptedSince: '2.0',
  readUntil: '2.3',
  rules: [
    ...INSTALLERS.map(({ name, components, namespace }) =>
      when(command(`kumactl install ${name}`), (site) => carry(site, components, namespace), { elsewhere: false }),
    ),
    when(text(/\bkumactl install (?:metrics|tracing|logging)\b/g), () =>
      finding('it became `kumactl install observability`, which takes what to install in `--components`'),
    ),
  ],
})

function carry(site: Site, components: readonly string[], namespace: string): readonly Change[] {
  const left = components.map((component) => ({ component, without: site.get(`--without-${component}`) }))
  if (left.some(({ without }) => without !== undefined && without.value !== true)) return [finding(SWITCHES)]
  const kept = left.filter(({ without }) => without === undefined).map(({ component }) => component)
  if (kept.length === 0) return [finding(NOTHING)]
  const gone = left.filter(({ without }) => without !== undefined)
  return [
    rename('observability'),
    add('--components', kept.join(',')),
    ...gone.map(({ component }) => remove(`--without-${component}`)),
    finding(site.get('--namespace') === undefined ? moved(namespace) : ADDRESSES),
  ]
}

const SWITCHES =
  'it became `kumactl install observability`; `--components` takes the names of what to install, instead of `--without-…`'
const NOTHING = 'it installs nothing; take it out'
const ADDRESSES =
  'the parts look for each other in the namespace `mesh-observability`: give their addresses as well where they stand elsewhere'

function moved(namespace: string): string {
  return `it installs into the namespace \`mesh-observability\`, no longer into \`${namespace}\`: take out what stands there`
}
