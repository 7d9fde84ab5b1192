import { add, defineTransform, field, finding, put, set, when } from '../../src/rules.ts'
import type { Asked, Change, Site } from '../../src/transform.ts'

const KIND = 'MeshLoadBalancingStrategy'

/** Where hash policies stand: in each of the two algorithms that hash, and from 2.12 on beside them. */
const LISTS = ['loadBalancer.ringHash.hashPolicies', 'loadBalancer.maglev.hashPolicies', 'hashPolicies']

export default defineTransform({
  title: 'Hash policies of type `SourceIP` became `Connection`',
  since: ['2.10.0'],
  notes: ['mlbs-sourceip-to-connection'],
  acceptedSince: '2.10',
  readUntil: '2.14',
  questions: {
    'source-ip': {
      description: 'whether requests shall stick to an instance by source address, which `SourceIP` never did',
      default: 'ask',
      values: ['ask', 'apply'],
    },
  },
  rules: LISTS.map((list) =>
    when(field(KIND, `to[].default.${list}[]`), convert, {
      elsewhere:
        'hash policies of type `SourceIP` became `Connection` with `connection: {sourceIP: true}`; change it by hand',
    }),
  ),
})

function convert(policy: Site, asked: Asked): readonly Change[] {
  if (policy.get('type')?.value !== 'SourceIP') return []
  const source = policy.get('connection.sourceIP')
  if (source !== undefined && source.value !== true) return [finding(OFF)]
  if (asked.option('source-ip') === 'ask')
    return [finding(NEVER_WORKED, 'type: Connection, connection: {sourceIP: true}')]
  const connection = policy.get('connection')
  const told = finding(STICKS)
  if (source !== undefined) return [set('Connection', 'type'), told]
  if (connection === undefined) return [set('Connection', 'type'), add('connection', { sourceIP: true }, 'type'), told]
  return connection.value === null
    ? [set('Connection', 'type'), set({ sourceIP: true }, 'connection'), told]
    : [set('Connection', 'type'), put('sourceIP', true, 'connection'), told]
}

const NEVER_WORKED =
  'no release has ever hashed by `SourceIP`; `Connection` does, so requests start to stick to an instance: change it with `--set 2.10/source-ip-hash.source-ip=apply`, or remove the policy'
const STICKS = 'requests stick to an instance by their source address from now on; `SourceIP` never made them'
const OFF =
  '`SourceIP` without `sourceIP: true` has no meaning: write `type: Connection` with what `connection` shall say, or remove the policy'
