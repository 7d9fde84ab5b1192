import { annotation, defineTransform, finding, set, text, when } from '../../src/rules.ts'
import type { Change, Site } from '../../src/transform.ts'
import { stringOf } from '../resources.ts'

/** What the sidecar injector of 2.9 warns about (Kuma `pkg/plugins/runtime/k8s/webhooks/injector/precheck.go`). */
const SWITCHES = [
  'kuma.io/builtin-dns',
  'kuma.io/builtin-dns-logging',
  'kuma.io/egress',
  'kuma.io/gateway',
  'kuma.io/ignore',
  'kuma.io/ingress',
  'kuma.io/init-first',
  'kuma.io/sidecar-injected',
  'kuma.io/sidecar-injection',
  'kuma.io/transparent-proxying',
  'kuma.io/transparent-proxying-ebpf',
  'kuma.io/virtual-probes',
  'kuma.io/wait-for-dataplane-ready',
  'prometheus.metrics.kuma.io/aggregate-*-enabled',
  'traffic.kuma.io/drop-invalid-packets',
  'traffic.kuma.io/iptables-logs',
]

export default defineTransform({
  title: 'Switches among annotations are `true` or `false`, no longer `yes` or `no`',
  since: ['2.9.0'],
  notes: ['annotation-yes-no'],
  acceptedSince: '2.0',
  rules: [
    ...SWITCHES.map((name) => when(annotation(name), spell, { elsewhere: false })),
    when(
      text(/\bkubectl (?:annotate|label) [^\n]{0,300}?(?<=\s)["']?[\w.]*kuma\.io\/[\w-]+=["']?(?:yes|no)\b/g),
      typed,
      {
        elsewhere: false,
      },
    ),
  ],
})

/** A command that writes one; `annotation` sees those in files. */
function typed(site: Site): readonly Change[] {
  const [, name = ''] = /((?<![\w.])[\w.]{0,40}kuma\.io\/[\w-]+)=["']?(?:yes|no)$/.exec(String(site.value)) ?? []
  const isSwitch = SWITCHES.some((each) => {
    const [start = '', end] = each.split('*')
    return end === undefined ? name === each : name.startsWith(start) && name.endsWith(end)
  })
  return isSwitch ? [finding('`yes` and `no` are deprecated: write `true` or `false`')] : []
}

function spell(site: Site): readonly Change[] {
  if (site.value !== 'yes' && site.value !== 'no') return []
  // As an annotation it has had no effect since 2.2: spelled well, it would look like one that has.
  if (/annotations:kuma\.io\/sidecar-injection$/i.test(site.path)) return []
  if (site.value === 'yes' && isOfNamespace(site)) return [finding(NAMESPACE)]
  const spelled = site.value === 'yes' ? 'true' : 'false'
  if (isSet(site)) return [set(spelled)]
  return [finding(`\`${site.value}\` becomes \`${spelled}\` where it is set; what selects by it has to follow`)]
}

/** The injector is asked about namespaces labelled `enabled` or `true` alone (chart of 2.9, `cp-webhooks-and-secrets.yaml`). */
function isOfNamespace(site: Site): boolean {
  if (!/labels:kuma\.io\/sidecar-injection$/i.test(site.path) || /^pod/i.test(site.path)) return false
  return ['Namespace', undefined].includes(stringOf(site.get('//kind')))
}

const NAMESPACE =
  '`yes` has no effect on a namespace, where `true` would give every new pod a sidecar: write `true` if that is meant, else `disabled`'

/** Under `labels`, `podAnnotations` and such; not where objects are selected. */
function isSet({ path }: Site): boolean {
  const role = path.slice(0, path.indexOf(':'))
  return /(?:annotations|labels)$/i.test(role) && !role.startsWith('match')
}
