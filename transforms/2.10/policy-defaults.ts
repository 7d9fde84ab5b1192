import { defineTransform, field, finding, object, put, set, when } from '../../src/rules.ts'
import type { Change, Site } from '../../src/transform.ts'

const ZIPKIN = 'default.backends[].zipkin'
const SHUT = { passthroughMode: 'None' }

export default defineTransform({
  title: 'Defaults of policies became the same on Kubernetes and Universal',
  since: ['2.10.0'],
  notes: [
    'meshmetric-application-path',
    'meshpassthrough-mode',
    'meshhttproute-redirect-statuscode',
    'meshtrace-zipkin-apiversion',
    'meshtrace-zipkin-sharedspancontext',
  ],
  acceptedSince: '2.8',
  rules: [
    when(
      field('MeshMetric', 'default.applications[]'),
      (site) => state(site, 'kubernetes', 'path', '/metrics/prometheus'),
      {
        note: 'meshmetric-application-path',
        elsewhere: '`path` of an application was `/metrics/prometheus` by default; say so by hand',
      },
    ),
    when(object('MeshPassthrough'), keepShut, {
      note: 'meshpassthrough-mode',
      elsewhere: '`passthroughMode` was `None` by default; say so by hand',
    }),
    when(
      field('MeshHTTPRoute', 'to[].rules[].default.filters[].requestRedirect'),
      (site) => state(site, 'universal', 'statusCode', 302),
      {
        note: 'meshhttproute-redirect-statuscode',
        elsewhere: '`statusCode` of a redirect was 302 by default; say so by hand',
      },
    ),
    when(field('MeshTrace', ZIPKIN), (site) => state(site, 'universal', 'apiVersion', 'httpJson'), {
      note: 'meshtrace-zipkin-apiversion',
      elsewhere: '`apiVersion` of Zipkin was `httpJson` by default; say so by hand',
    }),
    when(field('MeshTrace', ZIPKIN), warn, { note: 'meshtrace-zipkin-sharedspancontext' }),
  ],
})

/** Says what the release before took for granted, where it did so and nothing is said. */
function state(site: Site, form: Site['form'], name: string, value: string | number): readonly Change[] {
  return site.form === form && site.get(name) === undefined ? [put(name, value)] : []
}

function keepShut(policy: Site): readonly Change[] {
  if (policy.form !== 'kubernetes' || policy.get('/default.passthroughMode') !== undefined) return []
  const conf = policy.get('/default')
  if (policy.get('//spec') === undefined) return [put('spec', { default: SHUT }, '//')]
  if (conf === undefined) return [put('default', SHUT, '//spec')]
  if (conf.value === null) return [set(SHUT, `//${conf.path}`)]
  const closed = put('passthroughMode', 'None', `//${conf.path}`)
  return policy.all('/default.appendMatch[]').length === 0 ? [closed] : [closed, finding(UNUSED)]
}

const UNUSED =
  'what `appendMatch` lists had no effect with the old default `None`; `Matched`, the new one, lets it pass: choose that if it was meant'

function warn(zipkin: Site): readonly Change[] {
  return zipkin.form === 'universal' && zipkin.get('sharedSpanContext') === undefined ? [finding(LEAVE)] : []
}

const LEAVE =
  'nothing changes while `sharedSpanContext` is left out: 2.9 left it to Envoy, which takes true, and 2.10 sends true; the `false` that the note asks for would change it'
