import { defineTransform, finding, value, when } from '../../src/rules.ts'
import type { Flag, Rule, Site } from '../../src/transform.ts'
import type { Data } from '../../src/tree.ts'

const READ_ONLY = { readOnlyRootFilesystem: 'true' }
const NON_ROOT = { runAsNonRoot: 'true' }
const USER = { ...NON_ROOT, runAsUser: '5678', runAsGroup: '5678' }

export default defineTransform({
  title: 'the chart sets resources and security contexts, and fills up what values leave out',
  since: ['2.2.0'],
  notes: ['helm-resource-and-securitycontext-defaults'],
  rules: [
    fills('controlPlane.resources', { 'requests.cpu': '500m', 'requests.memory': '256Mi', 'limits.memory': '256Mi' }),
    starts('egress.resources'),
    starts('cni.resources'),
    fills('controlPlane.podSecurityContext', NON_ROOT),
    fills('hooks.podSecurityContext', NON_ROOT),
    fills('ingress.podSecurityContext', USER),
    fills('egress.podSecurityContext', USER),
    ...['controlPlane', 'ingress', 'egress', 'hooks'].map((part) =>
      fills(`${part}.containerSecurityContext`, READ_ONLY),
    ),
  ],
})

/** @param defaults what the chart takes for each key that is left out. */
function fills(path: string, defaults: { readonly [key: string]: string }): Rule {
  return when(value(path), (site) => missing(site, path, defaults), { elsewhere: false })
}

function missing(site: Site, path: string, defaults: { readonly [key: string]: string }): Flag | undefined {
  // A part of it in `--set`, or all of it.
  if (site.path === path && (site.value === null || isEmpty(site.value))) return undefined
  const first = Object.keys(defaults).find((key) => site.get(`${path}.${key}`) !== undefined)
  if (site.path !== path && first !== undefined && site.path !== `${path}.${first}`) return undefined
  const isSet = (key: string): boolean =>
    site.path === `${path}.${key}` ||
    site.get(`${path}.${key}`) !== undefined ||
    // Helm takes a default out where `null` stands.
    site.get(`${path}.${key.split('.')[0]}`)?.value === null
  const left = Object.entries(defaults).filter(([key]) => !isSet(key))
  if (left.length === 0) return undefined
  const added = left.map(([key, chosen]) => `\`${key}: ${chosen}\``).join(', ')
  return finding(`from 2.2 on the chart adds what is left out here: ${added}; check that they fit together`)
}

function starts(path: string): Rule {
  return when(
    value(path),
    () => finding('the chart ignored this up to 2.1, and heeds it from 2.2 on; check that it is meant'),
    { elsewhere: false },
  )
}

function isEmpty(map: Data | undefined): boolean {
  return typeof map === 'object' && map !== null && Object.keys(map).length === 0
}
