import { add, command, dataPlane, defineTransform, finding, flag, setting, when } from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'
import { stringOf } from '../resources.ts'

/** Variables with which kuma-dp knows whom to trust. */
const TRUST = ['KUMA_CONTROL_PLANE_CA_CERT', 'KUMA_CONTROL_PLANE_CA_CERT_FILE', 'KUMA_CONTROL_PLANE_TLS_SKIP_VERIFY']

const FLAGS = ['--ca-cert-file', '--skip-verify']

/** How one surface says it. */
interface Surface {
  readonly caFile: string
  readonly skip: string
  /** The flag to write beside; undefined: the site's own place. */
  readonly beside?: string
  readonly skipped: string | true
}

const PROXY: Surface = { caFile: '--ca-cert-file', skip: '--skip-verify', beside: '--cp-address', skipped: true }
const KUMACTL: Surface = { caFile: '--ca-cert-file', skip: '--skip-verify', beside: '--address', skipped: true }
const VARIABLES: Surface = {
  caFile: 'KUMA_CONTROL_PLANE_CA_CERT_FILE',
  skip: 'KUMA_CONTROL_PLANE_TLS_SKIP_VERIFY',
  skipped: 'true',
}

export default defineTransform({
  title: '`kuma-dp` and `kumactl` verify the certificate of the control plane',
  since: ['2.7.26', '2.9.16', '2.11.14', '2.12.11', '2.13.7'],
  notes: ['tls-verify-required-patch', 'tls-skip-verify-explicit'],
  acceptedSince: '2.0',
  questions: {
    'ca-file': {
      description: 'the path of the CA certificate to write where proxies and kumactl are told none',
      default: '',
    },
    'skip-verify': {
      description:
        'whether to switch the verification off where no CA is told, which lets anybody pose as the control plane: for tests only, and kuma-dp of 2.8 and 2.10 does not know the flag',
      default: 'no',
      values: ['no', 'yes'],
    },
  },
  rules: [
    when(command('kuma-dp run'), checkProxy, { elsewhere: false }),
    when(setting('controlPlane.url'), checkEnvironment, { elsewhere: false }),
    when(dataPlane(), checkOther, { elsewhere: false }),
    when(command('kumactl config control-planes add'), checkKumactl, { elsewhere: false }),
  ],
})

/** Some kuma-dp of the file has a variable, or a flag, that says whom to trust. */
function hasVariables(asked: Asked): boolean {
  return TRUST.some((name) => asked.sites(setting(name, name)).length > 0)
}

function hasFlags(asked: Asked): boolean {
  return FLAGS.some((name) => asked.sites(flag('kuma-dp run', name)).length > 0)
}

function checkProxy(site: Site, asked: Asked): readonly Change[] {
  const told = hasVariables(asked)
  const address = wordOf(site, '--cp-address')
  return told || address === undefined || !isTls(address) ? [] : trust(site, asked, PROXY)
}

function checkEnvironment(site: Site, asked: Asked): readonly Change[] {
  const address = stringOf(site)
  if (site.form !== 'environment' || hasFlags(asked) || TRUST.some((name) => site.get(name) !== undefined)) return []
  if (address === undefined) return [unknown(VARIABLES)]
  return isTls(address) ? trust(site, asked, VARIABLES) : []
}

/** Where another one of the file is told, which the rules above take for this one's too. It may be: nothing is written. */
function checkOther(site: Site, asked: Asked): readonly Change[] {
  if ([...TRUST, ...FLAGS].some((name) => site.get(name) !== undefined)) return []
  const [url, address] = [site.get('KUMA_CONTROL_PLANE_URL'), site.get('--cp-address')]
  const isOpen = (each: Site | undefined): boolean => each !== undefined && isTls(stringOf(each) ?? '$')
  if (hasVariables(asked) && isOpen(address)) return [unknown(PROXY, OTHERS)]
  return hasFlags(asked) && address === undefined && isOpen(url) ? [unknown(VARIABLES, OTHERS)] : []
}

function checkKumactl(site: Site, asked: Asked): readonly Change[] {
  const address = wordOf(site, '--address')
  return address === undefined || !isTls(address) ? [] : trust(site, asked, KUMACTL)
}

/** It may be: only `http` says that it is not. */
function isTls(address: string): boolean {
  return address !== '' && !address.startsWith('http:')
}

/** A flag's value as it is written, expansions too. */
function wordOf(site: Site, name: string): string | undefined {
  const words = Array.isArray(site.value) ? site.value.map(String) : []
  const index = words.findIndex((word) => word === name || word.startsWith(`${name}=`))
  if (index === -1) return undefined
  return words[index] === name ? words[index + 1] : words[index]?.slice(name.length + 1)
}

function trust(site: Site, asked: Asked, surface: Surface): readonly Change[] {
  const { caFile, skip, beside, skipped } = surface
  if (site.get(caFile) !== undefined || site.get(skip) !== undefined) return []
  const path = asked.option('ca-file')
  if (path !== '') return [add(caFile, path, beside)]
  if (asked.option('skip-verify') === 'yes') return [add(skip, skipped, beside), finding(OFF)]
  return [unknown(surface)]
}

function unknown({ caFile }: Surface, how = '`--set 2.7/tls-verification.ca-file=<path>` writes it'): Change {
  return finding(
    `the certificate of the control plane is verified now: if it is self-signed or of a private CA, name the CA, or nothing connects. ${how}`,
    caFile.startsWith('-') ? `${caFile}=<path>` : `${caFile}: <path>`,
  )
}

const OTHERS = 'The one that is named in this file is for another kuma-dp'

const OFF = 'anybody can pose as the control plane here: for tests only'
