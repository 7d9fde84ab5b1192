import { defineTransform, finding, object, put, value, when } from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'

const CONTEXTS = ['controlPlane', 'ingress', 'egress', 'hooks'].map((part) => `${part}.containerSecurityContext`)

const DROPPED =
  'the chart adds `allowPrivilegeEscalation: false` and `capabilities.drop: [ALL]` to what is set here. Nothing of Kuma needs more; if something of yours does, state both. `--set 2.7/container-capabilities.capabilities=keep` writes what was in force, `=drop` agrees'

export default defineTransform({
  title: 'Containers of the chart drop all capabilities',
  since: ['2.7.30', '2.9.20', '2.11.19', '2.12.15', '2.13.11', '2.14.4'],
  notes: ['containers-drop-capabilities-patch', 'drop-capabilities-2.x-patches'],
  acceptedSince: '2.0',
  questions: {
    capabilities: {
      description:
        'what to do with a security context that says nothing of capabilities: `keep` writes down that they stay, `drop` agrees that they go',
      default: 'ask',
      values: ['ask', 'keep', 'drop'],
    },
  },
  rules: [
    ...CONTEXTS.map((context) =>
      when(value(context), (site, asked) => check(site, asked, context), { elsewhere: DROPPED }),
    ),
    when(object('SecurityContextConstraints'), checkConstraints, { elsewhere: false, mentions: ['kuma', 'kong-mesh'] }),
  ],
})

/** Helm merges defaults into what is given, key by key. */
function check(site: Site, asked: Asked, context: string): readonly Change[] {
  const answer = asked.option('capabilities')
  const escalation = `${context}.allowPrivilegeEscalation`
  const drop = `${context}.capabilities.drop`
  const missing = [escalation, drop].filter((path) => site.get(path) === undefined)
  if (answer === 'drop' || missing.length === 0) return []
  if (answer === 'ask' || site.path !== context) return [finding(DROPPED)]
  return missing.map((path) => (path === drop ? put(drop, []) : put(escalation, true)))
}

/** What OpenShift lets the chart's service accounts have. */
function checkConstraints(site: Site): readonly Change[] {
  const users = listOf(site.get('//users'))
  const isKumas = users.some((user) => /^system:serviceaccount:[^:]+:(?:kuma|kong-mesh)-(?!cni)/.test(String(user)))
  const gives = ['allowedCapabilities', 'defaultAddCapabilities'].some((key) => listOf(site.get(`//${key}`)).length > 0)
  return isKumas && gives ? [finding(GIVEN)] : []
}

function listOf(site: Site | undefined): readonly unknown[] {
  return Array.isArray(site?.value) ? site.value : []
}

const GIVEN =
  'the containers of the chart drop all capabilities: what is given here takes effect only where `containerSecurityContext` states it'
