import { add, defineTransform, finding, flag, set, setting, textOf, value, when } from '../../src/rules.ts'
import type { Asked, Change, Place, Site } from '../../src/transform.ts'

const KDS = 'multizone.zone.kds'
const CLIENT = 'controlPlane.tls.kdsZoneClient'

/** How one surface says whom to trust. */
interface Surface {
  readonly ca: string
  /** Which question answers it. */
  readonly question: 'ca-file' | 'ca-secret'
  readonly skip: string
  readonly skipped: string | boolean
  readonly mode: string
  /** The other surface that may say it for the same control plane. */
  readonly others: readonly Place[]
}

const SETTING: Surface = {
  ca: `${KDS}.rootCaFile`,
  question: 'ca-file',
  skip: `${KDS}.tlsSkipVerify`,
  skipped: true,
  mode: 'mode',
  others: [value(`${CLIENT}.secretName`), value(`${CLIENT}.skipVerify`)],
}
const CHART: Surface = {
  ca: `${CLIENT}.secretName`,
  question: 'ca-secret',
  skip: `${CLIENT}.skipVerify`,
  skipped: true,
  mode: 'controlPlane.mode',
  others: [setting(SETTING.ca), setting(SETTING.skip)],
}
const COMMAND: Surface = {
  ca: '--tls-kds-zone-client-secret',
  question: 'ca-secret',
  skip: '--set',
  skipped: `${CLIENT}.skipVerify=true`,
  mode: '--mode',
  others: CHART.others.concat(SETTING.others),
}

export default defineTransform({
  title: 'a zone verifies the certificate of the global control plane',
  since: ['2.3.0'],
  notes: ['kds-tls-verification'],
  questions: {
    'ca-file': { description: 'the path of the CA of the global control plane, for settings', default: '' },
    'ca-secret': { description: 'the Secret with the CA of the global control plane, for the chart', default: '' },
    trust: {
      description:
        'what to do where neither is given: `public` says that the certificate is trusted everywhere, `skip` switches the verification off, as it was up to 2.2, which lets anybody pose as the global control plane',
      default: 'ask',
      values: ['ask', 'public', 'skip'],
    },
  },
  rules: [
    when(setting('multizone.zone.globalAddress'), (site, asked) => verify(site, asked, SETTING), { elsewhere: false }),
    when(value('controlPlane.kdsGlobalAddress'), (site, asked) => verify(site, asked, CHART), { elsewhere: false }),
    when(flag('kumactl install control-plane', '--kds-global-address'), (site, asked) => verify(site, asked, COMMAND), {
      elsewhere: false,
    }),
  ],
})

function verify(site: Site, asked: Asked, surface: Surface): readonly Change[] {
  const address = textOf(site.value)
  const mode = textOf(site.get(surface.mode)?.value)
  if (address !== undefined && (!address.startsWith('grpcs://') || isPublic(address))) return []
  if (mode === 'global' || mode === 'standalone' || isTold(site, asked, surface)) return []
  const ca = asked.option(surface.question)
  const trust = asked.option('trust')
  if (ca !== '') return [write(site, surface.ca, ca)]
  if (trust === 'skip') return [write(site, surface.skip, surface.skipped), finding(OFF)]
  return trust === 'public' ? [] : [finding(ask(surface.question))]
}

/** Konnect's certificates are signed by a CA that every system knows. */
function isPublic(address: string): boolean {
  return /^grpcs:\/\/[\w.-]+\.mesh\.sync\.konghq\.com(?::\d+)?\/?$/.test(address)
}

function isTold(site: Site, asked: Asked, { ca, skip, others }: Surface): boolean {
  const sites = [
    site.get(ca),
    skip === '--set' ? undefined : site.get(skip),
    ...others.flatMap((other) => asked.sites(other)),
  ]
  return sites.some((each) => each !== undefined && !isOff(each))
}

/** As the chart has it by default. */
function isOff({ value: chosen }: Site): boolean {
  return chosen === null || ['', 'false'].includes(textOf(chosen) ?? 'expression')
}

function write(site: Site, name: string, chosen: string | boolean): Change {
  const present = name === '--set' ? undefined : site.get(name)
  return present === undefined ? add(name, chosen) : set(chosen, name)
}

function ask(question: Surface['question']): string {
  return `from 2.3 on the zone verifies the certificate of the global control plane; unless every system trusts it, give its CA with \`--set 2.3/global-certificate.${question}=…\`, or decide by \`--set 2.3/global-certificate.trust=public\` or \`=skip\``
}

const OFF = 'anybody can pose as the global control plane here; give the zone its CA as soon as you can'
