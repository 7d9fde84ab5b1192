import { add, command, defineTransform, finding, object, put, set, text, value, when } from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'

const KEY = 'namespaceAllowList'

/** The charts, with the key as values of each say it. */
const CHARTS = [
  { chart: 'kuma', key: KEY, at: '/values', note: 'helm-namespace-allow-list' },
  { chart: 'kong-mesh', key: `kuma.${KEY}`, at: '/values.kuma', note: 'km-helm-namespace-allow-list' },
] as const

type Chart = (typeof CHARTS)[number]

export default defineTransform({
  title: 'Upgrades that reuse values need `namespaceAllowList`',
  since: ['2.11.0'],
  notes: CHARTS.map(({ note }) => note),
  acceptedSince: '2.11',
  readUntil: '2.10',
  questions: {
    patch: {
      description: 'the release that is upgraded to, such as 2.11.4; 2.11.0 to 2.11.8 fail without the key',
      default: 'ask',
    },
  },
  rules: [
    ...CHARTS.flatMap((chart) => [
      when(command('helm upgrade'), (site, asked) => addPair(site, asked, chart), {
        note: chart.note,
        elsewhere: false,
        holds: '--reuse-values',
      }),
      when(object('HelmRelease'), (site, asked) => addValue(site, asked, chart), {
        note: chart.note,
        elsewhere: false,
      }),
    ]),
    when(text(/\breuse_values[ \t]*=[ \t]*true\b/g), (_, asked) => checkTerraform(asked), {
      elsewhere: false,
      mentions: ['kumahq.github.io/charts', 'kong-mesh-charts', 'kuma/kuma', 'kong-mesh/kong-mesh'],
    }),
    when(value(KEY), (site) => (site.form === 'values' && site.value === null ? set([]) : [])),
  ],
})

/** Whether the chart of a release fails without the key; undefined: it is not known. */
function fails(version: string | undefined): boolean | undefined {
  const parts = /^v?(\d+)\.(\d+)\.(\d+)$/
    .exec(version ?? '')
    ?.slice(1)
    .map(Number)
  if (parts === undefined) return undefined
  const [major = 0, minor = 0, patch = 0] = parts
  if (major < 2 || (major === 2 && minor < 11)) return undefined
  return major === 2 && minor === 11 && patch < 9
}

function addPair(site: Site, asked: Asked, { chart, key }: Chart): readonly Change[] {
  const words = Array.isArray(site.value) ? site.value.map(String) : []
  if (!words.some((word) => /^--reuse-values(?:=true)?$/.test(word)) || words.some((word) => word.includes(KEY)))
    return []
  const named = words.some((word) => word.includes('/') && word.slice(word.lastIndexOf('/') + 1) === chart)
  if (!named && !(words.includes('--repo') && words.includes(chart))) return []
  const stated = site.get('--version')?.value
  const needed = fails(typeof stated === 'string' ? stated : undefined) ?? fails(asked.option('patch'))
  if (needed === undefined) return [finding(tell(key), `--set-json '${key}=[]'`)]
  return needed ? [add('--set-json', `${key}=[]`, '--reuse-values')] : []
}

function addValue(site: Site, asked: Asked, { chart, key, at }: Chart): readonly Change[] {
  const kept = site.get('/upgrade.preserveValues')?.value === true
  const named = site.get('/chart.spec.chart') ?? site.get('/chartRef.name')
  if (!kept || named?.value !== chart) return []
  const present = site.get(`${at}.${KEY}`)
  if (present !== undefined) return present.value === null ? [set([], `//${present.path}`)] : []
  const stated = site.get('/chart.spec.version')?.value
  const needed = fails(typeof stated === 'string' ? stated : undefined) ?? fails(asked.option('patch'))
  if (needed === undefined) return [finding(tell(key), `${key}: []`)]
  return needed ? [put(KEY, [], at)] : []
}

/** A `helm_release` of Terraform, as far as its file tells of which chart. */
function checkTerraform(asked: Asked): readonly Change[] {
  const told = asked.sites(value(KEY)).length > 0 || fails(asked.option('patch')) === false
  return told ? [] : [finding(tell(KEY), `${KEY}: []`)]
}

function tell(key: string): string {
  return `values that are kept from before 2.11 have no \`${key}\`, and the chart of 2.11.0 to 2.11.8 fails without: set it to an empty list, or upgrade to 2.11.9 or later (\`--set 2.11/namespace-allow-list.patch=2.11.9\` says so)`
}
