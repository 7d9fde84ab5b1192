import { annotation, defineTransform, finding, flag, setting, textOf, when } from '../../src/rules.ts'
import type { Change, Site } from '../../src/transform.ts'

const PROXY = 'runtime.kubernetes.injector.builtinDNS.experimentalProxy'
const KEEP = 'KUMA_RUNTIME_KUBERNETES_INJECTOR_BUILTIN_DNS_EXPERIMENTAL_PROXY=false'

const NO_COREFILE =
  'sidecars on Kubernetes run no CoreDNS from 2.11 on, and no Corefile of yours is read: leave it out, or keep CoreDNS'
const NO_LOG =
  'the DNS server that replaces CoreDNS on Kubernetes from 2.11 on logs no queries: leave it out, or keep CoreDNS'
const STATED =
  'a proxy that is told a port for the new DNS server reads no Corefile from 2.11 on: on Kubernetes it is, outside it is not unless you do; state the port 0 to keep CoreDNS'

export default defineTransform({
  title: 'Sidecars resolve names themselves, without CoreDNS',
  since: ['2.11.0'],
  notes: ['embedded-dns-default'],
  readUntil: '2.10',
  rules: [
    when(setting('bootstrapServer.params.corefileTemplatePath'), (site) => corefile(site), { elsewhere: NO_COREFILE }),
    when(setting('runtime.kubernetes.injector.builtinDNS.logging'), (site) => queryLog(site), { elsewhere: NO_LOG }),
    when(annotation('kuma.io/builtin-dns-logging'), (site) => queryLog(site), { elsewhere: NO_LOG }),
    ...[
      setting('dns.coreDnsConfigTemplatePath', 'KUMA_DNS_CORE_DNS_CONFIG_TEMPLATE_PATH'),
      flag('kuma-dp run', '--dns-coredns-config-template-path'),
    ].map((place) => when(place, (site) => template(site), { elsewhere: STATED })),
  ],
})

function corefile(site: Site): readonly Change[] {
  return site.get(PROXY) === undefined && textOf(site.value) !== '' ? [finding(NO_COREFILE, KEEP)] : []
}

function queryLog(site: Site): readonly Change[] {
  const off = textOf(site.value)?.toLowerCase() === 'false' || textOf(site.value) === 'no'
  const chosen = site.path.includes(':') ? undefined : site.get(PROXY)
  return off || chosen !== undefined ? [] : [finding(NO_LOG, KEEP)]
}

function template(site: Site): readonly Change[] {
  return site.get('KUMA_DNS_PROXY_PORT') === undefined ? [finding(STATED, 'KUMA_DNS_PROXY_PORT=0')] : []
}
