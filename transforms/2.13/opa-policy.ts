import {
  controlPlane,
  dataPlane,
  defineTransform,
  finding,
  object,
  put,
  remove,
  rename,
  set,
  when,
} from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'
import type { Data } from '../../src/tree.ts'
import { giveSidecars, injects } from '../control-planes.ts'
import { meshOf } from '../resources.ts'

const LEGACY = 'KMESH_OPA_EXPERIMENTAL_USE_DYNAMIC_CONFIG'

const STOPS =
  'OPA policies of this kind have no effect from 2.13 on, and what they refuse is let through: make it a MeshOPA (`--set 2.13/opa-policy.opa=convert`), or have data planes read it as before, until 3.0 (`=keep`)'
const BY_HAND =
  'OPA policies of this kind have no effect from 2.13 on, and what they refuse is let through. This one cannot be made a MeshOPA by itself: only selectors of the whole mesh can, and sources other than files'
const ADD_UP =
  'only the most specific OPAPolicy held for a proxy, while all MeshOPAs that match hold together: check what this and the others here allow'

export default defineTransform({
  title: 'OPAPolicy has no effect any more; MeshOPA takes its place',
  since: ['2.13.0'],
  notes: ['opa-dynamicconfig'],
  acceptedSince: '2.6',
  readUntil: '2.12',
  questions: {
    opa: {
      description: 'what to do with OPAPolicies: `convert` them, or `keep` data planes reading them (until 3.0)',
      default: 'ask',
      values: ['ask', 'convert', 'keep'],
    },
    namespace: { description: 'the namespace of the control plane, where MeshOPAs go', default: 'kong-mesh-system' },
  },
  rules: [
    when(object('OPAPolicy'), (policy, asked) => replace(policy, asked), { elsewhere: STOPS }),
    when(dataPlane(), keepProxy, { elsewhere: STOPS }),
    when(controlPlane(), keepSidecars, { elsewhere: STOPS }),
  ],
})

function keepProxy(site: Site, asked: Asked): readonly Change[] {
  return asked.option('opa') === 'keep' && site.get(LEGACY) === undefined ? [put(LEGACY, 'false')] : []
}

function keepSidecars(site: Site, asked: Asked): readonly Change[] {
  if (asked.option('opa') !== 'keep' || !injects(site)) return []
  return giveSidecars(site, LEGACY, 'false') ?? [finding(STOPS, `${LEGACY}:false`)]
}

function replace(policy: Site, asked: Asked): readonly Change[] {
  if (asked.option('opa') !== 'convert') return asked.option('opa') === 'keep' ? [] : [finding(STOPS)]
  const conf = policy.get('/conf')?.value
  if (!isMap(conf) || !coversMesh(policy) || policy.all('/conf.policies[]').some((each) => !isSource(each.value)))
    return [finding(BY_HAND)]
  const changes = policy.form === 'kubernetes' ? convertObject(policy, asked) : convertResource(conf)
  const others = asked.objects('OPAPolicy').filter((other) => meshOf(other) === meshOf(policy))
  return others.length > 1 ? [...changes, finding(ADD_UP)] : changes
}

function isMap(value: Data | undefined): value is { readonly [key: string]: Data } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** All proxies: one selector of any service. */
function coversMesh(policy: Site): boolean {
  const selectors = policy.all('/selectors[]').map((selector) => JSON.stringify(selector.get('match')?.value))
  return selectors.length > 0 && selectors.every((match) => match === '{"kuma.io/service":"*"}')
}

function isSource(value: Data | undefined): boolean {
  return isMap(value) && value.file === undefined
}

/** `ignoreDecision` stays where it is; what holds the policy goes into `rego`. */
function appended(policy: Data): Data {
  if (!isMap(policy)) return policy
  const { ignoreDecision, ...rego } = policy
  return ignoreDecision === undefined ? { rego } : { ignoreDecision, rego }
}

function capital(value: Data | undefined): string {
  const text = String(value)
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

function convertObject(policy: Site, asked: Asked): readonly Change[] {
  const mesh = policy.get('//mesh')
  const label = { 'kuma.io/mesh': meshOf(policy) ?? 'default' }
  const failure = policy.get('/conf.authConfig.onAgentFailure')
  const policies = policy.all('/conf.policies[]')
  return [
    set('MeshOPA', '//kind'),
    ...(mesh === undefined ? [] : [remove('//mesh')]),
    put('namespace', asked.option('namespace'), '//metadata'),
    ...(policy.get('//metadata.labels') === undefined
      ? [put('labels', label, '//metadata')]
      : [put('kuma.io/mesh', label['kuma.io/mesh'], '//metadata.labels')]),
    remove('/selectors'),
    put('targetRef', { kind: 'Mesh' }, '/'),
    rename('default', '/conf'),
    ...(policies.length === 0 ? [] : [rename('appendPolicies', '/conf.policies')]),
    ...policies.map((each) => set(appended(each.value ?? null), `//${each.path}`)),
    ...(failure === undefined ? [] : [set(capital(failure.value), `//${failure.path}`)]),
  ]
}

/** The body of a Universal resource moves below `spec`. */
function convertResource({ policies, authConfig, ...rest }: { readonly [key: string]: Data }): readonly Change[] {
  const auth = isMap(authConfig) ? { ...authConfig } : undefined
  const spec = {
    targetRef: { kind: 'Mesh' },
    default: {
      ...rest,
      ...(Array.isArray(policies) ? { appendPolicies: policies.map((each: Data) => appended(each)) } : {}),
      ...(auth === undefined
        ? {}
        : {
            authConfig:
              auth.onAgentFailure === undefined ? auth : { ...auth, onAgentFailure: capital(auth.onAgentFailure) },
          }),
    },
  }
  return [set('MeshOPA', '//type'), remove('//selectors'), put('spec', spec, '//'), remove('//conf')]
}
